// The charts of a run's review: load, response time, users, failures, distribution, spectrum, heat map.

import { say, showClock, showCount, showLatency, showRate } from '#lib/core/number-format.ts'
import type { LivePoint } from '#lib/runs/schema.ts'
import type { RunReview } from './run-review.ts'
import { type ChartFrame, chart, type HeatCell, heatChart, lineChart, timeTicks } from './svg-chart.ts'

const COLORS = {
  ...{ rate: '#1f7a8c', offered: '#6b7280', failed: '#c2185b', users: '#6b7d2a', p50: '#b58ad6', p90: '#8e44ad' },
  ...{ p95: '#6c2bd9', p99: '#35145f', service: '#1f7a8c' },
} as const

const ms = (value: number) => say(showLatency(value))
const topOf = (values: (number | null)[]) => Math.max(1e-3, ...values.map((value) => value ?? 0)) * 1.05

/** Of each chart its title and its SVG. */
export function runCharts(review: RunReview): { title: string; svg: string; note?: string }[] {
  const { points, latency } = review
  const overTime = points.length > 1 ? [loadChart(review), latencyChart(review), usersChart(review)] : []
  const failures = review.errors.items.length > 0 ? [failureChart(review)] : []
  if (latency.count === 0) return [...overTime, ...failures]
  return [...overTime, ...failures, distributionChart(review), spectrumChart(review), heatMap(review)]
}

function timeFrame(
  { summary, configuration }: RunReview,
  top: number,
  sayY: ChartFrame['sayY'],
  height = 190,
): ChartFrame {
  const [from, to] = [summary.from / 1000, Math.max(summary.from + 1000, summary.to) / 1000]
  const ramps = configuration.stages.filter(({ phase }) => phase !== 'steady')
  const bands = ramps.map((stage) => ({
    from: Math.max(from, stage.startMs / 1000),
    to: Math.min(to, (stage.startMs + stage.durationMs) / 1000),
    label: stage.key,
  }))
  return { height, x: [from, to], y: [0, top], xTicks: timeTicks(from, to, showClock), sayY, bands }
}

/** Rows that do not follow on each other leave a gap. */
function course(points: readonly LivePoint[], value: (point: LivePoint) => number | null) {
  return points.flatMap((point, index) => {
    const before = points[index - 1]
    const isGap = before !== undefined && point.second > before.second + before.seconds
    const own = { x: point.second + point.seconds / 2, y: value(point) }
    return isGap ? [{ x: point.second, y: null }, own] : [own]
  })
}

function loadChart(review: RunReview) {
  const { points } = review
  const frame = timeFrame(review, topOf(points.flatMap((one) => [one.offeredPerSecond, one.sentPerSecond])), (value) =>
    say(showRate(value)),
  )
  const lines = [
    { name: 'offered', color: COLORS.offered, dashed: true, points: course(points, (one) => one.offeredPerSecond) },
    { name: 'answered well', color: COLORS.rate, points: course(points, (one) => one.okPerSecond) },
    { name: 'failed', color: COLORS.failed, points: course(points, (one) => one.failedPerSecond) },
  ]
  return { title: 'Requests per second', svg: lineChart('Requests per second over time', frame, lines) }
}

function latencyChart(review: RunReview) {
  const { points } = review
  const frame = timeFrame(review, topOf(points.map((one) => one.p99Ms)), ms, 220)
  const line = (name: 'p50' | 'p90' | 'p95' | 'p99') => ({
    ...{ name, color: COLORS[name] },
    points: course(points, (one) => one[`${name}Ms`]),
  })
  const lines = [line('p50'), line('p90'), line('p95'), line('p99')]
  return { title: 'Response time', svg: lineChart('Percentiles of response time over time', frame, lines) }
}

function usersChart(review: RunReview) {
  const { points } = review
  const top = topOf(points.flatMap((one) => [one.users, one.inFlight]))
  const frame = { ...timeFrame(review, top, (value) => showCount(value)[0], 150), isWhole: true }
  const lines = [
    { name: 'users', color: COLORS.users, points: course(points, (one) => one.users) },
    { name: 'in flight', color: COLORS.offered, points: course(points, (one) => one.inFlight) },
  ]
  return {
    title: 'Users and requests in flight',
    svg: lineChart('Users and requests in flight over time', frame, lines),
  }
}

function failureChart(review: RunReview) {
  const { columns } = review.errors.overTime
  const classes = [...new Set(review.errors.items.map((item) => item.class))]
  const rates = (name: string) => columns.map((column) => (column.counts[name] ?? 0) / column.seconds)
  const frame = timeFrame(review, topOf(classes.flatMap(rates)), (value) => say(showRate(value)), 150)
  const tones = ['#c2185b', '#b45309', '#6c2bd9', '#1f7a8c', '#6b7280']
  const lines = classes.map((name, index) => ({
    ...{ name, color: tones[index % tones.length] as string },
    points: columns.map((column, at) => ({ x: column.second + column.seconds / 2, y: rates(name)[at] ?? 0 })),
  }))
  return { title: 'Failures per second by class', svg: lineChart('Failures per second over time', frame, lines) }
}

/** Edges that fall on whole decades, as labels. */
function decades(edges: readonly number[]) {
  const [low, high] = [edges[0] ?? 1, edges.at(-1) ?? 10]
  const first = Math.ceil(Math.log10(low) - 1e-9)
  const count = Math.floor(Math.log10(high) + 1e-9) - first + 1
  return Array.from({ length: Math.max(0, count) }, (_, n) => ({ at: first + n, label: ms(10 ** (first + n)) }))
}

function distributionChart({ latency }: RunReview) {
  const { edgesMs, ok, failed } = latency.distribution
  const log = edgesMs.map((edge) => Math.log10(edge))
  const top = topOf(ok.map((count, index) => count + (failed[index] ?? 0)))
  const frame: ChartFrame = {
    ...{ height: 190, x: [log[0] ?? 0, log.at(-1) ?? 1], y: [0, top], xTicks: decades(edgesMs) },
    ...{ sayY: (value: number) => showCount(value)[0], isWhole: true },
  }
  const bars = (
    counts: readonly number[],
    under: readonly number[],
    color: string,
    { x, y }: Parameters<Parameters<typeof chart>[2]>[0],
  ) =>
    counts.map((count, index) => {
      if (count === 0) return ''
      const [left, right] = [x(log[index] as number), x(log[index + 1] as number)]
      const base = under[index] ?? 0
      return `<rect x="${left.toFixed(1)}" y="${y(base + count).toFixed(1)}" width="${Math.max(0.5, right - left - 0.6).toFixed(1)}" height="${(y(base) - y(base + count)).toFixed(1)}" fill="${color}"/>`
    })
  const svg = chart('Attempts by response time, log scale', frame, (scale) =>
    [...bars(ok, [], COLORS.p95, scale), ...bars(failed, ok, COLORS.failed, scale)].join(''),
  )
  return {
    title: 'Distribution of response time',
    svg,
    note: 'Attempts in classes that grow by a constant factor; failed ones stand on top, in red.',
  }
}

function spectrumChart({ latency }: RunReview) {
  const shown = latency.spectrum.filter(({ quantile }) => quantile < 1)
  const place = (quantile: number) => -Math.log10(1 - quantile)
  const values = shown
    .flatMap(({ responseMs, serviceMs }) => [responseMs ?? 0, serviceMs ?? 0])
    .filter((one) => one > 0)
  const nines = [0.5, 0.9, 0.99, 0.999, 0.9999, 0.99999].filter((one) => one <= (shown.at(-1)?.quantile ?? 0))
  const frame: ChartFrame = {
    ...{ height: 220, x: [0, place(shown.at(-1)?.quantile ?? 0.9)], isLogY: true, sayY: ms },
    y: [Math.min(...values) * 0.95, Math.max(...values) * 1.05],
    xTicks: nines.map((quantile) => ({
      at: place(quantile),
      label: `p${Number((quantile * 100).toPrecision(7))}`,
    })),
  }
  const line = (pick: (point: (typeof shown)[number]) => number | null) =>
    shown.map((point) => ({ x: place(point.quantile), y: pick(point) }))
  const svg = lineChart('Percentiles of response and service time, log scales', frame, [
    { name: 'response time, from the moment it was due', color: COLORS.p95, points: line((one) => one.responseMs) },
    {
      name: 'service time, from the moment it was sent',
      color: COLORS.service,
      dashed: true,
      points: line((one) => one.serviceMs),
    },
  ])
  return { title: 'Spectrum of response and service time', svg, note: latency.sentence }
}

function heatMap(review: RunReview) {
  const { edgesMs, columns } = review.latency.heat
  const cells = columns.flatMap(({ second, seconds, counts }) =>
    counts.flatMap((count, index): HeatCell[] =>
      count > 0 ? [{ x: [second, second + seconds], y: [edgesMs[index] ?? 1, edgesMs[index + 1] ?? 1], count }] : [],
    ),
  )
  const frame: ChartFrame = {
    ...timeFrame(review, 1, ms, 240),
    isLogY: true,
    y: [edgesMs[0] ?? 1, edgesMs.at(-1) ?? 10],
    bands: [],
  }
  return {
    title: 'Heat map',
    svg: heatChart('Attempts by time and response time', frame, cells, COLORS.p95),
    note: 'Each column is a stretch of the run, each cell a class of response time; the darker, the more attempts.',
  }
}
