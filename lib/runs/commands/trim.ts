// Lets one-second rows of a long run go, a bounded batch at a time. Only rows that a ten-second row holds, too, ever go.

import type { Db } from '#lib/db/client.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { applyChanges, type LoadChange } from '#lib/load/change.ts'
import type { CompiledPlan } from '#lib/plans/compiled.ts'
import { findRunFacts } from '../queries/facts.ts'
import { findMeasuredSeconds } from '../queries/window-rows.ts'
import { letGoBefore, plannedMoments, rangesToLetGo, type SecondRange, STEP_SECONDS } from '../retention.ts'
import { thinSamples } from './thin-samples.ts'

/** Rows of one transaction, about; a sweep makes some of them and leaves the rest to the next. */
const BATCH_ROWS = 20_000
const BATCHES_A_SWEEP = 10

/**
 * Lets go what is not kept of a run any more, around nothing that happened in it. Any process may call it at any time; a guard makes one
 * of them take each batch. True when nothing is left to do for now.
 */
export async function trimRun(db: Db, runId: string): Promise<boolean> {
  const facts = await findRunFacts(db, runId)
  if (!facts) return true
  const before = letGoBefore(await findMeasuredSeconds(db, runId))
  let { finestFrom } = facts.run
  if (before <= finestFrom) return true
  await thinSamples(db, runId, { from: finestFrom - (finestFrom % STEP_SECONDS), to: before })
  const [moments, step] = [await listMoments(db, runId, facts.plan, facts.run.scenario), await batchSeconds(db, runId)]
  for (let batch = 0; batch < BATCHES_A_SWEEP && finestFrom < before; batch++) {
    const slice = { from: finestFrom, to: Math.min(finestFrom + step, before) }
    if (!(await letGo(db, runId, slice, rangesToLetGo(slice, moments)))) return false
    finestFrom = slice.to
  }
  return finestFrom >= before
}

/** Stages, phases and milestones as planned and as changed while it ran, and every line of the timeline. ms */
async function listMoments(db: Db, runId: string, plan: CompiledPlan, scenarioKey: string): Promise<number[]> {
  const [run, events] = await Promise.all([
    db.run.findUniqueOrThrow({ where: { id: runId }, select: { loadChanges: true } }),
    db.runEvent.findMany({ where: { runId }, select: { offsetMs: true } }),
  ])
  const changes = run.loadChanges as unknown as LoadChange[]
  const changed = {
    ...plan,
    scenarios: plan.scenarios.map((one) => ({ ...one, load: applyChanges(one.load, changes) })),
  }
  return [
    ...plannedMoments(plan, scenarioKey),
    ...plannedMoments(changed, scenarioKey),
    ...changes.map((change) => change.atMs),
    ...events.map((event) => event.offsetMs),
  ]
}

async function batchSeconds(db: Db, runId: string): Promise<number> {
  const [series, shards] = await Promise.all([
    db.series.count({ where: { runId } }),
    db.shard.count({ where: { runId } }),
  ])
  return Math.max(10, Math.floor(BATCH_ROWS / Math.max(1, series * shards) / 10) * 10)
}

/** False when another process took this batch. */
function letGo(db: Db, runId: string, slice: SecondRange, ranges: SecondRange[]): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    const taken = await tx.run.updateMany({
      where: { id: runId, finestFrom: slice.from },
      data: { finestFrom: slice.to },
    })
    if (taken.count === 0) return false
    const ids = (await tx.series.findMany({ where: { runId }, select: { id: true } })).map((series) => series.id)
    for (const { from, to } of ranges) {
      await tx.$executeRaw`
        DELETE FROM bucket AS fine
        WHERE run_id = ${runId}::uuid AND resolution = 1 AND series_id = ANY(${ids}::uuid[])
          AND start_second >= ${from} AND start_second < ${to}
          AND EXISTS (
            SELECT 1 FROM bucket AS kept
            WHERE kept.run_id = fine.run_id AND kept.resolution = 10 AND kept.series_id = fine.series_id
              AND kept.start_second = fine.start_second / 10 * 10
              AND kept.shard_index = fine.shard_index AND kept.epoch = fine.epoch
          )`
    }
    return true
  })
}
