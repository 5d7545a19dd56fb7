// Where windows of a long run can begin and end: at any second, or at the ends of ten seconds where one-second rows were let go.

import type { Tx } from '#lib/db/client.ts'
import { ALL_OPERATIONS } from '../bucket.ts'
import { rowStart } from '../rollup.ts'

const KEPT = 10

/** The nearest seconds a window can be cut at exactly, before or after the one that was asked for, or itself. */
export interface FinestEdges {
  before(second: number): number
  after(second: number): number
}

/** Knows about the given seconds. Cheap for a run that kept everything: nothing is read. */
export async function findFinestEdges(
  tx: Tx,
  run: { id: string; finestFrom: number },
  seconds: number[],
): Promise<FinestEdges> {
  const doubtful = seconds.filter((second) => second < run.finestFrom && second % KEPT !== 0)
  const letGo = doubtful.length === 0 ? new Set<number>() : await listLetGo(tx, run.id, doubtful)
  const isCut = (second: number) => letGo.has(rowStart(second, KEPT)) && second % KEPT !== 0
  return {
    before: (second) => (isCut(second) ? rowStart(second, KEPT) : second),
    after: (second) => (isCut(second) ? rowStart(second, KEPT) + KEPT : second),
  }
}

async function listLetGo(tx: Tx, runId: string, seconds: number[]): Promise<Set<number>> {
  const starts = [...new Set(seconds.map((second) => rowStart(second, KEPT)))]
  const rows = await tx.$queryRaw<{ start: number }[]>`
    WITH whole AS (
      SELECT id FROM series
      WHERE run_id = ${runId}::uuid AND kind = 'operation' AND key = ${ALL_OPERATIONS.key} AND payload = ''
    )
    SELECT start FROM unnest(${starts}::int[]) AS start
    WHERE NOT EXISTS (
      SELECT 1 FROM bucket
      WHERE run_id = ${runId}::uuid AND resolution = 1 AND series_id = (SELECT id FROM whole)
        AND start_second >= start AND start_second < start + ${KEPT}
    )`
  return new Set(rows.map((row) => row.start))
}
