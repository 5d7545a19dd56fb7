import { describe, expect, it } from 'vitest'
import { compilePlan } from '#lib/plans/compile.ts'
import type { CompiledPlan } from '#lib/plans/compiled.ts'
import type { PlanDraft, SlaDraft } from '#lib/plans/document/plan.ts'
import type { GeneratorSecond, SeriesId } from '#lib/runs/bucket.ts'
import { emptyCounts } from '#lib/runs/counts.ts'
import { LatencyHistogram } from '#lib/runs/histogram.ts'
import type { WindowRow } from '#lib/runs/window.ts'
import { type Evidence, evidenceFromRows, type RunFacts } from './evidence.ts'
import { judgeRun } from './run-verdict.ts'
import { lagThresholdMs } from './validity.ts'
import type { ObjectiveVerdict } from './verdict.ts'

interface Second {
  /** Response times of ok attempts, ms. */
  ok?: number[]
  failed?: number
  droppedTarget?: number
  interrupted?: number
}

function row(
  series: SeriesId,
  startSecond: number,
  { ok = [], failed = 0, droppedTarget = 0, interrupted = 0 }: Second,
): WindowRow {
  const histogram = new LatencyHistogram()
  for (const ms of ok) histogram.record(ms * 1000)
  const failures = new LatencyHistogram()
  for (let n = 0; n < failed; n++) failures.record(50_000)
  const offered = ok.length + failed + droppedTarget + interrupted
  return {
    ...emptyCounts(),
    ...{ offered, sent: ok.length + failed, ok: ok.length, failed, droppedTarget, interrupted },
    status: { '2xx': ok.length, '5xx': failed },
    okResponseSumMicros: ok.reduce((sum, ms) => sum + ms * 1000, 0),
    series,
    resolution: 1,
    startSecond,
    ...{ p50Micros: null, p90Micros: null, p95Micros: null, p99Micros: null },
    maxMicros: ok.length > 0 ? Math.max(...ok) * 1000 : null,
    okResponse: histogram.encode(),
    okService: histogram.encode(),
    failedResponse: failures.encode(),
  }
}

const quiet = (second: number): GeneratorSecond => ({
  second,
  ...{ offered: 100, sent: 100, droppedTarget: 0, droppedGenerator: 0, lagP99Micros: 500, utilisation: 0.2, cpu: 0.3 },
  ...{
    waitedForConnection: 0,
    connectionWaitP99Micros: 0,
    localSocketErrors: 0,
    bufferBytes: 0,
    users: 10,
    inFlight: 5,
  },
})

function planWith(slas: SlaDraft[], change: Partial<PlanDraft> = {}): CompiledPlan {
  const compiled = compilePlan({
    name: 'Orders',
    environments: [{ key: 'demo', baseUrl: 'http://127.0.0.1:4010' }],
    operations: [
      { key: 'read', request: { path: '/orders' } },
      { key: 'write', request: { path: '/orders' } },
    ],
    slas,
    scenarios: [
      {
        key: 'base',
        type: 'baseline',
        load: { users: '10', rampUp: '5s', hold: '20s', rampDown: '5s' },
        mix: [{ operation: 'read' }, { operation: 'write' }],
      },
    ],
    ...change,
  })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.findings))
  return compiled.plan
}

const READ: SeriesId = { kind: 'operation', key: 'read', payload: '' }
const ALL: SeriesId = { kind: 'operation', key: '*', payload: '' }

function evidence(plan: CompiledPlan, each: (second: number) => Second, change: Partial<RunFacts> = {}): Evidence {
  const seconds = Array.from({ length: Math.floor((change.elapsedMs ?? 30_000) / 1000) }, (_, second) => second)
  const rows = seconds.flatMap((second) => [row(READ, second, each(second)), row(ALL, second, each(second))])
  const [scenario] = plan.scenarios
  return evidenceFromRows(rows, {
    load: scenario!.load,
    phases: scenario!.phases,
    generator: seconds.map(quiet),
    shards: 1,
    elapsedMs: 30_000,
    end: 'completed',
    startedAt: new Date('2026-11-21T12:04:00Z'),
    ...change,
  })
}

const times = (ms: number, count = 100): Second => ({ ok: Array.from({ length: count }, () => ms) })

function judge(
  sla: Omit<SlaDraft, 'key'>,
  each: (second: number) => Second,
  change: Partial<RunFacts> = {},
): ObjectiveVerdict {
  const plan = planWith([{ key: 'x', ...sla }])
  return judgeRun(plan, 'base', evidence(plan, each, change)).objectives[0]!
}

describe('an SLA with target 100 ms and limit 200 ms', () => {
  const sla = { metric: 'p95', operation: 'read', target: '100ms', limit: '200ms' }

  it.each([
    [90, 'pass'],
    [150, 'warn'],
    [210, 'fail'],
  ])('at %i ms is %s', (ms, verdict) => {
    const judged = judge(sla, () => times(ms))
    expect(judged.verdict).toBe(verdict)
    expect(judged.actual).toBeCloseTo(ms, 0)
    expect(judged.headroom).toBeCloseTo((200 - ms) / 200, 2)
    expect(judged).toMatchObject({
      samples: 2000,
      unit: 'ms',
      target: 100,
      limit: 200,
      selector: 'read',
      metric: 'p95',
      interval: null,
    })
    expect(judged.window).toEqual({ name: 'steady', fromMs: 5000, toMs: 25_000 })
  })

  it('says the numbers in a sentence', () => {
    const plain = (text: string) => text.replaceAll('\u00a0', ' ')
    expect(plain(judge(sla, () => times(90)).reason)).toBe(
      'p95 of read was 90.0 ms over steady (2,000 attempts), which meets < 100 ms.',
    )
    expect(plain(judge(sla, () => times(150)).reason)).toBe(
      'p95 of read was 150 ms over steady (2,000 attempts): not < 100 ms, but within the limit of 200 ms.',
    )
    expect(plain(judge(sla, () => times(210)).reason)).toBe(
      'p95 of read was 210 ms over steady (2,000 attempts), beyond the limit of 200 ms.',
    )
  })

  it('looks at the steady stages only', () => {
    expect(judge(sla, (second) => times(second < 5 || second >= 25 ? 900 : 50)).verdict).toBe('pass')
    expect(judge({ ...sla, during: 'ramp-up' }, (second) => times(second < 5 ? 900 : 50)).verdict).toBe('fail')
  })

  it('ranks failed, dropped and interrupted attempts slower than any value', () => {
    const judged = judge(sla, () => ({ ...times(50, 90), failed: 6, droppedTarget: 2, interrupted: 2 }))
    expect(judged).toMatchObject({ verdict: 'fail', actual: null, headroom: null, samples: 2000 })
    expect(judged.reason).toContain('beyond every measured value: 200 of 2,000 attempts')
    expect(judge(sla, () => ({ ...times(50, 97), failed: 3 })).verdict).toBe('pass')
  })
})

describe('an objective is inconclusive', () => {
  const p99 = { metric: 'p99', operation: 'read', target: '1s', limit: '2s' }

  it('with fewer attempts than its percentile needs', () => {
    const judged = judge(p99, () => times(50, 25))
    expect(judged).toMatchObject({ verdict: 'inconclusive', actual: null, samples: 500 })
    expect(judged.reason).toContain('p99 needs 1,000 attempts, there were 500')
    expect(judge(p99, () => times(50, 50)).verdict).toBe('pass')
    expect(judge({ ...p99, metric: 'p95' }, () => times(50, 10)).verdict).toBe('pass')
    expect(judge({ ...p99, metric: 'p95' }, (second) => times(50, second === 5 ? 9 : 10)).verdict).toBe('inconclusive')
  })

  it('without data, and never passes', () => {
    expect(judge({ ...p99, operation: 'write' }, () => times(50)).reason).toContain('no attempt was measured')
    expect(judge({ metric: 'error_rate', operation: 'write', target: '1%' }, () => times(50)).verdict).toBe(
      'inconclusive',
    )
  })

  it('when its window was not reached', () => {
    const judged = judge(p99, () => times(50), { elapsedMs: 4000, end: 'stopped' })
    expect(judged.reason).toBe('The window steady was not reached: it begins at 00:05, the run ended at 00:04.')
    expect(judge({ ...p99, at: '4h' }, () => times(50)).reason).toContain('it begins at 3:59:00')
    expect(judge({ ...p99, during: 'spike-2' }, () => times(50)).reason).toBe('This run has no spike-2.')
  })

  it('when its level was not sustained long enough to tell', () => {
    const sla = { metric: 'rate', operation: 'read', target: '90/s', limit: '80/s', sustained: '20s' }
    expect(judge(sla, () => times(50)).verdict).toBe('pass')
    expect(judge({ ...sla, sustained: '10m' }, () => times(50)).reason).toContain(
      'sustained for 10:00, the window steady lasted 00:20',
    )
  })

  it('but not for the last moments of a schedule that was completed', () => {
    const sla = { metric: 'rate', operation: 'read', target: '90/s', during: 'ramp-down', sustained: '5s' }
    const judged = (end: RunFacts['end'], elapsedMs: number) =>
      judge(sla, () => times(50), { end, elapsedMs, generator: [quiet(0)] })
    expect(judged('completed', 29_996).window).toEqual({ name: 'ramp-down', fromMs: 25_000, toMs: 30_000 })
    expect(judged('stopped', 29_996).reason).toContain('lasted 00:04')
  })

  it('for what was not measured in this run, saying what is missing', () => {
    expect(judge({ metric: 'monitor(cpu)', comparator: '<', target: '70%' }, () => times(50)).reason).toContain(
      'no monitor measured cpu',
    )
    expect(judge({ metric: 'availability', target: '99.9%' }, () => times(50)).reason).toContain('probe')
    expect(judge({ metric: 'recovery_time', target: '2m' }, () => times(50)).reason).toContain('not analysed')
  })
})

describe('the values of metrics', () => {
  const actual = (metric: string, target: string, each: (second: number) => Second = () => times(50)) =>
    judge({ metric, target }, each).actual

  it('are taken over the seconds of the window', () => {
    expect(actual('rate', '10/s')).toBe(100)
    expect(actual('rate', '10/s', () => ({ ...times(50), failed: 20 }))).toBe(120)
    expect(actual('ok_rate', '10/s', () => ({ ...times(50), failed: 20 }))).toBe(100)
    expect(actual('ok_rate', '10%', () => ({ ...times(50, 75), failed: 25 }))).toBe(0.75)
    expect(actual('error_rate', '10%', () => ({ ...times(50, 75), failed: 25 }))).toBe(0.25)
    expect(actual('rate(status:5xx)', '1/s', () => ({ ...times(50, 75), failed: 25 }))).toBe(25)
    expect(actual('mean', '1s', () => ({ ok: [10, 20, 60] }))).toBeCloseTo(30, 6)
    expect(actual('min', '1s', () => ({ ok: [10, 20, 60] }))).toBeCloseTo(10, 1)
    expect(actual('max', '1s', () => ({ ok: [10, 20, 60] }))).toBe(60)
    expect(actual('max', '1s', () => ({ ok: [10, 20], failed: 1 }))).toBeCloseTo(50, 1)
    expect(actual('dropped', '5', () => ({ ...times(50), droppedTarget: 2 }))).toBe(40)
    expect(actual('dropped', '5%', () => ({ ...times(50, 98), droppedTarget: 2 }))).toBeCloseTo(0.02, 12)
    expect(actual('users', '5')).toBe(10)
    expect(actual('p95.service', '1s')).toBeCloseTo(50, 0)
  })

  it('of rates want more, of errors want less, at the comparator’s word', () => {
    expect(judge({ metric: 'rate', target: '100/s', limit: '90/s' }, () => times(50)).verdict).toBe('pass')
    expect(judge({ metric: 'rate', target: '110/s', limit: '90/s' }, () => times(50))).toMatchObject({
      verdict: 'warn',
    })
    expect(judge({ metric: 'rate', target: '110/s', limit: '80/s' }, () => times(50)).headroom).toBeCloseTo(0.25, 9)
    expect(judge({ metric: 'rate', target: '200/s', limit: '150/s' }, () => times(50)).verdict).toBe('fail')
    expect(judge({ metric: 'dropped', comparator: '=', target: '0' }, () => times(50)).verdict).toBe('pass')
    expect(
      judge({ metric: 'dropped', comparator: '=', target: '0' }, () => ({ ...times(50), droppedTarget: 1 })).verdict,
    ).toBe('fail')
  })
})

describe('an error rate without a failure', () => {
  it('meets a target of 0 by the point, and a target above 0 when 3/n does', () => {
    expect(judge({ metric: 'error_rate', comparator: '=', target: '0%' }, () => times(50)).verdict).toBe('pass')
    expect(judge({ metric: 'error_rate', target: '1%' }, () => times(50)).interval).toEqual([0, 3 / 2000])
    expect(judge({ metric: 'error_rate', target: '1%' }, () => times(50)).verdict).toBe('pass')
    const unsure = judge({ metric: 'error_rate', target: '0.1%', limit: '1%' }, () => times(50))
    expect(unsure.verdict).toBe('warn')
    expect(unsure.reason).toContain('3,000 attempts would show')
  })
})

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
})
