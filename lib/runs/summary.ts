// A window of a run as numbers for people: counts, rates, exact percentiles shown and judged, errors by class.
// Latencies in milliseconds; rates per second over the window; error rate = failed / (ok + failed).

import type { CompiledPlan } from '#lib/plans/compiled.ts'
import type { Bucket, SeriesId } from './bucket.ts'
import { summariseMetric } from './metric.ts'
import { type RunPart, WHOLE_RUN } from './part.ts'
import type { OperationSummary, Summary } from './schema.ts'
import { hideInTemplate } from './sensitive-text.ts'
import { isAllOperations, jobSeries, metricSeries, metricsOf, seriesOf } from './series.ts'
import {
  addRow,
  emptyWindow,
  judgedQuantile,
  type MergedWindow,
  releaseWindow,
  responseSpread,
  type Spread,
  serviceQuantile,
  serviceSpread,
  shownQuantile,
} from './window.ts'

const PERCENTILES = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99, p999: 0.999 } as const

/** What was measured of every operation, flow and custom metric, growing row by row. */
export class RunTally {
  readonly total: MergedWindow = emptyWindow()
  readonly #bySeries = new Map<string, MergedWindow>()
  readonly #part: RunPart

  /** The total is the ready series of all operations, or the sum of those of a part. */
  constructor(part = WHOLE_RUN) {
    this.#part = part
  }

  add(row: Bucket): void {
    if (isAllOperations(row.series)) {
      if (this.#part.allOperations) addRow(this.total, row)
      return
    }
    addRow(this.of(row.series), row)
    if (!this.#part.allOperations && row.series.kind === 'operation') addRow(this.total, row)
  }

  /** Once it was read for the last time: gives the memory of its histograms back. */
  release(): void {
    for (const window of [this.total, ...this.#bySeries.values()]) releaseWindow(window)
    this.#bySeries.clear()
  }

  of({ kind, key }: Pick<SeriesId, 'kind' | 'key'>): MergedWindow {
    const name = `${kind}/${key}`
    let window = this.#bySeries.get(name)
    if (!window) this.#bySeries.set(name, (window = emptyWindow()))
    return window
  }
}

/** `from` and `to` in milliseconds since the start of the run. */
export function summarise(
  tally: RunTally,
  plan: CompiledPlan,
  scenario: string,
  window: { from: number; to: number },
  part = WHOLE_RUN,
): Summary {
  const seconds = Math.max(0, window.to - window.from) / 1000
  const summary: Summary = {
    ...window,
    totals: summariseWindow({ key: '*', name: 'All operations', method: '', path: '' }, tally.total, seconds),
    operations: {},
    flows: {},
    errors: [],
    metrics: {},
  }
  for (const series of seriesOf(plan, scenario).filter(part.has)) {
    if (series.kind === 'metric') continue
    const merged = tally.of(series)
    const { key } = series
    if (series.kind === 'flow') {
      summary.flows[key] = summariseWindow({ key, name: flowName(plan, key), method: '', path: '' }, merged, seconds)
      continue
    }
    summary.operations[key] = summariseWindow(operationHead(plan, key), merged, seconds)
    for (const [name, count] of Object.entries(merged.counts.errors)) {
      summary.errors.push({ operation: key, class: name, count })
    }
  }
  for (const metric of metricsOf(plan, scenario).filter((one) => part.has(metricSeries(one.key)))) {
    summary.metrics[metric.key] = summariseMetric(metric, tally.of(metricSeries(metric.key)), seconds)
  }
  summary.errors.sort((a, b) => b.count - a.count)
  return summary
}

function operationHead(plan: CompiledPlan, key: string): Head {
  const operation = plan.operations.find((one) => one.key === key)
  return {
    key,
    name: operation?.name ?? key,
    method: operation?.method ?? '',
    path: hideInTemplate(operation?.path ?? ''),
  }
}

/** The job of an operation is named for it. */
function flowName(plan: CompiledPlan, key: string): string {
  const polled = plan.operations.find((one) => jobSeries(one.key).key === key)
  return plan.flows.find((one) => one.key === key)?.name ?? (polled ? `${polled.name}, until done` : key)
}

type Head = Pick<OperationSummary, 'key' | 'name' | 'method' | 'path'>

function summariseWindow(head: Head, window: MergedWindow, seconds: number): OperationSummary {
  const { counts } = window
  const finished = counts.ok + counts.failed
  const checks = counts.checksPassed + counts.checksFailed
  return {
    ...head,
    offered: counts.offered,
    sent: counts.sent,
    ok: counts.ok,
    failed: counts.failed,
    dropped: { target: counts.droppedTarget, generator: counts.droppedGenerator },
    interrupted: counts.interrupted,
    skipped: counts.skipped,
    conflicts: counts.conflicts,
    refusals: counts.refusals,
    refreshes: counts.refreshes,
    truncatedBodies: counts.truncatedBody,
    ratePerSecond: seconds > 0 ? finished / seconds : 0,
    errorRate: finished > 0 ? counts.failed / finished : null,
    checkRate: checks > 0 ? counts.checksPassed / checks : null,
    bytesIn: counts.bytesIn,
    // The tally of a live run goes on counting.
    status: { ...counts.status },
    ...latenciesOf(window),
  }
}

type Latencies = Pick<OperationSummary, 'responseTimeMs' | 'serviceTimeMs'>
const known = new WeakMap<MergedWindow, { rows: number; latencies: Latencies }>()

/** Kept until a row is added: a live run is summed up each second, and of hundreds of operations most were not called in it. */
function latenciesOf(window: MergedWindow): Latencies {
  const before = known.get(window)
  if (before?.rows === window.rows) return before.latencies
  const shown = { ...spreadMs(responseSpread(window)), ...percentilesMs((q) => shownQuantile(window, q)) }
  const latencies = {
    responseTimeMs: { ...shown, shown, judged: percentilesMs((q) => judgedQuantile(window, q)) },
    serviceTimeMs: { ...spreadMs(serviceSpread(window)), ...percentilesMs((q) => serviceQuantile(window, q)) },
  }
  known.set(window, { rows: window.rows, latencies })
  return latencies
}

function percentilesMs(quantile: (fraction: number) => number | null) {
  const entries = Object.entries(PERCENTILES).map(([name, fraction]) => [name, toMs(quantile(fraction))])
  return Object.fromEntries(entries) as Record<keyof typeof PERCENTILES, number | null>
}

const spreadMs = ({ mean, min, max, deviation }: Spread) => ({
  mean: toMs(mean),
  min: toMs(min),
  max: toMs(max),
  deviation: toMs(deviation),
})

/** Infinity (a judged rank among attempts that were never answered well) has no number: null. */
const toMs = (micros: number | null) => (micros === null || !Number.isFinite(micros) ? null : micros / 1000)
