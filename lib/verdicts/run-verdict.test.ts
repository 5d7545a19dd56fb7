import { describe, expect, it } from 'vitest'
import type { PlanDraft, SlaDraft } from '#lib/plans/document/plan.ts'
import { evidence, planWith, quiet, times } from './run-fixture.ts'
import { judgeRun } from './run-verdict.ts'

describe('a run', () => {
  const good: SlaDraft = { key: 'good', metric: 'p95', operation: 'read', target: '100ms', limit: '200ms' }
  const bad: SlaDraft = { key: 'bad', metric: 'p95', operation: 'read', target: '10ms', limit: '20ms' }
  const none: SlaDraft = { key: 'none', metric: 'monitor(cpu)', comparator: '<', target: '70%' }
  const verdictOf = (slas: SlaDraft[], change: Partial<PlanDraft> = {}) => {
    const plan = planWith(slas, change)
    return judgeRun(
      plan,
      'base',
      evidence(plan, () => times(50)),
    )
  }

  it('is the worst of its objectives: fail, inconclusive, warn, pass', () => {
    expect(verdictOf([good, bad, none]).verdict).toBe('fail')
    expect(verdictOf([good, none]).verdict).toBe('inconclusive')
    expect(verdictOf([good, { ...good, key: 'w', target: '40ms' }]).verdict).toBe('warn')
    expect(verdictOf([good]).verdict).toBe('pass')
  })

  it('weighs by priority: medium counts at most as warn, low only informs', () => {
    expect(verdictOf([good, { ...bad, priority: 'medium' }]).verdict).toBe('warn')
    expect(verdictOf([good, { ...none, priority: 'medium' }]).verdict).toBe('warn')
    expect(verdictOf([good, { ...bad, priority: 'low' }])).toMatchObject({
      verdict: 'pass',
      sentence: 'Pass: 1 of 2 objectives met.',
    })
    expect(verdictOf([{ ...good, priority: 'low' }]).verdict).toBe('inconclusive')
    expect(verdictOf([]).sentence).toContain('nothing to judge')
  })

  it('names what decided it', () => {
    expect(verdictOf([good, bad]).sentence.replaceAll('\u00a0', ' ')).toBe(
      'Fail: 1 of 2 objectives met; p95 of read was 50.0 ms over steady (2,000 attempts), beyond the limit of 20.0 ms.',
    )
  })

  it('takes the best of several alternatives', () => {
    const scenarios = (any: string[]): PlanDraft['scenarios'] => [
      {
        key: 'base',
        type: 'baseline',
        load: { users: '10', rampUp: '5s', hold: '20s', rampDown: '5s' },
        mix: [{ operation: 'read' }],
        criteria: [{ any }],
      },
    ]
    expect(verdictOf([], { scenarios: scenarios(['monitor(cpu) < 70%', 'rate > 50/s']) }).verdict).toBe('pass')
    expect(verdictOf([], { scenarios: scenarios(['monitor(cpu) < 70%', 'rate > 500/s']) }).verdict).toBe('inconclusive')
    expect(verdictOf([], { scenarios: scenarios(['p95 < 20ms', 'rate > 500/s']) }).verdict).toBe('fail')
  })

  it('that lost a worker passes nothing in a window that worker was silent in, and still fails what fails', () => {
    const plan = planWith([good, bad])
    const generator = [...Array(30).keys()].flatMap((second) =>
      second < 15
        ? [0, 1].map((shardIndex) => ({ ...quiet(second), shardIndex }))
        : [{ ...quiet(second), shardIndex: 0 }],
    )
    const lost = { shards: 2, end: 'lost' as const, generator }
    const run = judgeRun(
      plan,
      'base',
      evidence(plan, () => times(50), lost),
    )
    expect(Object.fromEntries(run.objectives.map((one) => [one.key, one.verdict]))).toEqual({
      good: 'inconclusive',
      bad: 'fail',
    })
    expect(run.objectives[0]?.reason.replaceAll('\u00a0', ' ')).toBe(
      'A worker was lost: only 75.0 % of steady holds the load of all workers.',
    )
  })
})
