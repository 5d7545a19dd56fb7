// A window of a run as numbers for people: counts, rates, exact percentiles shown and judged, errors by class.
// Latencies in milliseconds; rates per second over the window; error rate = failed / (ok + failed).

import type { CompiledPlan } from '#lib/plans/compiled.ts'
import type { Bucket, SeriesId } from './bucket.ts'
import type { OperationSummary, Summary } from './schema.ts'
import { isAllOperations, seriesOf } from './series.ts'
import {
  addRow,
  emptyWindow,
  judgedQuantile,
  type MergedWindow,
  responseSpread,
  type Spread,
  serviceQuantile,
  serviceSpread,
  shownQuantile,
} from './window.ts'

const PERCENTILES = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99, p999: 0.999 } as const

/** What was measured of every operation and flow, growing row by row. */
export class RunTally {
  readonly total: MergedWindow = emptyWindow()
  readonly #bySeries = new Map<string, MergedWindow>()

  add(row: Bucket): void {
    addRow(isAllOperations(row.series) ? this.total : this.of(row.series), row)
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
): Summary {
  const seconds = Math.max(0, window.to - window.from) / 1000
  const summary: Summary = {
    ...window,
    totals: summariseWindow({ key: '*', name: 'All operations', method: '', path: '' }, tally.total, seconds),
    operations: {},
    flows: {},
    errors: [],
  }
  for (const { kind, key } of seriesOf(plan, scenario)) {
    const merged = tally.of({ kind, key })
    if (kind === 'flow') {
      const name = plan.flows.find((one) => one.key === key)?.name ?? key
      summary.flows[key] = summariseWindow({ key, name, method: '', path: '' }, merged, seconds)
      continue
    }
    const operation = plan.operations.find((one) => one.key === key)
    const head = { key, name: operation?.name ?? key, method: operation?.method ?? '', path: operation?.path ?? '' }
    summary.operations[key] = summariseWindow(head, merged, seconds)
    for (const [name, count] of Object.entries(merged.counts.errors)) {
      summary.errors.push({ operation: key, class: name, count })
    }
  }
  summary.errors.sort((a, b) => b.count - a.count)
  return summary
}

type Head = Pick<OperationSummary, 'key' | 'name' | 'method' | 'path'>

function summariseWindow(head: Head, window: MergedWindow, seconds: number): OperationSummary {
  const { counts } = window
  const finished = counts.ok + counts.failed
  const checks = counts.checksPassed + counts.checksFailed
  const shown = { ...spreadMs(responseSpread(window)), ...percentilesMs((q) => shownQuantile(window, q)) }
  return {
    ...head,
    offered: counts.offered,
    sent: counts.sent,
    ok: counts.ok,
    failed: counts.failed,
    dropped: { target: counts.droppedTarget, generator: counts.droppedGenerator },
    interrupted: counts.interrupted,
    skipped: counts.skipped,
    ratePerSecond: seconds > 0 ? finished / seconds : 0,
    errorRate: finished > 0 ? counts.failed / finished : null,
    checkRate: checks > 0 ? counts.checksPassed / checks : null,
    bytesIn: counts.bytesIn,
    status: counts.status,
    responseTimeMs: { ...shown, shown, judged: percentilesMs((q) => judgedQuantile(window, q)) },
    serviceTimeMs: { ...spreadMs(serviceSpread(window)), ...percentilesMs((q) => serviceQuantile(window, q)) },
  }
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
