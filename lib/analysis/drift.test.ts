import { describe, expect, it } from 'vitest'
import { Random } from '#lib/load/random.ts'
import { analyseDrift, analyseMemory, floorOf, measureDrift, type Sampled } from './drift.ts'
import { figureOf, point, runOf, stagesOf } from './run-fixture.ts'

const HOUR = 3_600_000
const MINUTES = 720

/** Twelve hours of minutes around `level`, with noise that remembers itself. */
function soak(seed: number, growthPerHour: number, level = 100): Sampled[] {
  const random = new Random(seed)
  let noise = 0
  return Array.from({ length: MINUTES }, (_, minute) => {
    noise = 0.6 * noise + 3 * random.normal()
    return { atMs: minute * 60_000, value: level * (1 + (growthPerHour * minute) / 60) + noise }
  })
}

describe('drift', () => {
  it('finds a planted rise of 1 % an hour over twelve hours, and how steep it is', () => {
    const drift = measureDrift(soak(3, 0.01))
    expect(drift?.isSignificant).toBe(true)
    expect(drift?.share).toBeGreaterThan(0.1)
    expect(drift?.share).toBeLessThan(0.14)
    expect(drift?.interval[0]).toBeGreaterThan(0)
  })

  it('finds nothing in flat noise, autocorrelated as it is', () => {
    const alarms = Array.from({ length: 5 }, (_, seed) => measureDrift(soak(seed + 1, 0))).filter(
      (drift) => drift?.isSignificant && Math.abs(drift.share) >= 0.05,
    )
    expect(alarms).toEqual([])
  })

  it('speaks of the longest hold of a run, leaving ramps out', () => {
    const stages = stagesOf([
      { key: 'up', phase: 'ramp-up', from: 0, to: 100, seconds: 60 },
      { key: 'hold', from: 100, seconds: MINUTES * 60 },
    ])
    const minutes = soak(3, 0.01).map(({ atMs, value }) => point(60 + atMs / 1000, { seconds: 60, p95Ms: value }))
    const all = [point(0, { seconds: 60, p95Ms: 5000 }), ...minutes]
    const said = analyseDrift(runOf(all, stages, { type: 'soak' }))
    expect(said?.tone).toBe('bad')
    expect(figureOf(said, 'share-per-hour')).toBeCloseTo(0.01, 2)
    expect(said?.window).toMatchObject({ fromMs: 90_000 })
  })

  it('says that a soak was too short', () => {
    const stages = stagesOf([{ key: 'hold', from: 100, seconds: 10 }])
    const short = Array.from({ length: 10 }, (_, second) => point(second))
    expect(analyseDrift(runOf(short, stages, { type: 'soak' }))?.tone).toBe('unknown')
    expect(analyseDrift(runOf(short, stages))).toBeNull()
  })

  it('calls 10 MB a minute a leak, also under a sawtooth, and a sawtooth alone none', () => {
    const sawtooth = (perMinute: number) =>
      Array.from({ length: 720 }, (_, at) => ({
        atMs: at * 10_000,
        value: 200e6 + (perMinute * at) / 6 + 80e6 * ((at % 12) / 12),
      }))
    const leak = analyseMemory(sawtooth(10e6))
    expect(leak.sentence).toMatch(/leak/)
    expect(figureOf(leak, 'per-hour')).toBeGreaterThan(590e6)
    expect(figureOf(leak, 'per-hour')).toBeLessThan(610e6)
    expect(figureOf(leak, 'initial')).toBe(200e6)
    expect(analyseMemory(sawtooth(0)).tone).toBe('good')
    expect(floorOf(sawtooth(0)).every(({ value }) => value < 230e6)).toBe(true)
  })

  it('measures an hour as an hour', () => {
    expect(measureDrift(soak(1, 0.02))?.spanMs).toBe(12 * HOUR - 60_000)
  })
})
