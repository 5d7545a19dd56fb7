// Rows of chosen tiles with their histograms. They come as Base64, which costs the client of the database half of what bytes do.

import type { Tx } from '#lib/db/client.ts'
import { ALL_OPERATIONS } from '../bucket.ts'
import { type BucketRow, rowToBucket } from '../bucket-row.ts'
import type { WindowRow } from '../window.ts'
import type { StoredSeries } from './part.ts'
import { type Place, placeKey, startsOf } from './tiles.ts'

type EncodedRow = Omit<BucketRow, 'okResponse' | 'okService' | 'failedResponse'> & {
  seriesId: string
  shardIndex: number
  epoch: number
  okResponse: string | null
  okService: string | null
  failedResponse: string | null
}

/** Authorize before calling. */
export async function readTileRows(
  tx: Tx,
  runId: string,
  series: readonly StoredSeries[],
  tiles: readonly Place[],
): Promise<WindowRow[]> {
  const byId = new Map(series.map(({ id, ...natural }) => [id, natural]))
  const chosen = new Set(tiles.map(placeKey))
  const rows: WindowRow[] = []
  for (const { resolution, starts } of startsOf(tiles)) {
    for (const row of await readEncoded(tx, runId, [...byId.keys()], resolution, starts)) {
      // Where one worker lacks a coarse row, the finer ones that stand in for it are also there for the others.
      if (chosen.has(placeKey(row))) rows.push(toWindowRow(row, byId))
    }
  }
  return rows.sort((a, b) => a.startSecond - b.startSecond)
}

/** The ids of the series stand in the query, so that it reads index ranges and not whole resolutions. */
function readEncoded(tx: Tx, runId: string, seriesIds: string[], resolution: number, starts: number[]) {
  return tx.$queryRaw<EncodedRow[]>`
    SELECT series_id AS "seriesId", shard_index AS "shardIndex", epoch, resolution, start_second AS "startSecond",
           offered, sent, ok, failed, dropped_target AS "droppedTarget", dropped_generator AS "droppedGenerator", interrupted,
           counts, p50_micros AS "p50Micros", p90_micros AS "p90Micros", p95_micros AS "p95Micros", p99_micros AS "p99Micros",
           max_micros AS "maxMicros", encode(ok_response, 'base64') AS "okResponse",
           encode(ok_service, 'base64') AS "okService", encode(failed_response, 'base64') AS "failedResponse"
    FROM bucket
    WHERE run_id = ${runId}::uuid AND resolution = ${resolution} AND series_id = ANY(${seriesIds}::uuid[])
      AND start_second = ANY(${starts}::int[])`
}

function toWindowRow({ seriesId, shardIndex, epoch, ...row }: EncodedRow, byId: Map<string, Omit<StoredSeries, 'id'>>) {
  const { okResponse, okService, failedResponse } = row
  const bytes = {
    okResponse: decoded(okResponse),
    okService: decoded(okService),
    failedResponse: decoded(failedResponse),
  }
  return { ...rowToBucket({ ...row, ...bytes }, byId.get(seriesId) ?? ALL_OPERATIONS), shardIndex, epoch }
}

const decoded = (base64: string | null) => (base64 === null ? null : new Uint8Array(Buffer.from(base64, 'base64')))

export interface OkResponseRow extends Place {
  okResponse: Uint8Array | null
}

/** Of the rows of chosen tiles only the response times of ok attempts. Authorize before calling. */
export async function readOkResponses(
  tx: Tx,
  {
    runId,
    series,
    tiles,
    shards,
  }: { runId: string; series: readonly StoredSeries[]; tiles: readonly Place[]; shards: number[] | null },
): Promise<OkResponseRow[]> {
  const seriesIds = series.map(({ id }) => id)
  const chosen = new Set(tiles.map(placeKey))
  const found: OkResponseRow[] = []
  for (const { resolution, starts } of startsOf(tiles)) {
    const rows = await tx.$queryRaw<(Place & { okResponse: string | null })[]>`
      SELECT shard_index AS "shardIndex", epoch, resolution, start_second AS "startSecond",
             encode(ok_response, 'base64') AS "okResponse"
      FROM bucket
      WHERE run_id = ${runId}::uuid AND resolution = ${resolution} AND series_id = ANY(${seriesIds}::uuid[])
        AND start_second = ANY(${starts}::int[]) AND (${shards}::int[] IS NULL OR shard_index = ANY(${shards}::int[]))`
    for (const { okResponse, ...row } of rows) {
      if (!chosen.has(placeKey(row))) continue
      found.push({ ...row, okResponse: decoded(okResponse) })
    }
  }
  return found
}
