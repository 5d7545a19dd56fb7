// What an hour of ten operations leaves in Postgres, and a day of it with and without retention. The hour is simulated: attempts go through
// recorder, collector and writer as those of a run do, as fast as they can be stored. `node bench/rows.ts [-- seconds]`

import { randomUUID } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createDb, type Db } from '#lib/db/client.ts'
import { startEmbeddedPostgres } from '#lib/db/embedded.ts'
import { migrate } from '#lib/db/migrate.ts'
import { ALL_OPERATIONS, RESOLUTIONS, type SeriesId } from '#lib/runs/bucket.ts'
import { claimShard } from '#lib/runs/commands/lease.ts'
import { recordMeasurements } from '#lib/runs/commands/record.ts'
import type { Lease } from '#lib/runs/lease.ts'
import { letGoBefore, rangesToLetGo } from '#lib/runs/retention.ts'
import { makeRun } from '#lib/runs/testing.ts'
import { Recorder } from '#worker/engine/recorder.ts'
import { SecondCollector } from '#worker/engine/second-collector.ts'
import { packSecond } from '#worker/engine/second-message.ts'
import { MeasurementWriter } from '#worker/jobs/measurement-writer.ts'
import { table } from './processes.ts'

const [seconds = 3600] = process.argv
  .slice(2)
  .filter((text) => text !== '--')
  .map(Number)
const OPERATIONS = 10
const PER_SECOND = 50
const DAY = 86_400
const SERIES = OPERATIONS + 1

const series = Array.from(
  { length: OPERATIONS },
  (_, i): SeriesId => ({ kind: 'operation', key: `operation-${i}`, payload: '' }),
)
const quiet = { offered: 0, sent: 0, droppedTarget: 0, droppedGenerator: 0, utilisation: 0.2, cpu: 0.2 }
const still = { waitedForConnection: 0, localSocketErrors: 0, bufferBytes: 0, users: 100, inFlight: 5 }
const kept = { connectionsOpened: 0, connectionsReused: 50, connectionsDropped: 0, mostConnections: 5, poolUse: null }

/** Log-normal around 20 ms, as answers of real services are. */
function responseMicros(): number {
  const normal = Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random())
  return 20_000 * Math.exp(0.5 * normal)
}

function attempt(recorder: Recorder, index: number, atMs: number): void {
  const micros = responseMicros()
  recorder.offered(index, atMs)
  recorder.sent(index, atMs, 200)
  const plain = {
    status: 200,
    responseMicros: micros,
    serviceMicros: micros * 0.98,
    bytesIn: 900,
    checksPassed: 1,
    checksFailed: 0,
  }
  recorder.finished(index, atMs, { errorSlot: -1, isBodyTruncated: false, ...plain })
}

/** Feeds the seconds and resolves when they are stored. */
async function feed(db: Db, lease: Lease): Promise<void> {
  const [recorder, collector, ids] = [new Recorder(OPERATIONS), new SecondCollector(series), new Map<string, string>()]
  const writer = new MeasurementWriter(
    (recording) => recordMeasurements(db, lease, ids, recording),
    (end) => console.error(end),
  )
  for (let second = 0; second < seconds; second++) {
    for (let index = 0; index < OPERATIONS; index++) {
      for (let n = 0; n < PER_SECOND; n++) attempt(recorder, index, second * 1000 + (n * 1000) / PER_SECOND)
    }
    recorder.closeBefore(second + 1, (closed) => {
      writer.push(collector.close([packSecond(closed, { second, ...quiet, ...still, ...kept }, 0).packed]))
    })
    if (writer.bufferBytes > 4_000_000) await writer.drain()
  }
  writer.push({ buckets: collector.flush(), generator: [] })
  await writer.drain()
}

interface Stored {
  resolution: number
  rows: number
  bytes: number
}

/** The size of the table on disk, with index and what lies beside it, told apart by what the rows of each resolution hold. */
async function measureStored(db: Db, runId: string): Promise<Stored[]> {
  await db.$executeRaw`VACUUM ANALYZE bucket`
  const [disk] = await db.$queryRaw<{ bytes: number }[]>`SELECT pg_total_relation_size('bucket')::float8 AS bytes`
  const stored = await db.$queryRaw<Stored[]>`
    SELECT resolution, count(*)::int AS rows, sum(pg_column_size(bucket.*))::float8 AS bytes
    FROM bucket WHERE run_id = ${runId}::uuid GROUP BY resolution ORDER BY resolution`
  const held = stored.reduce((sum, one) => sum + one.bytes, 0)
  return stored.map((one) => ({ ...one, bytes: (one.bytes * (disk?.bytes ?? held)) / held }))
}

/** Rows a run of this length has of a resolution; of one-second rows those that are kept. */
function rowsAfter(length: number, resolution: number, retains: boolean): number {
  const all = Math.ceil(length / resolution) * SERIES
  if (!retains || resolution > 1) return all
  const gone = rangesToLetGo({ from: 0, to: letGoBefore(length) }, [0, 300_000, (length - 300) * 1000])
  return all - gone.reduce((sum, { from, to }) => sum + (to - from), 0) * SERIES
}

function report(stored: Stored[]): string {
  const count = (rows: number) => Math.round(rows).toLocaleString('en')
  const mb = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`
  const lines = stored.map(({ resolution, rows, bytes }) => {
    const each = bytes / rows
    const [whole, kept] = [rowsAfter(DAY, resolution, false), rowsAfter(DAY, resolution, true)]
    return { resolution, rows, bytes, each, whole, kept }
  })
  const sum = (pick: (line: (typeof lines)[number]) => number) => lines.reduce((total, line) => total + pick(line), 0)
  return table(
    [
      'resolution',
      `rows in ${seconds} s`,
      'bytes a row',
      'size',
      'rows in 24 h, all kept',
      'size',
      'rows in 24 h, retained',
      'size',
    ],
    [
      ...lines.map(({ resolution, rows, bytes, each, whole, kept }) => [
        ...[`${resolution} s`, count(rows), count(each), mb(bytes)],
        ...[count(whole), mb(whole * each), count(kept), mb(kept * each)],
      ]),
      [
        ...['all', count(sum((line) => line.rows)), '', mb(sum((line) => line.bytes))],
        ...[count(sum((line) => line.whole)), mb(sum((line) => line.whole * line.each))],
        ...[count(sum((line) => line.kept)), mb(sum((line) => line.kept * line.each))],
      ],
    ],
  )
}

/** The rows are those that can be computed, and every resolution holds every attempt. */
async function assertExact(db: Db, runId: string, stored: Stored[]): Promise<void> {
  const sums = await db.$queryRaw<{ resolution: number; ok: number }[]>`
    SELECT resolution, sum(ok)::int AS ok FROM bucket JOIN series ON series.id = series_id
    WHERE bucket.run_id = ${runId}::uuid AND series.key = ${ALL_OPERATIONS.key} GROUP BY resolution`
  const wrong = [
    ...stored.filter(({ resolution, rows }) => rows !== rowsAfter(seconds, resolution, false)),
    ...sums.filter(({ ok }) => ok !== seconds * OPERATIONS * PER_SECOND),
  ]
  if (stored.length !== RESOLUTIONS.length || wrong.length > 0)
    throw new Error(`not exact: ${JSON.stringify({ stored, sums })}`)
}

const dataDir = mkdtempSync(path.join(tmpdir(), 'headroom-rows-'))
// Root lends Postgres another account, which has to get through.
chmodSync(dataDir, 0o755)
const postgres = await startEmbeddedPostgres({ dataDir, settings: { fsync: 'off' } })
try {
  await migrate(postgres.url)
  const db = createDb(postgres.url)
  const { id } = await makeRun(db)
  const lease = await db.$transaction((tx) => claimShard(tx, randomUUID()))
  if (!lease) throw new Error('the run was not claimed')
  const begin = performance.now()
  await feed(db, lease)
  const stored = await measureStored(db, id)
  await assertExact(db, id, stored)
  const took = ((performance.now() - begin) / 1000).toFixed(0)
  console.log(
    `## Rows\n\n${OPERATIONS} operations at ${PER_SECOND}/s each, ${seconds} s stored in ${took} s, totals exact at every resolution.\n`,
  )
  console.log(report(stored))
  await db.$disconnect()
} finally {
  await postgres.stop()
  rmSync(dataDir, { recursive: true, force: true })
}
