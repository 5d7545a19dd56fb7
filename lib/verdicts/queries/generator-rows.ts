// What the generators told of every second, for a judgement: of a day and several shards hundreds of thousands of rows. They come a stretch
// at a time and column by column, because a row of its own for each costs several times as much and holds up everything else meanwhile.

import type { Tx } from '#lib/db/client.ts'
import type { Evidence } from '../evidence.ts'

type Row = Evidence['generator'][number]

const STRETCH_SECONDS = 3600

/** In order of time. Authorize before calling. */
export async function listGeneratorRows(tx: Tx, runId: string): Promise<Row[]> {
  const found = await tx.$queryRaw<{ last: number | null }[]>`
    SELECT max(second) AS last FROM generator_second WHERE run_id = ${runId}::uuid`
  const last = found[0]?.last ?? -1
  const rows: Row[] = []
  for (let from = 0; from <= last; from += STRETCH_SECONDS) addRows(rows, await readStretch(tx, runId, from))
  return rows
}

type Columns = Record<keyof Row, number[] | null>

/** As text: the driver takes an array of numbers apart digit by digit. */
async function readStretch(tx: Tx, runId: string, from: number): Promise<Columns> {
  const found = await tx.$queryRaw<{ columns: string }[]>`
    SELECT json_build_object(
      'second', json_agg(second), 'shardIndex', json_agg(shard_index),
      'offered', json_agg(offered), 'sent', json_agg(sent),
      'droppedTarget', json_agg(dropped_target), 'droppedGenerator', json_agg(dropped_generator),
      'lagP99Micros', json_agg(lag_p99_micros), 'utilisation', json_agg(utilisation),
      'waitedForConnection', json_agg(waited_for_connection), 'localSocketErrors', json_agg(local_socket_errors),
      'users', json_agg(users)
    )::text AS columns
    FROM (
      SELECT * FROM generator_second
      WHERE run_id = ${runId}::uuid AND second >= ${from} AND second < ${from + STRETCH_SECONDS}
      ORDER BY second
    ) AS stretch`
  return JSON.parse(found[0]?.columns ?? '{}') as Columns
}

function addRows(rows: Row[], columns: Columns): void {
  const of = (field: keyof Row, index: number): number => columns[field]?.[index] ?? 0
  for (let i = 0; i < (columns.second?.length ?? 0); i += 1) {
    rows.push({
      second: of('second', i),
      shardIndex: of('shardIndex', i),
      offered: of('offered', i),
      sent: of('sent', i),
      droppedTarget: of('droppedTarget', i),
      droppedGenerator: of('droppedGenerator', i),
      lagP99Micros: of('lagP99Micros', i),
      utilisation: of('utilisation', i),
      waitedForConnection: of('waitedForConnection', i),
      localSocketErrors: of('localSocketErrors', i),
      users: of('users', i),
    })
  }
}
