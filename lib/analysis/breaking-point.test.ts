import { describe, expect, it } from 'vitest'
import { planOf } from '#lib/plans/compile-fixture.ts'
import type { SearchMark } from '#lib/runs/run-mark.ts'
import { analyseBreakingPoint, findBreakingPoint } from './breaking-point.ts'
import { figureOf, points, runOf, stagesOf } from './run-fixture.ts'

const { objectives } = planOf({
  name: 'Orders',
  environments: [{ key: 'demo', baseUrl: 'http://127.0.0.1:4010' }],
  operations: [{ key: 'read', request: { path: '/' } }],
  slas: [{ key: 'p95', operation: '*', metric: 'p95', target: '100ms', limit: '200ms', priority: 'high' }],
  scenarios: [{ key: 'a', load: { users: '1', hold: '1s' }, mix: [{ operation: 'read' }] }],
})

/** Up to `capacity` a second within 20 ms; past it all waits. */
function stepped(capacity: number, rates: number[]) {
  const stages = stagesOf(rates.map((from, at) => ({ key: `s${at + 1}`, from, seconds: 30 })))
  const all = points(rates.length * 30, (second) => {
    const rate = rates[Math.floor(second / 30)]!
    return { offered: rate, ok: Math.min(capacity, rate), p50Ms: rate <= capacity ? 20 : 900 }
  })
  return runOf(all, stages, { objectives, scenario: { key: 'a', stopWhen: [], untilFailure: true } })
}

describe('the breaking point', () => {
  it('is the first stage beyond its limit, and what held below it can be sustained', () => {
    const found = findBreakingPoint(stepped(790, [200, 400, 750, 800, 1600]))
    expect(found).toMatchObject({ sustainable: 750, broke: { level: 800, key: 's4' } })
    expect(Math.abs(found!.broke!.level - 790) / 790).toBeLessThanOrEqual(0.05)
  })

  it('names the stage, why, and between which levels the truth lies', () => {
    const said = analyseBreakingPoint(stepped(1000, [200, 400, 800, 1600]))
    expect(said?.sentence).toMatch(/800.*can be sustained; it broke at 1,600.*in s4.*p95/)
    expect(said?.figures.find(({ key }) => key === 'breaking_point')?.interval).toEqual([800, 1600])
  })

  it('is where a stop rule ended the run', () => {
    const run = stepped(5000, [200, 400, 800])
    const endMessage = 'The stop rule error_rate > 5% for 30s was met.'
    const said = findBreakingPoint({ ...run, objectives: [], durationMs: 75_000, endMessage })
    expect(said).toMatchObject({ sustainable: 400, broke: { level: 800, why: endMessage } })
  })

  it('is not there when everything held', () => {
    const said = analyseBreakingPoint(stepped(5000, [200, 400, 800]))
    expect(said?.tone).toBe('good')
    expect(figureOf(said, 'sustainable_rate')).toBe(800)
    expect(figureOf(said, 'breaking_point')).toBeNull()
  })

  it('is no matter of a load that never rises', () => {
    const run = stepped(5000, [200])
    expect(analyseBreakingPoint({ ...run, scenario: { ...run.scenario, untilFailure: false } })).toBeNull()
  })

  it('takes a search at its word', () => {
    const level = { kind: 'probe' as const, key: 'level-2', level: 1600, fromMs: 5000, toMs: 9000, held: false }
    const mark: SearchMark = {
      level: { ...level, why: 'p95 was 300 ms', okPerSecond: 800, p95Ms: 300, errorRate: 0 },
      found: {
        sustainable: 790,
        held: 790,
        broke: { level: 820, key: 'level-2', why: 'slow' },
        recoveryMs: 1,
        end: 'confirmed',
      },
    }
    const marks = [{ kind: 'search', offsetMs: 9000, text: '', data: mark }]
    expect(findBreakingPoint({ ...stepped(5000, [1]), marks })).toMatchObject({
      sustainable: 790,
      broke: { level: 820, atMs: 5000 },
    })
  })
})
