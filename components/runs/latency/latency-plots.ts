// What the charts of latency draw, from one answer of the server. Milliseconds; seconds of the run; counts.

import type { ChartNumbers } from '#components/charts/chart-csv.ts'
import type { ChartRow } from '#components/charts/chart-rows.ts'
import { latencyTick } from '#components/charts/log-scale.ts'
import { linearAxis, logAxis, type XyAxis, type XyMark, type XyPoint, type XySpec } from '#components/charts/xy-spec.ts'
import { type Shown, showCount, showLatency, showRate } from '#lib/core/number-format.ts'
import type { LatencyView } from '#lib/runs/latency-schema.ts'
import type { ObjectiveView } from '#lib/runs/schema.ts'

const LATENCY = { unit: 'ms', name: 'Latency', show: showLatency }
const HEIGHT = 270

/** Percentiles stand at 1 / (1 − q): each nine takes the same room. */
const nines = (quantile: number): number => 1 / Math.max(1e-9, 1 - quantile)
const NAMED = [0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 0.9999, 0.99999]

/** `p99.9` */
export const percentileName = (percent: number): string => `p${Number(percent.toFixed(3))}`

/** Milliseconds, with round ticks. */
function latencyAxis(values: readonly (number | null)[], most: number): XyAxis {
  const axis = logAxis(values, most, LATENCY)
  return { ...axis, ticks: axis.ticks.map(({ at }) => ({ at, label: latencyTick(at) })) }
}

/** Latency of another run on the same stretch. */
export interface Beside {
  label: string
  view: LatencyView
}

export function spectrumSpec(
  view: LatencyView,
  objectives: readonly ObjectiveView[],
  beside: Beside | null = null,
): XySpec {
  const points = view.spectrum.filter(({ quantile }) => quantile < 1)
  const line = (value: (point: LatencyView['spectrum'][number]) => number | null): XyPoint[] =>
    points.map((point) => ({ x: nines(point.quantile), y: value(point) }))
  const others = beside?.view.spectrum.filter(({ quantile }) => quantile < 1) ?? []
  const last = Math.max(nines(0.99), ...points.map(({ quantile }) => nines(quantile)))
  const known = others.filter(({ quantile }) => nines(quantile) <= last)
  const values = [...points, ...known].flatMap(({ responseMs, serviceMs }) => [responseMs, serviceMs])
  const rules = objectives.flatMap(({ target, limit }) => [target, limit])
  const x: XyAxis = {
    unit: '',
    name: 'Percentile',
    scale: 'log',
    domain: [1, last],
    ticks: NAMED.filter((quantile) => nines(quantile) <= last * 1.001 && quantile !== 0.75).map((quantile) => ({
      at: nines(quantile),
      label: percentileName(quantile * 100),
    })),
    show: (value) => [percentileName((1 - 1 / Math.max(1, value)) * 100), ''],
  }
  return {
    id: 'spectrum',
    title: 'Percentile spectrum',
    height: HEIGHT,
    x,
    y: latencyAxis([...values, ...rules.filter((rule) => near(rule, values))], 7),
    lines: [
      ...(beside ? [besideLine(beside.label, known)] : []),
      { key: 'service', label: 'service time', kind: 'line', color: 'series-p50', points: line((p) => p.serviceMs) },
      {
        key: 'response',
        label: 'response time',
        kind: 'line',
        color: 'series-p99',
        strong: true,
        points: line((p) => p.responseMs),
      },
    ],
    marks: objectives.flatMap(marksOf),
  }
}

const besideLine = (label: string, points: LatencyView['spectrum']): XySpec['lines'][number] => ({
  ...{ key: 'baseline', label, kind: 'dashed', color: 'series-baseline' },
  points: points.map(({ quantile, responseMs }) => ({ x: nines(quantile), y: responseMs })),
})

/** A limit far above everything measured would leave the lines flat on the floor. */
const near = (rule: number, values: readonly (number | null)[]): boolean =>
  rule <= Math.max(...values.map((value) => value ?? 0)) * 5

/** At the percentile the objective is about: the others are held against nothing. */
function marksOf({ metric, target, limit }: ObjectiveView): XyMark[] {
  const at = nines(Number(metric.slice(1)) / 100)
  const mark = (tone: 'target' | 'limit', value: number): XyMark => ({
    ...{ axis: 'y', at: value, tone, span: [at / 1.6, at * 1.6] },
    label: `${tone} ${metric} ${Number(value.toPrecision(3))}`,
  })
  return target === limit ? [mark('limit', limit)] : [mark('target', target), mark('limit', limit)]
}

export function distributionSpec(view: LatencyView): XySpec {
  const { edgesMs, ok, failed } = view.distribution
  const highest = Math.max(1, ...ok.map((count, at) => count + (failed[at] ?? 0)))
  const used = edgesMs.filter((_, at) => (ok[at] ?? 0) + (failed[at] ?? 0) > 0)
  const last = edgesMs.findLastIndex((_, at) => (ok[at] ?? 0) + (failed[at] ?? 0) > 0)
  const bars = (counts: readonly number[], base: (at: number) => number): XyPoint[] =>
    counts.map((count, at) => ({ x: edgesMs[at] ?? 0, to: edgesMs[at + 1] ?? 0, y: count, base: base(at) }))
  const p = (percent: number): XyMark[] => {
    const at = view.percentiles.find((one) => one.percent === percent)?.responseMs
    return at == null ? [] : [{ axis: 'x', at, label: `${percentileName(percent)} ${say(at)}`, tone: 'plain' }]
  }
  return {
    id: 'distribution',
    title: 'Distribution',
    height: HEIGHT,
    x: latencyAxis([...used, edgesMs[last + 1] ?? null], 8),
    y: linearAxis([highest], 4, { unit: 'requests', name: 'Requests', show: showCount }),
    lines: [
      { key: 'ok', label: 'successful', kind: 'bars', color: 'series-p50', points: bars(ok, () => 0) },
      {
        key: 'failed',
        label: 'failed',
        kind: 'bars',
        color: 'series-errors',
        points: bars(failed, (at) => ok[at] ?? 0),
      },
    ],
    marks: [...p(50), ...p(95), ...p(99)],
  }
}

const say = (value: number): string => showLatency(value).join('\u00a0')

/** p95 of each bucket against the rate it was served at: where the cloud bends up, the target has no more to give. */
export function loadSpec(rows: readonly ChartRow[], rules: readonly XyMark[]): XySpec {
  const points = rows.flatMap((row): XyPoint[] =>
    row.achieved === null || row.p95 === null ? [] : [{ x: row.achieved, y: row.p95 }],
  )
  const values = points.map(({ y }) => y)
  return {
    id: 'latency-by-load',
    title: 'Latency against load',
    height: HEIGHT,
    x: linearAxis(
      points.map(({ x }) => x),
      6,
      { unit: 'answered /s', name: 'Rate', show: showRate },
    ),
    y: latencyAxis([...values, ...rules.map(({ at }) => at).filter((at) => near(at, values))], 7),
    lines: [
      { key: 'p95', label: 'p95 of each bucket', kind: 'dots', color: 'series-p95', points },
      {
        key: 'middle',
        label: 'their median at this rate',
        kind: 'line',
        color: 'series-p99',
        strong: true,
        points: medians(points),
      },
    ],
    marks: rules,
  }
}

const BINS = 14
const FEWEST = 3

/** Medians of y in equal bins of x that hold at least three points. */
export function medians(points: readonly XyPoint[]): XyPoint[] {
  const highest = Math.max(0, ...points.map(({ x }) => x))
  if (highest === 0) return []
  const bins = Map.groupBy(points, ({ x }) => Math.min(BINS - 1, Math.floor((x / highest) * BINS)))
  return [...bins]
    .sort(([a], [b]) => a - b)
    .filter(([, inside]) => inside.length >= FEWEST)
    .map(([bin, inside]) => {
      const values = inside.map(({ y }) => y ?? 0).sort((a, b) => a - b)
      return { x: ((bin + 0.5) / BINS) * highest, y: values[Math.floor(values.length / 2)] ?? null }
    })
}

const time = (value: number): Shown => showLatency(value)

export const percentileNumbers = ({ percentiles }: LatencyView, beside: Beside | null = null): ChartNumbers => ({
  columns: [
    { label: 'Percentile' },
    { label: 'Response', show: time },
    { label: 'As judged', show: time },
    { label: 'Service', show: time },
    { label: 'Failed', show: time },
    ...(beside ? [{ label: `Response, ${beside.label}`, show: time }] : []),
  ],
  rows: percentiles.map((one) => [
    percentileName(one.percent),
    one.responseMs,
    one.judgedMs,
    one.serviceMs,
    one.failedMs,
    ...(beside ? [beside.view.percentiles.find(({ percent }) => percent === one.percent)?.responseMs ?? null] : []),
  ]),
})

export const distributionNumbers = ({ distribution: { edgesMs, ok, failed } }: LatencyView): ChartNumbers => ({
  columns: [
    { label: 'From', show: time },
    { label: 'To', show: time },
    { label: 'Successful', show: showCount },
    { label: 'Failed', show: showCount },
  ],
  rows: ok.flatMap((count, at) =>
    count + (failed[at] ?? 0) === 0 ? [] : [[edgesMs[at] ?? null, edgesMs[at + 1] ?? null, count, failed[at] ?? 0]],
  ),
})

export const heatNumbers = ({ heat }: LatencyView, showTime: (second: number) => string): ChartNumbers => ({
  columns: [
    { label: 'At' },
    { label: 'Seconds', show: showCount },
    { label: 'From', show: time },
    { label: 'To', show: time },
    { label: 'Requests', show: showCount },
  ],
  rows: heat.columns.flatMap(({ second, seconds, counts }) =>
    counts.flatMap((count, at) =>
      count === 0 ? [] : [[showTime(second), seconds, heat.edgesMs[at] ?? null, heat.edgesMs[at + 1] ?? null, count]],
    ),
  ),
})

export const loadNumbers = (rows: readonly ChartRow[], showTime: (second: number) => string): ChartNumbers => ({
  columns: [{ label: 'At' }, { label: 'Answered', show: showRate }, { label: 'p95', show: time }],
  rows: rows.flatMap((row) => (row.achieved === null ? [] : [[showTime(row.second), row.achieved, row.p95]])),
})
