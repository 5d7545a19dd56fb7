// A run of a day, written straight into the database as its workers would have left it: rows of every resolution, one-second rows of the
// last hour, the generator's seconds, samples and a timeline. Rate and latency follow the day, with a stall every two hours.

import type { Db } from '#lib/db/client.ts'
import { compilePlan } from '#lib/plans/compile.ts'
import type { CompiledPlan } from '#lib/plans/compiled.ts'
import { ALL_OPERATIONS, type Bucket, RESOLUTIONS, type SeriesId } from '#lib/runs/bucket.ts'
import { bucketToRow } from '#lib/runs/bucket-row.ts'
import { addRow, emptyRow, Rollup, resetRow, rollUp, type SecondRow } from '#lib/runs/rollup.ts'
import { SAMPLES_PER_MINUTE } from '#lib/runs/sample.ts'
import { seriesKey, seriesOf } from '#lib/runs/series.ts'
import { healthySecond, makeRun } from '#lib/runs/testing.ts'
import { largePlan } from './large-plan.ts'

export interface LongRun {
  id: string
  seconds: number
  operations: string[]
}

const LAST = 3600
const TEN = 10
const STALL_EVERY = 7200
/** Of each operation. */
const PER_SECOND = 6

export async function writeLongRun(
  db: Db,
  { hours, operations }: { hours: number; operations: number },
): Promise<LongRun> {
  const seconds = hours * 3600
  const plan = planOf(operations, hours)
  const finestFrom = seconds - LAST
  const startedAt = new Date(Date.now() - seconds * 1000)
  const times = { startedAt, startAt: startedAt, endedAt: new Date(), tidiedAt: new Date(), finestFrom }
  const run = await makeRun(db, { state: 'ended', endReason: 'completed', scenario: 'scenario-0', ...times }, plan)
  await db.shard.updateMany({
    where: { runId: run.id },
    data: { state: 'done', epoch: 1, endReason: 'completed', durationMs: seconds * 1000 },
  })
  const store = await storeOf(db, run.id, plan)
  const series = seriesOf(plan, 'scenario-0').filter(({ kind }) => kind === 'operation')
  await writeCoarse(store, series, finestFrom)
  await writeFine(store, series, finestFrom, seconds)
  await writeRest(db, run.id, series, seconds)
  await db.$executeRaw`VACUUM ANALYZE bucket, generator_second, exchange_sample, run_event`
  return { id: run.id, seconds, operations: series.map(({ key }) => key) }
}

function planOf(operations: number, hours: number): CompiledPlan {
  const draft = largePlan({ operations, slas: 2 * operations, scenarios: 1 })
  const [scenario] = draft.scenarios ?? []
  if (scenario)
    scenario.load = { model: 'rate', rate: '200/s', rampUp: '10m', hold: `${hours * 60 - 20}m`, rampDown: '10m' }
  const compiled = compilePlan(draft)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.findings))
  return compiled.plan
}

type Store = (buckets: Bucket[]) => Promise<void>

async function storeOf(db: Db, runId: string, plan: CompiledPlan): Promise<Store> {
  await db.series.createMany({
    data: [ALL_OPERATIONS, ...seriesOf(plan, 'scenario-0')].map((one) => ({ runId, ...one })),
  })
  const stored = await db.series.findMany({ where: { runId } })
  const ids = new Map(stored.map((row) => [seriesKey(row as SeriesId), row.id]))
  const owner = { runId, shardIndex: 0, epoch: 1 }
  return async (buckets) => {
    const data = buckets.map((one) => ({
      ...bucketToRow(one),
      ...owner,
      seriesId: ids.get(seriesKey(one.series)) ?? '',
    }))
    await inSlices(data, (slice) => db.bucket.createMany({ data: slice }))
  }
}

/** Rows with more values than one statement takes would be split by the client, and its parts sent at once over one connection. */
async function inSlices<Row>(rows: readonly Row[], write: (slice: Row[]) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < rows.length; at += 1000) await write(rows.slice(at, at + 1000))
}

/** Rows of ten seconds and longer, an hour at a time. */
async function writeCoarse(store: Store, series: SeriesId[], to: number): Promise<void> {
  for (let hour = 0; hour < to; hour += 3600) {
    const rows: Bucket[] = []
    for (let second = hour; second < hour + 3600; second += TEN) rows.push(...closeTen(series, second))
    let finer = rows
    for (const resolution of RESOLUTIONS.slice(2)) {
      const startOf = (row: Bucket) => row.startSecond - (row.startSecond % resolution)
      const groups = Map.groupBy(finer, (row) => `${seriesKey(row.series)} ${startOf(row)}`)
      finer = [...groups.values()].map((own) => rollUp(own, resolution, startOf(own[0] as Bucket)))
      rows.push(...finer)
    }
    await store(rows)
  }
}

function closeTen(series: SeriesId[], second: number): Bucket[] {
  const measured = measure(series, second, TEN)
  const closed = new Rollup().close(second, measured).filter((row) => row.resolution === 1)
  for (const row of measured) resetRow(row)
  return closed.map((row) => ({ ...row, resolution: TEN }))
}

async function writeFine(store: Store, series: SeriesId[], from: number, to: number): Promise<void> {
  const rollup = new Rollup()
  for (let minute = from; minute < to; minute += 60) {
    const closed = Array.from({ length: 60 }, (_, n) => {
      const measured = measure(series, minute + n, 1)
      const rows = rollup.close(minute + n, measured)
      for (const row of measured) resetRow(row)
      return rows
    })
    await store(closed.flat())
  }
  await store(rollup.flush())
}

/** What every operation did in some seconds, and all of them together. */
function measure(series: SeriesId[], second: number, seconds: number): SecondRow[] {
  const all = emptyRow(ALL_OPERATIONS)
  const rows = series.map((one, index) => {
    const row = emptyRow(one)
    fill(row, index, second, Math.ceil(seconds * (PER_SECOND + 4 * Math.sin(second / 13_000))))
    addRow(all, row)
    return row
  })
  return [all, ...rows]
}

/** Log-normal, another median for each operation; in a stall the wait comes before the sending. */
function fill(row: SecondRow, index: number, second: number, attempts: number): void {
  const stalledMicros = second % STALL_EVERY < 20 ? 400_000 : 0
  for (let n = 0; n < attempts; n++) {
    const normal = Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random())
    const service = Math.round((4_000 + 2_000 * index) * Math.exp(0.5 * normal))
    const response = service + Math.round(stalledMicros * Math.random())
    const isFailed = Math.random() < 0.002
    row.counts.bytesIn += 900
    if (isFailed) row.failedResponse.record(response)
    else {
      row.okResponse.record(response)
      row.okService.record(service)
      row.counts.okResponseSumMicros += response
      row.counts.okServiceSumMicros += service
      row.maxMicros = Math.max(row.maxMicros, response)
    }
    row.counts[isFailed ? 'failed' : 'ok']++
  }
  const { ok, failed } = row.counts
  Object.assign(row.counts, { offered: attempts, sent: attempts, checksPassed: ok, checksFailed: failed })
  row.counts.status = failed > 0 ? { '2xx': ok, '5xx': failed } : { '2xx': ok }
  row.counts.errors = failed > 0 ? { 'http-5xx': failed } : {}
}

async function writeRest(db: Db, runId: string, series: SeriesId[], seconds: number): Promise<void> {
  const owner = { runId, shardIndex: 0, epoch: 1 }
  for (let at = 0; at < seconds; at += 3600) {
    const hour = Array.from({ length: Math.min(3600, seconds - at) }, (_, n) => ({
      ...healthySecond(at + n),
      ...owner,
    }))
    await inSlices(hour, (data) => db.generatorSecond.createMany({ data }))
    const samples = series.flatMap(({ key }) => samplesOf(runId, key, at))
    await inSlices(samples, (data) => db.exchangeSample.createMany({ data }))
  }
  const events = Array.from({ length: 200 }, (_, n) => ({
    runId,
    offsetMs: n * 400_000,
    kind: 'note',
    actor: 'Tester',
  }))
  await db.runEvent.createMany({ data: events.map((one, n) => ({ ...one, text: `Note ${n}` })) })
}

/** As many as are kept of an hour: ten slowest and some failed ones a minute. */
function samplesOf(runId: string, operation: string, from: number) {
  const message = {
    headers: [['content-type', 'application/json']],
    body: '{"name":"Thing"}'.repeat(20),
    bodyBytes: 320,
  }
  const exchange = {
    problem: null,
    request: { ...message, method: 'GET', url: 'http://shop/things' },
    response: message,
  }
  return Array.from({ length: 60 * (SAMPLES_PER_MINUTE + 2) }, (_, n) => {
    const isFailed = n % 6 === 0
    const kind = isFailed ? { kind: 'failed', errorClass: 'http-5xx', status: 503 } : { kind: 'slowest', status: 200 }
    const atMs = from * 1000 + Math.floor((n / 12) * 60_000)
    return { runId, shardIndex: 0, atMs, operation, ...kind, responseMicros: 1e5 * (1 + Math.random()), exchange }
  })
}
