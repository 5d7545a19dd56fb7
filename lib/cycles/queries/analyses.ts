import { analysisSchema } from '#lib/analysis/analysis.ts'
import type { Tx } from '#lib/db/client.ts'
import type { Analyses } from '../matrix.ts'

/** The newest analyses of each run; what an older version wrote and cannot be read is left out. Authorize before calling. */
export async function readAnalyses(tx: Tx, runIds: readonly string[]): Promise<Analyses> {
  if (runIds.length === 0) return new Map()
  const rows = await tx.runAnalysis.findMany({ where: { runId: { in: [...runIds] } }, orderBy: { version: 'asc' } })
  return new Map(
    rows.map(({ runId, items }) => {
      const read = analysisSchema.array().safeParse(items)
      return [runId, read.success ? read.data : []]
    }),
  )
}
