// Stored analyses of a run.

import type { Ctx } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import { getReadableRun } from '#lib/runs/queries/readable.ts'
import { ANALYSES_VERSION } from '../analyse-run.ts'
import { type Analysis, analysisSchema } from '../analysis.ts'

/** `pending`: a worker will make them once the run has ended, or made them by older rules, which are shown meanwhile. */
export async function getAnalyses(ctx: Ctx, runId: string): Promise<{ items: Analysis[]; pending: boolean }> {
  const { run } = await getReadableRun(ctx, runId)
  const newest = await ctx.db.runAnalysis.findFirst({ where: { runId: run.id }, orderBy: { version: 'desc' } })
  return {
    items: newest ? analysisSchema.array().parse(newest.items) : [],
    pending: newest?.version !== ANALYSES_VERSION,
  }
}

/** Ended runs without analyses by the rules of today, newest first: people look at those first. */
export function listUnanalysedRuns(tx: Tx, except: readonly string[] = [], limit = 5): Promise<{ id: string }[]> {
  return tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM run
    WHERE state = 'ended' AND id <> ALL (${except}::uuid[]) AND ended_at < now() - interval '3 seconds'
      AND NOT EXISTS (SELECT 1 FROM run_analysis WHERE run_id = run.id AND version = ${ANALYSES_VERSION})
    ORDER BY ended_at DESC LIMIT ${limit}`
}
