import type { Ctx } from '#lib/access/actor.ts'
import { getReadableRun } from '#lib/runs/queries/readable.ts'
import type { RunStage } from '#lib/runs/schema.ts'
import { scheduleOf } from './evidence.ts'

/** The stages of a run as it was sent. Throws `not_found` when the actor may not see it. */
export async function getScheduleStages(ctx: Ctx, runId: string): Promise<RunStage[]> {
  const { run, plan } = await getReadableRun(ctx, runId)
  const scenario = plan.scenarios.find(({ key }) => key === run.scenario)
  return scenario ? scheduleOf(run, scenario, 0).load.stages : []
}
