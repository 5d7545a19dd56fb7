// Of the requests that were kept, fewer are enough once they are older: ten of an operation, kind and error class in ten minutes, of all
// shards together, where there were ten in a minute of each.

import type { Db } from '#lib/db/client.ts'
import { type SecondRange, STEP_SECONDS } from '../retention.ts'
import { SAMPLES_PER_MINUTE } from '../sample.ts'

const STEP_MS = STEP_SECONDS * 1000

/** Keeps the slowest of the slow and the first of the failed. `from` and `to` are multiples of ten minutes; doing it twice changes nothing. */
export async function thinSamples(db: Db, runId: string, { from, to }: SecondRange): Promise<void> {
  for (let atMs = from * 1000; atMs < to * 1000; atMs += STEP_MS) {
    await db.$executeRaw`
      DELETE FROM exchange_sample WHERE id IN (
        SELECT id FROM (
          SELECT id, row_number() OVER (
            PARTITION BY operation, kind, error_class
            ORDER BY CASE kind WHEN 'slowest' THEN -response_micros END, at_ms, id
          ) AS place
          FROM exchange_sample
          WHERE run_id = ${runId}::uuid AND at_ms >= ${atMs} AND at_ms < ${atMs + STEP_MS}
        ) AS placed
        WHERE place > ${SAMPLES_PER_MINUTE}
      )`
  }
}
