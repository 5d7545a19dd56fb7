import { describe, expect, it } from 'vitest'
import type { MonitorPoint, MonitorSeries } from '#lib/monitors/sample.ts'
import type { SlaDraft } from '#lib/plans/document/plan.ts'
import { evidence, planWith, times } from './run-fixture.ts'
import { judgeRun } from './run-verdict.ts'

const cpu = (points: MonitorPoint[], more: Partial<MonitorSeries> = {}): MonitorSeries => ({
  ...{ monitor: 'app', key: 'cpu', label: 'CPU', role: 'cpu', unit: 'percent', kind: 'gauge', points },
  ...more,
})

/** Every two seconds from just before the run of thirty on. */
const every2s = (value: (second: number) => number | null): MonitorPoint[] =>
  Array.from({ length: 16 }, (_, at) => {
    const read = value(at * 2)
    const point = { offsetMs: at === 0 ? -1 : at * 2000, value: read }
    return read === null ? { ...point, why: 'it did not answer' } : point
  })

/** Thirty seconds with a steady part from 00:05 to 00:25. */
function judge(sla: Omit<SlaDraft, 'key'>, series: MonitorSeries | null, type = 'baseline') {
  const plan = planWith([{ key: 'x', ...sla }])
  plan.scenarios[0]!.type = type as 'baseline'
  const told = evidence(plan, () => times(50), { monitors: series ? [series] : [] })
  return judgeRun(plan, 'base', told).objectives[0]!
}

const below = (target: string, limit = target): Omit<SlaDraft, 'key'> => ({
  metric: 'monitor(cpu)',
  comparator: '<',
  ...{ target, limit },
})

describe('a monitored gauge', () => {
  it('is judged by the mean of its readings in the window, with the worst beside it', () => {
    const told = judge(below('70%'), cpu(every2s((second) => (second < 6 ? 99 : second === 12 ? 90 : 60))))
    expect(told).toMatchObject({ verdict: 'pass', unit: 'fraction', samples: 10, interval: null })
    expect(told.actual).toBeCloseTo(0.63)
    expect(told.reason).toContain('63.0\u00a0% over steady (10 readings, worst 90.0\u00a0% at 00:12)')
    expect(told.compliance).toMatchObject({ windows: 10, compliant: 9, windowSeconds: 2 })
    expect(told.headroom).toBeCloseTo(0.1)
  })

  it('meets a target it stands at', () => {
    expect(judge({ ...below('70%'), comparator: '<=' }, cpu(every2s(() => 70)))).toMatchObject({
      ...{ verdict: 'pass', actual: 0.7, compliance: { share: 1 } },
    })
  })

  it('fails beyond its limit, and warns between target and limit', () => {
    const hot = cpu(every2s(() => 85))
    expect(judge(below('70%', '80%'), hot).verdict).toBe('fail')
    expect(judge(below('80%', '90%'), hot).verdict).toBe('warn')
    expect(judge({ ...below('70%'), comparator: '>=' }, hot).verdict).toBe('pass')
  })

  it('derives its number from source, window, readings and gaps', () => {
    const holes = cpu(every2s((second) => (second === 10 || second === 12 ? null : 60)))
    const { derivation, reason, verdict, compliance } = judge(below('70%'), holes)
    expect(derivation).toMatchObject({ selector: 'app.cpu', samples: 8, window: { fromMs: 5000, toMs: 25_000 } })
    expect(derivation?.method).toContain('8 readings, 2 missed.')
    expect(derivation?.method).toContain('Gap: 00:10 to 00:14 (it did not answer).')
    expect(reason).toContain('8 readings, 2 missed')
    expect([verdict, compliance?.share]).toEqual(['pass', 0.8])
  })

  it('proves nothing when most readings were missed, but a breach is one all the same', () => {
    const mostly = (value: number) => cpu(every2s((second) => (second < 18 ? null : value)))
    expect(judge(below('70%'), mostly(60))).toMatchObject({
      verdict: 'inconclusive',
      reason: expect.stringContaining('Only 4 of 10 readings of cpu were taken over steady. Gap: 00:06'),
    })
    expect(judge(below('70%'), mostly(80)).verdict).toBe('fail')
  })

  it('is inconclusive when its source gave nothing in the window, and says from when to when and why', () => {
    const dead = judge(below('70%'), cpu(every2s((second) => (second < 4 ? 50 : null))))
    expect(dead).toMatchObject({ verdict: 'inconclusive', actual: null })
    expect(dead.reason).toContain('app gave no value of cpu from 00:05 to 00:25: it did not answer')
    expect(judge(below('70%'), null).reason).toContain('no monitor measured cpu in this run')
  })

  it('reads a bare number as percent where the criterion is written with %, and refuses what does not compare', () => {
    expect(
      judge(
        below('70%'),
        cpu(
          every2s(() => 60),
          { unit: null },
        ),
      ).actual,
    ).toBeCloseTo(0.6)
    expect(judge(below('70'), cpu(every2s(() => 60))).actual).toBe(60)
    expect(judge(below('70ms'), cpu(every2s(() => 60))).reason).toContain('states its unit as percent')
    const memory = cpu(
      every2s(() => 400),
      { key: 'memory', unit: 'MB' },
    )
    expect(judge({ ...below('500MB'), metric: 'monitor(memory)' }, memory)).toMatchObject({ actual: 400e6 })
  })
})

describe('a monitored counter', () => {
  const mails = (value: (second: number) => number) =>
    cpu(every2s(value), { key: 'mails', kind: 'counter', unit: null, role: null })
  const atLeast = (target: string) => ({ ...below(target), metric: 'monitor(mails)', comparator: '>=' })

  it('is judged by what it rose, and by what it rose a second', () => {
    expect(
      judge(
        atLeast('100'),
        mails((second) => 5000 + second * 10),
      ).actual,
    ).toBe(200)
    expect(
      judge(
        atLeast('5/s'),
        mails((second) => 5000 + second * 10),
      ).actual,
    ).toBeCloseTo(10)
  })

  it('is not judged when it began anew', () => {
    const again = judge(
      atLeast('100'),
      mails((second) => (second < 14 ? 5000 + second : second)),
    )
    expect(again).toMatchObject({ verdict: 'inconclusive', reason: expect.stringContaining('began anew at 00:14') })
  })
})

describe('increase and missing', () => {
  it('finds the greatest rise within the span, in its unit or as a share', () => {
    const memory = cpu(
      every2s((second) => (second === 14 ? 500 : 400)),
      { key: 'memory', unit: 'MB' },
    )
    const rise = (target: string) => judge({ ...below(target), metric: 'increase(memory, 10s)' }, memory)
    expect(rise('50MB')).toMatchObject({ verdict: 'fail', actual: 100e6 })
    expect(rise('30%').actual).toBeCloseTo(0.25)
    expect(rise('30%').derivation?.method).toContain('The greatest rise from one reading to a later one within 10s.')
  })

  it('finds the longest gap, or the share of readings missed, of a metric or of its monitor', () => {
    const holes = cpu(every2s((second) => (second === 10 || second === 12 ? null : 60)))
    const gap = (key: string, target: string) => judge({ metric: `missing(${key})`, target }, holes)
    expect(gap('cpu', '10s')).toMatchObject({ verdict: 'pass', actual: 4000 })
    expect(gap('cpu', '10%')).toMatchObject({ verdict: 'fail', actual: 0.2 })
    expect(gap('app', '10s').actual).toBe(4000)
    expect(gap('cpu', '10s').derivation?.method).toContain('The longest gap.')
  })
})

it('judges a baseline by the normal level of a resource and a peak test by the peak level, up to the critical one', () => {
  const limits = [{ metric: 'monitor(cpu)', normal: '60%', peak: '80%', alert: '85%', critical: '95%' }]
  const judgedAs = (type: string) => {
    const plan = planWith([], { resources: limits })
    plan.scenarios[0]!.type = type as 'baseline'
    const told = evidence(plan, () => times(50), { monitors: [cpu(every2s(() => 70))] })
    return judgeRun(plan, 'base', told).objectives
  }
  expect(judgedAs('baseline')).toMatchObject([{ source: 'resource', verdict: 'warn', target: 0.6, limit: 0.95 }])
  expect(judgedAs('peak')).toMatchObject([{ source: 'resource', verdict: 'pass', target: 0.8, limit: 0.95 }])
})
