// Every verdict of a run that is stored: by its own revision and by others, by the rules of today and older ones.

import type { Ctx } from '#lib/access/actor.ts'
import { getReadableRun } from '#lib/runs/queries/readable.ts'
import { RULES_VERSION } from '../run-verdict.ts'
import type { StoredVerdictView } from '../verdict-list-schema.ts'

/** Newest first. Throws `not_found` when the actor may not see the run. */
export async function listVerdicts(ctx: Ctx, runId: string): Promise<StoredVerdictView[]> {
  const { run } = await getReadableRun(ctx, runId)
  const [rows, revisions] = await Promise.all([
    ctx.db.runVerdict.findMany({ where: { runId }, orderBy: [{ createdAt: 'desc' }, { rulesVersion: 'desc' }] }),
    ctx.db.planRevision.findMany({ where: { planId: run.planId }, select: { id: true, number: true } }),
  ])
  const numbers = new Map(revisions.map(({ id, number }) => [id, number]))
  return rows.map((row) => ({
    revision: numbers.get(row.revisionId) ?? 0,
    isOwn: row.revisionId === run.revisionId,
    rules: row.rulesVersion,
    isCurrent: row.rulesVersion === RULES_VERSION,
    verdict: row.verdict as StoredVerdictView['verdict'],
    sentence: row.sentence,
    validity: (row.validity as { status: StoredVerdictView['validity'] }).status,
    confidence: row.confidence as StoredVerdictView['confidence'],
    judgedAt: row.createdAt.toISOString(),
  }))
}
