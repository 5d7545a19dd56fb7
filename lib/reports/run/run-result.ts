// A run as JSON, in the shape of `result.json`, with what a stored run knows beside.

import { z } from 'zod'
import { resultSchema } from '#lib/runs/result.ts'
import type { ObjectiveView } from '#lib/runs/verdict-schema.ts'
import type { RunReview } from './run-review.ts'

export const runResultSchema = resultSchema.extend({
  run: z.object({ id: z.string(), label: z.string(), revision: z.number() }),
  startedAt: z.iso.datetime().nullable(),
  /** `reason` is null while the run goes on. */
  end: z.object({ reason: z.string().nullable(), message: z.string().nullable() }),
  /** Milliseconds since the start that the numbers cover; the verdict is always that of the whole run. */
  window: z.object({ from: z.number(), to: z.number() }),
  /** null while nothing was judged. */
  verdict: resultSchema.shape.verdict.nullable(),
  validity: resultSchema.shape.validity.nullable(),
})

export type RunResult = z.infer<typeof runResultSchema>

export function toRunResult({ run, summary, judgement }: RunReview): RunResult {
  const { from, to, totals, operations, flows, errors, metrics } = summary
  const { offered, sent, ok, failed, dropped, interrupted } = totals
  const verdict = judgement?.verdict
  return {
    run: { id: run.id, label: run.label, revision: run.revision },
    plan: { name: run.planName, version: run.planVersion },
    scenario: run.scenario.key,
    environment: run.environment.key,
    startedAt: run.startedAt,
    durationMs: run.elapsedMs,
    end: { reason: run.endReason, message: run.endMessage },
    window: { from, to },
    ...{ offered, sent, ok, failed, dropped, interrupted },
    validity: verdict?.validity ?? null,
    verdict: verdict?.verdict ?? null,
    sentence: verdict?.sentence ?? 'The run is not judged yet.',
    objectives: (verdict?.objectives ?? []).map(toObjective),
    ...{ totals, operations, flows, errors, metrics },
  }
}

function toObjective(one: ObjectiveView): RunResult['objectives'][number] {
  const { key, judge, verdict, actual, interval, target, limit, unit, reason } = one
  return { key, judge, verdict, actual, ...(interval ? { interval } : {}), target, limit, unit, reason }
}
