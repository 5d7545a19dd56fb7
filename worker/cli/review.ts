// The review of a run in this process, in the shape in which a server writes that of a stored one.

import type { Analysis } from '#lib/analysis/analysis.ts'
import type { RunData } from '#lib/analysis/run-data.ts'
import { totalDurationMs } from '#lib/load/pacer.ts'
import type { CompiledEnvironment, CompiledPlan, CompiledScenario } from '#lib/plans/compiled.ts'
import type { RunConfiguration, RunReview } from '#lib/reports/run/run-review.ts'
import type { Bucket } from '#lib/runs/bucket.ts'
import type { ErrorsView } from '#lib/runs/errors-schema.ts'
import { type Column, columnsFor } from '#lib/runs/heat-columns.ts'
import { toLatencyView } from '#lib/runs/latency.ts'
import { toLivePoint } from '#lib/runs/points.ts'
import type { Result } from '#lib/runs/result.ts'
import type { RunMark } from '#lib/runs/run-mark.ts'
import type { LivePoint, RunHead } from '#lib/runs/schema.ts'
import { isAllOperations } from '#lib/runs/series.ts'
import type { Judgement } from '#lib/runs/verdict-schema.ts'
import { type MergedWindow, mergeWindow } from '#lib/runs/window.ts'
import type { RunVerdict } from '#lib/verdicts/verdict.ts'

export interface ReviewFacts {
  plan: CompiledPlan
  scenario: CompiledScenario
  environment: Pick<CompiledEnvironment, 'key' | 'name' | 'baseUrl'>
  runId: string
  seed: number
  now: Date
  rows: Bucket[]
  marks: RunMark[]
  data: RunData
  analyses: Analysis[]
  verdict: RunVerdict
  result: Result
}

export function reviewOf(facts: ReviewFacts): RunReview {
  const { rows, data, result } = facts
  const { totals, operations, flows, errors, metrics, durationMs: to } = result
  const all = rows.filter(({ series }) => isAllOperations(series))
  const seconds = data.points.reduce((most, { second, seconds: long }) => Math.max(most, second + long), 0)
  const columns = columnsFor(0, seconds).map((column) => ({
    column,
    window: mergeWindow(all, column.second, column.second + column.seconds),
  }))
  return {
    run: headOf(facts),
    configuration: configurationOf(facts),
    isWhole: true,
    summary: { from: 0, to, totals, operations, flows, errors, metrics },
    latency: toLatencyView({
      ...{ from: 0, to, operation: '*', payload: null, percents: [], whole: data.total },
      columns: columns.map(({ column, window }) => ({ column, ok: window.okResponse })),
    }),
    errors: errorsOf(facts, columns),
    points: pointsOf(all, data),
    planned: [],
    judgement: judgementOf(facts.verdict),
    analyses: facts.analyses,
    events: facts.marks.map(({ kind, offsetMs, text }, n) => ({
      ...{ id: String(n), kind, offsetMs, text, actor: 'Headroom', createdAt: facts.now.toISOString() },
    })),
    ...{ findings: [], recommendations: [] },
    generatedAt: facts.now.toISOString(),
  }
}

/** There is no revision, and no number: nothing of it is stored. */
function headOf({ plan, scenario, environment, runId, data, result }: ReviewFacts): RunHead {
  const { startedAt, durationMs: elapsedMs, end } = result
  const endedAt = new Date(Date.parse(startedAt) + elapsedMs).toISOString()
  return {
    ...{ id: runId, number: 0, label: 'command line', projectId: '', planId: '', revision: 0 },
    ...{ planName: plan.name, planVersion: plan.version, versionUnderTest: plan.version },
    scenario: { key: scenario.key, name: scenario.name, type: scenario.type },
    environment: { key: environment.key, name: environment.name },
    ...{ startedBy: null, state: 'ended', endReason: end.reason, endMessage: end.message, stopRequested: null },
    ...{ leftPlanAtMs: null, createdAt: startedAt, startedAt, endedAt, elapsedMs, stage: null },
    plannedDurationMs: totalDurationMs(data.load),
    ...{ verdict: result.verdict, validity: result.validity.status },
  }
}

function configurationOf({ plan, scenario, environment, seed, data }: ReviewFacts): RunConfiguration {
  const weights = scenario.mix.reduce((sum, { weight }) => sum + weight, 0)
  return {
    ...{ model: data.load.model, stages: data.load.stages, baseUrl: environment.baseUrl },
    ...{ versionUnderTest: plan.version, trigger: 'command line', workers: 1, seed },
    mix: scenario.mix.map(({ kind, key, weight }) => ({ kind, key, share: weight / weights })),
  }
}

interface Stretch {
  column: Column
  window: MergedWindow
}

function errorsOf({ result, rows, data }: ReviewFacts, columns: readonly Stretch[]): ErrorsView {
  const fine = data.points[0]?.seconds ?? 1
  const items = result.errors.map(({ operation, class: name, count }) => {
    const own = rows.filter(
      ({ series, resolution, errors }) =>
        resolution === fine && series.kind === 'operation' && series.key === operation && name in errors,
    )
    const moments = own.map(({ startSecond }) => startSecond * 1000)
    const [firstMs, lastMs] = own.length > 0 ? [Math.min(...moments), Math.max(...moments)] : [null, null]
    return { operation, class: name, count, firstMs, lastMs, statuses: [] }
  })
  return {
    ...{ from: 0, to: result.durationMs, statuses: [], groups: [] },
    items: items.sort((a, b) => b.count - a.count),
    overTime: { columns: columns.map(({ column, window }) => ({ ...column, counts: { ...window.counts.errors } })) },
  }
}

function pointsOf(all: readonly Bucket[], { trend }: RunData): LivePoint[] {
  const told = new Map(trend.map((point) => [point.second, point]))
  return all
    .filter(({ resolution }) => resolution === trend[0]?.seconds)
    .map((row) => {
      const { users = null, inFlight = null } = told.get(row.startSecond) ?? {}
      return toLivePoint({ ...row, sumMicros: row.okResponseSumMicros, users, inFlight, okResponse: null })
    })
    .sort((a, b) => a.second - b.second)
}

/** As JSON has it: what lies beyond every value is null. */
const judgementOf = (verdict: RunVerdict): Judgement => ({ final: true, verdict: JSON.parse(JSON.stringify(verdict)) })
