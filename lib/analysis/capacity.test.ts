import { describe, expect, it } from 'vitest'
import { Random } from '#lib/load/random.ts'
import {
  analyseCapacity,
  fitCapacity,
  fitUsl,
  type HeldLevel,
  linearLimit,
  throughputAt,
  type Usl,
} from './capacity.ts'
import { figureOf, loadOf, points, runOf, stagesOf } from './run-fixture.ts'

const TRUTH: Usl = { lambda: 50, sigma: 0.02, kappa: 0.0002 }

function levels(usl: Usl, noise = 0, seed = 1): HeldLevel[] {
  const random = new Random(seed)
  return [1, 2, 4, 8, 16, 32, 64, 96].map((n) => {
    const x = throughputAt(usl, n) * (1 + noise * random.normal())
    return { key: `l${n}`, n, x, meanMs: (1000 * n) / x, p95Ms: (1500 * n) / x, isSteady: true }
  })
}

describe('capacity', () => {
  it('reads the law back from exact levels', () => {
    const usl = fitUsl(levels(TRUTH))
    expect(usl.lambda).toBeCloseTo(50, 6)
    expect(usl.sigma).toBeCloseTo(0.02, 6)
    expect(usl.kappa).toBeCloseTo(0.0002, 8)
  })

  it('finds where efficiency falls to 90 %', () => {
    const n = linearLimit(TRUTH)
    expect(throughputAt(TRUTH, n) / (TRUTH.lambda * n)).toBeCloseTo(0.9, 9)
    expect(linearLimit({ lambda: 1, sigma: 0.01, kappa: 0 })).toBeCloseTo(1 + 1 / 0.09)
    expect(linearLimit({ lambda: 1, sigma: 0, kappa: 0 })).toBe(Number.POSITIVE_INFINITY)
  })

  it('holds the true limit in its interval, under 2 % noise, in at least 34 of 40 runs', () => {
    const truth = linearLimit(TRUTH)
    const hit = Array.from({ length: 40 }, (_, seed) => fitCapacity(levels(TRUTH, 0.02, seed + 1), seed)?.limit).filter(
      (limit) => limit && limit.interval[0] <= truth && truth <= limit.interval[1],
    )
    expect(hit.length).toBeGreaterThanOrEqual(34)
  })

  it('never fits a negative contention, and needs six levels', () => {
    const superlinear = [1, 2, 4, 8, 16, 32].map((n) => ({ n, x: 10 * n ** 1.05 }))
    expect(fitUsl(superlinear).sigma).toBeGreaterThanOrEqual(0)
    expect(fitCapacity(levels(TRUTH).slice(0, 5), 1)).toBeNull()
  })

  it('bends where a server of fixed capacity does', () => {
    const rates = [100, 200, 400, 600, 800, 1000, 1200]
    const stages = stagesOf(rates.map((from, at) => ({ key: `s${at + 1}`, from, seconds: 10 })))
    const all = points(70, (second) => {
      const rate = rates[Math.floor(second / 10)]!
      return { offered: rate, ok: Math.min(800, rate), p50Ms: rate < 800 ? 10 : rate === 800 ? 12 : 400 }
    })
    const said = analyseCapacity(runOf(all, stages))
    expect(figureOf(said, 'most')).toBe(800)
    expect(figureOf(said, 'knee')).toBe(800)
    expect(said?.chart?.lines[0]?.points).toHaveLength(7)
    // Two of the seven levels fell behind: five are too few for a law.
    expect(said?.sentence).toMatch(/5 levels answered in step/)
    expect(figureOf(said, 'linear-limit')).toBeNull()
  })

  it('says that no law fits where a limit is sharp', () => {
    const users = [1, 2, 4, 8, 16, 32, 64]
    const stages = stagesOf(users.map((from) => ({ key: `u${from}`, from, seconds: 10 })))
    const all = points(70, (second) => ({ ok: Math.min(8, users[Math.floor(second / 10)]!) * 50 }))
    const said = analyseCapacity(runOf(all, stages, { load: loadOf(stages, { model: 'users' }) }))
    expect(said?.sentence).toMatch(/No scalability law describes these levels/)
  })

  it('says nothing of two levels, and takes users as concurrency', () => {
    const stages = stagesOf([10, 20, 30].map((from) => ({ key: `u${from}`, from, seconds: 10 })))
    const load = loadOf(stages, { model: 'users' })
    expect(analyseCapacity(runOf(points(20), stages, { load }))).toBeNull()
    const said = analyseCapacity(runOf(points(30), stages, { load }))
    expect(said?.table?.rows.map(({ n }) => n)).toEqual([10, 20, 30])
  })
})
