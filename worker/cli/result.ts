// `result.json` of a run: sums and percentiles per operation, objectives and verdict.

import type { CompiledPlan } from '#lib/plans/compiled.ts'
import type { Bucket } from '#lib/runs/bucket.ts'
import type { Result } from '#lib/runs/result.ts'
import { RunTally, summarise } from '#lib/runs/summary.ts'
import { tileWindow } from '#lib/runs/window.ts'
import type { ObjectiveVerdict, RunVerdict } from '#lib/verdicts/verdict.ts'
import type { EngineOutcome } from '#worker/engine/engine.ts'

export interface RunFacts {
  plan: CompiledPlan
  scenario: string
  environment: string
  outcome: EngineOutcome
  rows: Bucket[]
  verdict: RunVerdict
}

export function buildResult({ plan, scenario, environment, outcome, rows, verdict }: RunFacts): Result {
  const tally = new RunTally()
  for (const row of tileWindow(rows, 0, Number.MAX_SAFE_INTEGER)) tally.add(row)
  const { totals, operations, flows, errors, metrics } = summarise(tally, plan, scenario, {
    from: 0,
    to: outcome.durationMs,
  })
  const { offered, sent, ok, failed, dropped, interrupted } = totals
  return {
    plan: { name: plan.name, version: plan.version },
    scenario,
    environment,
    startedAt: outcome.startedAt.toISOString(),
    durationMs: outcome.durationMs,
    end: { reason: outcome.reason, message: outcome.message },
    ...{ offered, sent, ok, failed, dropped, interrupted },
    validity: verdict.validity,
    verdict: verdict.verdict,
    sentence: verdict.sentence,
    objectives: verdict.objectives.map(describeObjective),
    ...{ totals, operations, flows, errors, metrics },
  }
}

function describeObjective(objective: ObjectiveVerdict): Result['objectives'][number] {
  const { key, judge, verdict, actual, interval, target, limit, unit, reason } = objective
  const known = actual !== null && Number.isFinite(actual) ? actual : null
  return { key, judge, verdict, actual: known, ...(interval ? { interval } : {}), target, limit, unit, reason }
}
