import { describe, expect, it } from 'vitest'
import { compilePlan } from '#lib/plans/compile.ts'
import { evidenceFromRows } from '#lib/verdicts/evidence.ts'
import { judgeRun } from '#lib/verdicts/run-verdict.ts'
import { ALL_OPERATIONS, type SeriesId } from './bucket.ts'
import { choosePart, WHOLE_RUN } from './part.ts'
import { Rollup } from './rollup.ts'
import { metricSeries, metricsOf, payloadsOf, seriesOf, servicesOf } from './series.ts'
import { RunTally, summarise } from './summary.ts'
import { healthySecond, secondOf } from './testing.ts'

const plan = compiled()
const READ: SeriesId = { kind: 'operation', key: 'read', payload: '' }
const TRACK: SeriesId = { kind: 'operation', key: 'track', payload: 'small' }

function compiled() {
  const result = compilePlan({
    name: 'Orders',
    environments: [{ key: 'demo', baseUrl: 'http://127.0.0.1:4010', services: { tracking: 'http://127.0.0.1:4011' } }],
    testData: { payloads: [{ key: 'small', size: '1 KB' }] },
    operations: [
      {
        key: 'read',
        request: { path: '/orders' },
        metrics: [
          { key: 'server-time', label: 'Server time', unit: 'ms', take: 'header x-server-time' },
          { key: 'hits', label: 'Cache hits', kind: 'rate', take: 'header x-cache' },
          { key: 'rows', label: 'Rows', kind: 'counter', unit: 'rows', take: 'body $.rows' },
        ],
      },
      { key: 'track', payload: 'small', request: { path: '/track', service: 'tracking' } },
    ],
    scenarios: [
      {
        key: 'base',
        type: 'baseline',
        load: { model: 'rate', rate: '2/s', hold: '10s' },
        mix: [{ operation: 'read' }, { operation: 'track' }],
        criteria: ['custom(server-time) < 20ms', 'custom(hits) > 90%', 'custom(rows) < 100', 'custom(rows) > 1/s'],
      },
    ],
  })
  if (!result.ok) throw new Error(JSON.stringify(result.findings))
  return result.plan
}

/** Ten seconds: each operation answers once a second; the first takes 10.5 + its second as server time, three rows, seven hits of ten. */
function measured() {
  const rollup = new Rollup()
  const rows = Array.from({ length: 10 }, (_, second) => {
    const [read, track] = [secondOf(READ, [5_000]), secondOf(TRACK, [50_000])]
    read.counts.conflicts = 1
    read.counts.refreshes = second === 4 ? 2 : 0
    const all = secondOf(ALL_OPERATIONS, [5_000, 50_000])
    all.counts.conflicts = 1
    all.counts.refreshes = read.counts.refreshes
    const trend = secondOf(metricSeries('server-time'), [(10.5 + second) * 1000])
    const [hits, values] = [secondOf(metricSeries('hits'), []), secondOf(metricSeries('rows'), [])]
    hits.counts[second < 7 ? 'ok' : 'failed'] = 1
    Object.assign(values.counts, { ok: 1, okResponseSumMicros: 3_000 })
    return rollup.close(second, [read, track, trend, hits, values, all])
  }).flat()
  return [...rows, ...rollup.flush()]
}

function summaryOf(part = WHOLE_RUN) {
  const tally = new RunTally(part)
  for (const row of measured()) if (row.resolution === 1 && part.has(row.series)) tally.add(row)
  return summarise(tally, plan, 'base', { from: 0, to: 10_000 }, part)
}

describe('custom metrics', () => {
  it('have a series each, beside operations and flows', () => {
    expect(seriesOf(plan, 'base').map((one) => `${one.kind}/${one.key}`)).toEqual([
      'operation/read',
      'operation/track',
      'metric/server-time',
      'metric/hits',
      'metric/rows',
    ])
  })

  it('are summed up in their own unit and stay out of the totals', () => {
    const { totals, operations, metrics } = summaryOf()
    expect(totals).toMatchObject({ ok: 20, failed: 0, conflicts: 10, refreshes: 2 })
    expect(Object.keys(operations)).toEqual(['read', 'track'])
    expect(metrics).toEqual({
      'server-time': {
        ...{ key: 'server-time', label: 'Server time', unit: 'ms', kind: 'trend', count: 10, mean: 15, max: 19.5 },
        ...{ p50: expect.closeTo(14.5, 1), p90: expect.closeTo(18.5, 1), p95: 19.5, p99: 19.5 },
      },
      hits: { key: 'hits', label: 'Cache hits', unit: null, kind: 'rate', count: 10, rate: 0.7, trueCount: 7 },
      rows: { key: 'rows', label: 'Rows', unit: 'rows', kind: 'counter', count: 10, total: 30, perSecond: 3 },
    })
  })

  it('are judged: the mean of a trend, the share of a rate, the total of a counter, or what it was a second', () => {
    const evidence = evidenceFromRows(measured(), {
      ...{ load: plan.scenarios[0]!.load, phases: [], shards: 1, elapsedMs: 10_000, end: 'completed', startedAt: null },
      generator: Array.from({ length: 10 }, (_, second) => healthySecond(second)),
      metrics: metricsOf(plan, 'base'),
    })
    const { objectives } = judgeRun(plan, 'base', evidence)
    expect(objectives.map((one) => [one.actual, one.verdict])).toEqual([
      [15, 'pass'],
      [0.7, 'fail'],
      [30, 'pass'],
      [3, 'pass'],
    ])
  })
})

describe('a part of a run', () => {
  it('is one service or payload class, with totals and metrics of its operations alone', () => {
    const tracking = summaryOf(choosePart(plan, [], { service: 'tracking' }))
    expect(Object.keys(tracking.operations)).toEqual(['track'])
    expect([servicesOf(plan, 'base'), payloadsOf(plan, 'base')]).toEqual([['tracking'], ['small']])
    expect(tracking.totals).toMatchObject({ ok: 10, conflicts: 0, responseTimeMs: { max: 50 } })
    expect(tracking.metrics).toEqual({})
    expect(summaryOf(choosePart(plan, [], { payload: 'small' }))).toEqual(tracking)
  })

  it('is refused by name when there is none', () => {
    expect(() => choosePart(plan, [], { service: 'billing' })).toThrow(
      'This run has no service "billing"; it has tracking. Example: ?service=tracking',
    )
    expect(() => choosePart(plan, [{ index: 0, location: null }], { location: 'eu' })).toThrow('it has none')
  })
})
