import { describe, expect, it } from 'vitest'
import type { RunFacts } from './evidence.ts'
import { evidence, judge, planWith, quiet, type Second, times } from './run-fixture.ts'
import { judgeRun } from './run-verdict.ts'

const TARGETS: Record<string, string> = { dropped: '5', mean: '1s', max: '1s', p50: '1s', bytes_in: '1B' }

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
      interval: [judged.actual, judged.actual],
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

describe('at the edge', () => {
  // 2,000 attempts in the 20 judged seconds; errors are exact counts.
  const errors = (comparator: string | undefined, target: string, limit: string | undefined, failed: number) =>
    judge({ metric: 'dropped', ...(comparator ? { comparator } : {}), target, ...(limit ? { limit } : {}) }, () => ({
      ...times(50, 100 - failed),
      droppedTarget: failed,
    })).verdict
  const rate = (target: string, limit: string) => judge({ metric: 'rate', target, limit }, () => times(50)).verdict

  it('exactly the limit is still acceptable, and the first value beyond it is not', () => {
    expect(errors(undefined, '20', '40', 2)).toBe('warn')
    expect(errors(undefined, '20', '40', 3)).toBe('fail')
    expect(rate('110/s', '100/s')).toBe('warn')
    expect(rate('110/s', '100.01/s')).toBe('fail')
  })

  it('exactly the target is met by ≥ and ≤, and missed by <', () => {
    expect(rate('100/s', '90/s')).toBe('pass')
    expect(errors('<=', '20', '40', 1)).toBe('pass')
    expect(errors('<', '20', '40', 1)).toBe('warn')
    expect(errors('<', '20', undefined, 1)).toBe('fail')
  })

  it('a target of none is met by none, whichever comparator says it', () => {
    expect(errors('<', '0', undefined, 0)).toBe('pass')
    expect(errors('<', '0', undefined, 1)).toBe('fail')
    expect(errors('<', '0', '1000', 1)).toBe('warn')
    expect(judge({ metric: 'error_rate', target: '0%', limit: '1%' }, () => times(50)).verdict).toBe('pass')
    const one = (second: number) => ({ ...times(50, 99), failed: second === 10 ? 1 : 0 })
    expect(judge({ metric: 'error_rate', target: '0%', limit: '1%' }, one).verdict).toBe('warn')
    expect(judge({ metric: 'error_rate', target: '0%' }, one).verdict).toBe('fail')
    expect(judge({ metric: 'ok_rate', target: '100%' }, () => times(50)).verdict).toBe('pass')
  })

  it.each([
    ['p50', 20, 1],
    ['p90', 100, 5],
    ['p95', 200, 10],
    ['p99', 1000, 50],
  ])('%s is judged from exactly %i attempts on', (metric, needed, each) => {
    const counted = (least: number) =>
      judge({ metric, target: '100ms' }, (second) => times(50, second === 5 ? each + least : each))
    expect(counted(0)).toMatchObject({ verdict: 'pass', samples: needed })
    expect(counted(-1)).toMatchObject({ verdict: 'inconclusive', samples: needed - 1, actual: null })
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

  it('without an alternative, of those any of which would do', () => {
    const plan = planWith([{ key: 'x', ...p99 }])
    plan.objectives[0]!.entry = { kind: 'any', entries: [] }
    const run = judgeRun(
      plan,
      'base',
      evidence(plan, () => times(50)),
    )
    expect(run.verdict).toBe('inconclusive')
    expect(run.objectives[0]).toMatchObject({
      key: 'x',
      verdict: 'inconclusive',
      actual: null,
      reason: 'It is met by any of its alternatives, but lists none.',
    })
  })

  it('without data, and never passes', () => {
    expect(judge({ ...p99, operation: 'write' }, () => times(50)).reason).toContain('no attempt was measured')
    expect(judge({ metric: 'error_rate', operation: 'write', target: '1%' }, () => times(50)).verdict).toBe(
      'inconclusive',
    )
  })

  it('when nothing was sent, also where a rate of none would be low enough; too low a rate fails', () => {
    const nothing = () => ({})
    expect(judge({ metric: 'rate', comparator: '<', target: '500/s' }, nothing)).toMatchObject({
      ...{ verdict: 'inconclusive', actual: 0, samples: 0 },
      reason: expect.stringContaining('no attempt was measured'),
    })
    expect(judge({ metric: 'rate(status:5xx)', comparator: '<', target: '1/s' }, nothing).verdict).toBe('inconclusive')
    expect(judge({ metric: 'rate', target: '50/s' }, nothing).verdict).toBe('fail')
    for (const metric of ['error_rate', 'ok_rate', 'check_rate', 'dropped', 'mean', 'max', 'p50', 'bytes_in'])
      expect([metric, judge({ metric, target: TARGETS[metric] ?? '1%' }, nothing).verdict]).toEqual([
        metric,
        'inconclusive',
      ])
  })

  it('when its window was not reached', () => {
    const judged = judge(p99, () => times(50), { elapsedMs: 4000, end: 'stopped' })
    expect(judged.reason).toBe('The window steady was not reached: it begins at 00:05, the run ended at 00:04.')
    const milestone = judge({ ...p99, at: '4h' }, () => times(50))
    expect(milestone).toMatchObject({ verdict: 'inconclusive', untested: true })
    expect(milestone.reason).toMatch(/^Untested\. .*it begins at 3:59:00/)
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

  it('unless an analysis of the whole run tells what is asked', () => {
    const sla = { metric: 'recovery_time', target: '2m' }
    const analysed = { recovery_time: { ok: true as const, value: 90_000, samples: 1 } }
    expect(judge(sla, () => times(50), { analysed })).toMatchObject({ verdict: 'pass', actual: 90_000, interval: null })
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
