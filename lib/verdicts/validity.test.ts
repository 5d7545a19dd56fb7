import { describe, expect, it } from 'vitest'
import type { SlaDraft } from '#lib/plans/document/plan.ts'
import type { GeneratorSecond } from '#lib/runs/bucket.ts'
import type { RunFacts } from './evidence.ts'
import { evidence, planWith, quiet, times } from './run-fixture.ts'
import { judgeRun } from './run-verdict.ts'
import { lagThresholdMs } from './scheduling-lag.ts'

const plain = (sentences: string[] | undefined) => sentences?.map((text) => text.replaceAll('\u00a0', ' '))

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

  it('whose target filled the in-flight limit is still valid, which is told beside', () => {
    const { validity } = run((second) => ({ ...quiet(second), droppedTarget: second < 10 ? 50 : 0 }))
    expect(validity).toMatchObject({ status: 'valid', reasons: [] })
    expect(plain(validity.notes)).toEqual([
      'The target kept the limit of 10,000 requests in flight full from 12:04:00 to 12:04:10: 500 could not be sent, 16.7 % of those offered. That is its own failure, and they count against it.',
    ])
  })

  it('says what explains a loss: a busy loop, or a machine without sockets', () => {
    const lost = { sent: 70, droppedGenerator: 30, utilisation: 0.97, localSocketErrors: 12 }
    const { validity } = run((second) => ({ ...quiet(second), ...(second === 10 ? lost : {}) }))
    expect(plain(validity.reasons)?.[0]).toContain(
      '(its loop was busy up to 97.0 % of the time, 12 times the machine had no socket left).',
    )
    const busy = run((second) => ({ ...quiet(second), utilisation: 1, cpu: 1 }))
    expect(busy.validity.status).toBe('valid')
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

describe('several workers', () => {
  const plan = planWith([{ key: 'x', metric: 'p95', operation: 'read', target: '100ms', limit: '200ms' }])
  const part = (index: number, end: RunFacts['end'] = 'completed', durationMs: number | null = 30_000) => ({
    ...{ index, worker: `load-${index + 1} (${index + 11})`, end, durationMs },
  })
  type Row = RunFacts['generator'][number]
  const validityOf = (change: (row: Row) => Partial<Row> | null, facts: Partial<RunFacts> = {}) => {
    const rows = [0, 1, 2].flatMap((shardIndex) =>
      Array.from({ length: 30 }, (_, second): Row => ({ ...quiet(second), shardIndex })),
    )
    const generator = rows.flatMap((row) => {
      const changed = change(row)
      return changed === null ? [] : [{ ...row, ...changed }]
    })
    const parts = [part(0), part(1), part(2)]
    const all = { generator, shards: 3, parts, ...facts }
    return judgeRun(
      plan,
      'base',
      evidence(plan, () => times(50), all),
    ).validity
  }

  it('are believed together when each of them kept up', () => {
    expect(validityOf(() => ({}))).toEqual({ status: 'valid', reasons: [], completeness: 1 })
  })

  it('are judged by what all lost, and the one that lost most is named', () => {
    const lost = validityOf(({ shardIndex, second }) =>
      shardIndex === 1 && second >= 10 && second < 12 ? { sent: 20, droppedGenerator: 80 } : {},
    )
    expect(lost.status).toBe('invalid')
    expect(plain(lost.reasons)).toEqual([
      'The generator on load-2 (12), part 2 of 3, offered 100 /s and sent 20.0 /s from 12:04:10 to 12:04:12: all workers together lost 1.78 % of the offered load.',
    ])
  })

  it('are late when one of them is', () => {
    const late = validityOf(({ shardIndex, second }) =>
      shardIndex === 2 && second === 10 ? { lagP99Micros: 50_000 } : {},
    )
    expect(late.status).toBe('invalid')
    expect(late.reasons[0]).toMatch(
      /in 1 of 20 judged seconds, first at 12:04:10, .* mostly on load-3 \(13\), part 3 of 3\.$/,
    )
  })

  it('of which one fell silent owe what it would have told', () => {
    const parts = [part(0, 'aborted', 20_000), part(1, 'aborted', 20_000), part(2, 'lost', null)]
    const facts: Partial<RunFacts> = { parts, end: 'lost', elapsedMs: 20_000 }
    const lost = validityOf(({ shardIndex, second }) => (second < (shardIndex === 2 ? 15 : 20) ? {} : null), facts)
    expect(lost).toMatchObject({ status: 'suspect', completeness: 55 / 90 })
    expect(plain(lost.reasons)).toEqual([
      'Only 61.1 % of the planned seconds hold data: the run was lost at 00:20 of 00:30; load-3 (13), part 3 of 3, told nothing from 12:04:15 on.',
    ])
  })

  it('of which one has come to its end while others go on owe nothing after it', () => {
    const parts = [part(0, 'completed', 20_000), part(1, null, null), part(2, null, null)]
    const facts: Partial<RunFacts> = { parts, end: null, elapsedMs: 30_000 }
    const live = validityOf(({ shardIndex, second }) => (second < (shardIndex === 0 ? 20 : 30) ? {} : null), facts)
    expect(live).toMatchObject({ status: 'valid', completeness: 1 })
  })

  it('name the seconds that one of them lacks', () => {
    const gap = validityOf(({ shardIndex, second }) => (shardIndex === 0 && second > 4 && second < 10 ? null : {}))
    expect(plain(gap.reasons)).toEqual([
      'Only 94.4 % of the planned seconds hold data: 5 seconds of load-1 (11), part 1 of 3 missing, the first at 12:04:05.',
    ])
  })
})
