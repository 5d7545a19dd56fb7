import { describe, expect, it } from 'vitest'
import type { SlaDraft } from '#lib/plans/document/plan.ts'
import type { GeneratorSecond } from '#lib/runs/bucket.ts'
import type { RunFacts } from './evidence.ts'
import { evidence, planWith, quiet, times } from './run-fixture.ts'
import { judgeRun } from './run-verdict.ts'
import { lagThresholdMs } from './validity.ts'

describe('the instrument', () => {
  const slas: SlaDraft[] = [{ key: 'x', metric: 'p95', operation: 'read', target: '100ms', limit: '200ms' }]
  const plan = planWith(slas)
  const run = (generator: (second: number) => GeneratorSecond, change: Partial<RunFacts> = {}) => {
    const facts = { generator: Array.from({ length: 30 }, (_, second) => generator(second)), ...change }
    return judgeRun(
      plan,
      'base',
      evidence(plan, () => times(50), facts),
    )
  }

  it('that kept up is valid', () => {
    expect(run(quiet).validity).toEqual({ status: 'valid', reasons: [], completeness: 1 })
    expect(run(quiet)).toMatchObject({ verdict: 'pass', sentence: 'Pass: the one objective is met.' })
  })

  it('that lost more than 1 % itself is invalid, and what it read is shown but decides nothing', () => {
    const judged = run((second) => ({
      ...quiet(second),
      ...(second === 10 || second === 11 ? { sent: 70, droppedGenerator: 30 } : {}),
    }))
    expect(judged.validity.status).toBe('invalid')
    expect(judged.validity.reasons[0]?.replaceAll('\u00a0', ' ')).toBe(
      'The generator offered 100 /s and sent 70.0 /s from 12:04:10 to 12:04:12: it lost 2.00 % of the offered load itself.',
    )
    expect(judged.verdict).toBe('inconclusive')
    expect(judged.objectives[0]).toMatchObject({ verdict: 'inconclusive', actual: expect.any(Number) })
  })

  it('that lost a tenth of that is suspect, which caps the run at warn', () => {
    const judged = run((second) => ({ ...quiet(second), droppedGenerator: second === 10 ? 4 : 0 }))
    expect(judged.validity.status).toBe('suspect')
    expect(judged.objectives[0]?.verdict).toBe('pass')
    expect(judged.verdict).toBe('warn')
    expect(judged.sentence).toContain('the instrument is suspect')
  })

  it('is judged by its lag against the tightest latency limit, in steady seconds', () => {
    const late = (seconds: number[], ms: number) =>
      run((second) => ({ ...quiet(second), lagP99Micros: seconds.includes(second) ? ms * 1000 : 500 }))
    expect(late([10], 21).validity.status).toBe('invalid')
    expect(late([10], 19).validity.status).toBe('valid')
    expect(late([1, 2, 3], 500).validity.status).toBe('valid')
    expect(late([10], 21).validity.reasons[0]).toContain('in 1 of 20 judged seconds, first at 12:04:10')
  })

  it('may lag 10 ms where no latency is asked for', () => {
    expect(lagThresholdMs([])).toBe(10)
    expect(lagThresholdMs(planWith([{ key: 'x', metric: 'error_rate', target: '1%' }]).objectives)).toBe(10)
    expect(lagThresholdMs(plan.objectives)).toBe(20)
  })

  it('that broke off is suspect for what it owes', () => {
    const judged = judgeRun(
      plan,
      'base',
      evidence(plan, () => times(50), { elapsedMs: 15_000, end: 'stopped' }),
    )
    expect(judged.validity).toMatchObject({ status: 'suspect', completeness: 0.5 })
    expect(judged.validity.reasons[0]?.replaceAll('\u00a0', ' ')).toBe(
      'Only 50.0 % of the planned seconds hold data: the run was stopped at 00:15 of 00:30.',
    )
    expect(judged.objectives[0]).toMatchObject({ verdict: 'pass', window: { fromMs: 5000, toMs: 15_000 } })
  })

  it('whose target filled the in-flight limit is still valid', () => {
    expect(run((second) => ({ ...quiet(second), droppedTarget: 50 })).validity.status).toBe('valid')
  })

  it('with many attempts waiting for a capped pool is suspect', () => {
    const capped = planWith(slas, { client: { connections: '10' } })
    const generator = Array.from({ length: 30 }, (_, second) => ({ ...quiet(second), waitedForConnection: 6 }))
    expect(
      judgeRun(
        capped,
        'base',
        evidence(capped, () => times(50), { generator }),
      ).validity.status,
    ).toBe('suspect')
    expect(run((second) => ({ ...quiet(second), waitedForConnection: 6 })).validity.status).toBe('valid')
  })

  it('that measured nothing is invalid', () => {
    const judged = run(quiet, { generator: [], end: 'failed', elapsedMs: 0 })
    expect(judged.validity).toMatchObject({ status: 'invalid', completeness: 0 })
  })
})
