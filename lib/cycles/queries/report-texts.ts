import type { Tx } from '#lib/db/client.ts'
import type { Evidence } from '../evidence.ts'
import { basisOf } from '../report-text.ts'
import type { ReportText } from '../schema.ts'

/** The latest of each section; emptied ones are gone. Authorize before calling. */
export async function listReportTexts(tx: Tx, cycleId: string, evidence: Evidence): Promise<ReportText[]> {
  const rows = await tx.reportText.findMany({
    where: { cycleId },
    distinct: ['section'],
    orderBy: [{ section: 'asc' }, { id: 'desc' }],
  })
  return rows
    .filter(({ text }) => text.trim() !== '')
    .map(({ section, text, actorName, createdAt, basis }) => ({
      ...{ section, text, by: actorName, at: createdAt.toISOString() },
      isStale: basis !== basisOf(section, evidence),
    }))
}
