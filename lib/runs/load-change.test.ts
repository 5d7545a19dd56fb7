import { describe, expect, it } from 'vitest'
import { instancePolicy } from '#lib/access/target-policy.ts'
import type { LoadProfile, Stage } from '#lib/load/profile.ts'
import { compilePlan } from '#lib/plans/compile.ts'
import type { LoadDraft } from '#lib/plans/document/plan.ts'
import { decideChange, describeChange, effectiveAtMs, leftPlanAtMs, moveStretches } from './load-change.ts'

function planOf(load: LoadDraft, maxUsers?: string) {
  const compiled = compilePlan({
    name: 'Orders',
    environments: [{ key: 'demo', baseUrl: 'http://127.0.0.1:4010' }],
    operations: [{ key: 'read', request: { path: '/orders' } }],
    scenarios: [{ key: 'main', load, mix: [{ operation: 'read' }] }],
    ...(maxUsers ? { client: { maxUsers } } : {}),
  })
  if (!compiled.ok) throw new Error(compiled.findings[0]?.message)
  return compiled.plan
}

const rate = planOf({ rate: '200/s', hold: '60s' })
const users = planOf({ users: '10', hold: '60s' }, '100')
const caps = (plan: typeof rate) => ({
  policy: { ...instancePolicy([]), maxRatePerSecond: 500 },
  client: plan.client,
})
const at = (plan: typeof rate, elapsedMs: number, changes: Parameters<typeof effectiveAtMs>[1] = []) => ({
  load: plan.scenarios[0]!.load,
  changes,
  elapsedMs,
})

describe('a change of the load', () => {
  it('takes effect a second on, at a round moment, and after those before it', () => {
    expect(effectiveAtMs(12_345, [])).toBe(13_400)
    expect(effectiveAtMs(12_300, [])).toBe(13_300)
    expect(effectiveAtMs(12_345, [{ kind: 'level', atMs: 13_500, level: 1 }])).toBe(13_500)
    const change = decideChange({ level: 300 }, at(rate, 12_345), caps(rate))
    expect(change).toEqual({ kind: 'level', atMs: 13_400, level: 300 })
  })

  it('stays within the caps that hold at the start', () => {
    expect(() => decideChange({ level: 501 }, at(rate, 0), caps(rate))).toThrow('at most 500/s')
    expect(() => decideChange({ level: 101 }, at(users, 0), caps(users))).toThrow(
      'client.maxUsers of the plan allows 100',
    )
    expect(decideChange({ level: 100 }, at(users, 0), caps(users))).toMatchObject({ level: 100 })
  })

  it('is refused once the schedule is over, and where nothing waits', () => {
    expect(() => decideChange({ level: 300 }, at(rate, 59_500), caps(rate))).toThrow('schedule is over')
    expect(() => decideChange({ continue: true }, at(rate, 1000), caps(rate))).toThrow('does not wait')
  })

  it('is told on the timeline', () => {
    const set = { kind: 'level', atMs: 13_400, level: 300 } as const
    expect(describeChange(set, 'rate', 'Ann')).toBe('Load set to 300/s by Ann; the run left its plan')
    expect(describeChange({ ...set, level: 1 }, 'users', 'Ann')).toBe(
      'Load set to 1 user by Ann; the run left its plan',
    )
    expect(describeChange({ ...set, level: null }, 'rate', 'Ann')).toBe('Load as planned again, by Ann')
    expect(leftPlanAtMs([{ kind: 'continue', atMs: 5 }])).toBeNull()
    expect(leftPlanAtMs([set])).toBe(13_400)
  })
})

describe('a wait that was ended', () => {
  const stage = (key: string, phase: Stage['phase'], startMs: number, durationMs: number): Stage => ({
    ...{ key, phase, startMs, durationMs, from: 10, to: 10 },
  })
  const load: LoadProfile = {
    ...rate.scenarios[0]!.load,
    stages: [
      stage('one', 'steady', 0, 10_000),
      stage('wait', 'wait', 10_000, 60_000),
      stage('two', 'steady', 70_000, 10_000),
    ],
  }

  it('is let go at once, and brings what follows nearer', () => {
    const change = decideChange({ continue: true }, { load, changes: [], elapsedMs: 19_000 }, caps(rate))
    expect(change).toEqual({ kind: 'continue', atMs: 20_000 })
    const phases = [stage('first', 'steady', 0, 40_000), stage('second', 'steady', 70_000, 10_000)]
    expect(moveStretches(phases, load, [change]).map(({ startMs, durationMs }) => [startMs, durationMs])).toEqual([
      [0, 20_000],
      [20_000, 10_000],
    ])
  })
})
