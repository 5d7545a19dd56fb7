// What is to be done during a run, as its plan had it when it was started, with the marks it was given.

import type { Ctx } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { assertReadable } from '#lib/runs/queries/readable.ts'
import { duringItems } from '../checklist.ts'
import type { ChecklistItem } from '../schema.ts'
import { listMarks } from './checklists.ts'

export async function getRunChecklist(ctx: Ctx, runId: string): Promise<ChecklistItem[]> {
  await assertReadable(ctx, runId)
  return readRunChecklist(ctx.db, runId)
}

/** With what was marked of the run, in a cycle or by itself. Authorize before calling. */
export async function readRunChecklist(tx: Tx, runId: string): Promise<ChecklistItem[]> {
  const [{ revision }, marks] = await Promise.all([
    tx.run.findUniqueOrThrow({ where: { id: runId }, select: { revision: { select: { draft: true } } } }),
    listMarks(tx, { runId }),
  ])
  return duringItems(revision.draft as unknown as PlanDraft, marks)
}
