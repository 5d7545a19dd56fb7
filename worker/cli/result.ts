// `result.json` of a run: sums and percentiles per operation, objectives and verdict.

import type { CompiledPlan } from '#lib/plans/compiled.ts'
import { ALL_OPERATIONS, type Bucket, type Counts, type SeriesId } from '#lib/runs/bucket.ts'
import type { Result, ResultLatency, ResultOperation } from '#lib/runs/result.ts'
import { seriesOf } from '#lib/runs/series.ts'
import {
  judgedQuantile,
  type MergedWindow,
  mergeWindow,
  responseSpread,
  type Spread,
  serviceQuantile,
  serviceSpread,
  shownQuantile,
} from '#lib/runs/window.ts'
import type { ObjectiveVerdict, RunVerdict } from '#lib/verdicts/verdict.ts'
import type { EngineOutcome } from '#worker/engine/engine.ts'

const QUANTILES = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99, p999: 0.999 } as const

export interface RunFacts {
  plan: CompiledPlan
  scenario: string
  environment: string
  outcome: EngineOutcome
  rows: Bucket[]
  verdict: RunVerdict
}

export function buildResult({ plan, scenario, environment, outcome, rows, verdict }: RunFacts): Result {
  const seconds = Math.max(outcome.durationMs, 1) / 1000
  const summarize = (series: SeriesId) => summarizeSeries(rows, series, seconds)
  const series = seriesOf(plan, scenario)
  const operations = series.filter(({ kind }) => kind === 'operation')
  const all = mergeSeries(rows, ALL_OPERATIONS).counts
  return {
    plan: { name: plan.name, version: plan.version },
    scenario,
    environment,
    startedAt: outcome.startedAt.toISOString(),
    durationMs: outcome.durationMs,
    end: { reason: outcome.reason, message: outcome.message },
    ...plainCounts(all),
    validity: verdict.validity,
    verdict: verdict.verdict,
    sentence: verdict.sentence,
    objectives: verdict.objectives.map(describeObjective),
    operations: Object.fromEntries([ALL_OPERATIONS, ...operations].map((id) => [id.key, summarize(id)])),
    flows: Object.fromEntries(series.filter(({ kind }) => kind === 'flow').map((id) => [id.key, summarize(id)])),
    errors: operations.flatMap((id) =>
      Object.entries(mergeSeries(rows, id).counts.errors).map(([name, count]) => ({
        operation: id.key,
        class: name,
        count,
      })),
    ),
  }
}

function mergeSeries(rows: Bucket[], { kind, key }: SeriesId): MergedWindow {
  const own = rows.filter((row) => row.series.kind === kind && row.series.key === key)
  return mergeWindow(own, 0, Number.MAX_SAFE_INTEGER)
}

function summarizeSeries(rows: Bucket[], series: SeriesId, seconds: number): ResultOperation {
  const window = mergeSeries(rows, series)
  const { counts } = window
  const ended = counts.ok + counts.failed
  const checks = counts.checksPassed + counts.checksFailed
  return {
    ...plainCounts(counts),
    skipped: counts.skipped,
    ratePerSecond: ended / seconds,
    errorRate: ended > 0 ? counts.failed / ended : null,
    checkRate: checks > 0 ? counts.checksPassed / checks : null,
    responseTimeMs: {
      ...latency(responseSpread(window), (fraction) => shownQuantile(window, fraction)),
      judged: percentiles((fraction) => judgedQuantile(window, fraction)),
    },
    serviceTimeMs: latency(serviceSpread(window), (fraction) => serviceQuantile(window, fraction)),
  }
}

function plainCounts({ offered, sent, ok, failed, droppedTarget, droppedGenerator, interrupted }: Counts) {
  return { offered, sent, ok, failed, dropped: { target: droppedTarget, generator: droppedGenerator }, interrupted }
}

function latency({ mean, min, max, deviation }: Spread, quantile: (fraction: number) => number | null): ResultLatency {
  return { mean: toMs(mean), min: toMs(min), max: toMs(max), deviation: toMs(deviation), ...percentiles(quantile) }
}

function percentiles(quantile: (fraction: number) => number | null): Record<keyof typeof QUANTILES, number | null> {
  const entries = Object.entries(QUANTILES).map(([name, fraction]) => [name, toMs(quantile(fraction))])
  return Object.fromEntries(entries)
}

/** Infinity (a rank among attempts that failed) has no JSON and becomes null. */
function toMs(micros: number | null): number | null {
  return micros === null || !Number.isFinite(micros) ? null : micros / 1000
}

function describeObjective(objective: ObjectiveVerdict): Result['objectives'][number] {
  const { key, judge, verdict, actual, interval, target, limit, unit, reason } = objective
  const known = actual !== null && Number.isFinite(actual) ? actual : null
  return { key, judge, verdict, actual: known, ...(interval ? { interval } : {}), target, limit, unit, reason }
}
