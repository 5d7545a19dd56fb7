// Analyses are made once per run and version of their rules, by whoever has the time: the worker that ended the run, or a sweeper.

import type { Prisma, Tx } from '#lib/db/client.ts'
import { findRunFacts } from '#lib/runs/queries/facts.ts'
import { ANALYSES_VERSION, analyseRun } from '../analyse-run.ts'
import { readRunData } from '../queries/run-data.ts'

/** For the worker. Does nothing when the run goes on or was analysed. */
export async function analyseEndedRun(tx: Tx, runId: string): Promise<void> {
  const facts = await findRunFacts(tx, runId)
  if (facts?.run.state !== 'ended') return
  const key = { runId, version: ANALYSES_VERSION }
  if (await tx.runAnalysis.findUnique({ where: { runId_version: key }, select: { version: true } })) return
  const items = analyseRun(await readRunData(tx, facts)) as unknown as Prisma.InputJsonArray
  await tx.runAnalysis.createMany({ data: { ...key, items }, skipDuplicates: true })
}
