import { describe, expect, test } from 'vitest'
import type { Ctx } from '#lib/access/actor.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { ALL_OPERATIONS, type SeriesId } from '../bucket.ts'
import { LatencyHistogram } from '../histogram.ts'
import { Rollup, type SecondRow } from '../rollup.ts'
import { healthySecond, makeRun, secondOf, storeRows } from '../testing.ts'
import { getSeries } from './live-series.ts'
import { LiveTally } from './live-tally.ts'
import { listOutlines } from './outlines.ts'
import { listGeneratorPoints, listPoints, listSparklines } from './series.ts'
import { getSummary } from './summary.ts'
import { findMeasuredSeconds, listWindowRows } from './window-rows.ts'

const database = useTestDatabase()
const ctx = (): Ctx => ({ actor: { kind: 'system', name: 'Tester' }, db: database.db, now: new Date() })
const [BROWSE, ORDER]: [SeriesId, SeriesId] = [
  { kind: 'operation', key: 'browse', payload: '' },
  { kind: 'operation', key: 'order', payload: '' },
]

/** Attempts of one shard and second: the two shards are as different as can be. */
const attempts = (shard: number, second: number) =>
  Array.from({ length: 5 + (second % 4) }, (_, i) => (shard === 0 ? 1_000 : 80_000) + 37 * i + 11 * second)

function rowsOf(shard: number, seconds: number, keep = () => true as boolean) {
  const rollup = new Rollup()
  const rows = Array.from({ length: seconds }, (_, second) => {
    const values = attempts(shard, second)
    const half = Math.ceil(values.length / 2)
    const of = (series: SeriesId, micros: number[]): SecondRow => secondOf(series, micros, second === 3 ? [9_000] : [])
    return rollup.close(second, [
      of(BROWSE, values.slice(0, half)),
      of(ORDER, values.slice(half)),
      of(ALL_OPERATIONS, values),
    ])
  })
  return [...rows.flat(), ...(keep() ? rollup.flush() : [])]
}

async function runOfTwo(seconds: number, run: Parameters<typeof makeRun>[1] = {}) {
  const { db } = database
  const { id } = await makeRun(db, { startedAt: new Date(0), ...run })
  for (const [shardIndex, location] of ['eu', 'us'].entries()) {
    const generator = Array.from({ length: seconds }, (_, second) => ({
      ...healthySecond(second),
      users: 10,
      inFlight: 4 + shardIndex,
    }))
    await storeRows(db, { runId: id, shardIndex, location }, rowsOf(shardIndex, seconds), generator)
  }
  return { id, finestFrom: 0 }
}

/** One histogram over all samples of both shards. */
function truth(shards: number[], from: number, to: number) {
  const all = new LatencyHistogram()
  for (const shard of shards)
    for (let second = from; second < to; second++) for (const micros of attempts(shard, second)) all.record(micros)
  return all
}

describe('a run of two workers', () => {
  test('draws percentiles of all samples together, adds counts and users, at every resolution', async () => {
    const run = await runOfTwo(130)
    for (const points of [600, 40, 10]) {
      const { points: drawn } = await listPoints(database.db, run, { fromSecond: 0, toSecond: 130, points })
      expect(drawn.reduce((seconds, point) => seconds + point.seconds, 0)).toBe(130)
      for (const point of drawn) {
        const all = truth([0, 1], point.second, point.second + point.seconds)
        expect(point.okPerSecond * point.seconds).toBeCloseTo(all.count)
        expect(point.p50Ms).toBe((all.quantile(0.5) ?? 0) / 1000)
        expect(point.p95Ms! * 1000).toBeLessThanOrEqual(all.quantile(0.95)!)
        expect(point.p95Ms! / ((all.quantile(0.95) ?? 0) / 1000)).toBeCloseTo(1, 2)
        expect(point).toMatchObject({ users: 20, inFlight: 9 })
      }
    }
    const generators = await listGeneratorPoints(database.db, run.id, { fromSecond: 0, toSecond: 2 })
    expect(generators.map((one) => [one.second, one.shard, one.users])).toEqual([
      [0, 0, 10],
      [0, 1, 10],
      [1, 0, 10],
      [1, 1, 10],
    ])
    const sparklines = await listSparklines(database.db, run.id, { fromSecond: 0, toSecond: 130 })
    expect(sparklines['*']).toHaveLength(13)
    expect((sparklines['*'] ?? [])[0]! / (truth([0, 1], 0, 10).quantile(0.95)! / 1000)).toBeCloseTo(1, 2)
  })

  test('sums up to the same as one histogram over all samples, whole or filtered by worker and location', async () => {
    const run = await runOfTwo(130, { state: 'ended', endedAt: new Date(130_000) })
    const whole = await getSummary(ctx(), { id: run.id, from: 7_000, to: 124_000 })
    const all = truth([0, 1], 7, 124)
    expect(whole).toMatchObject({ from: 7_000, to: 124_000, totals: { ok: all.count } })
    expect(whole.totals.responseTimeMs.p99).toBe(all.quantile(0.99)! / 1000)
    const eu = await getSummary(ctx(), { id: run.id, location: 'eu' })
    expect(eu.totals).toMatchObject({ ok: truth([0], 0, 130).count, failed: 1 })
    expect(eu.totals.responseTimeMs.max).toBeLessThan(10)
    const second = await getSeries(ctx(), { id: run.id, shard: 1, points: 10 })
    expect(second.points.map((point) => point.p50Ms! > 70)).not.toContain(false)
    expect(second.points.every((point) => point.users === 10)).toBe(true)
    await expect(getSummary(ctx(), { id: run.id, location: 'asia' })).rejects.toMatchObject({
      code: 'invalid_input',
      message: 'This run has no location "asia"; it has eu, us. Example: ?location=eu',
    })
  })

  test('is not told twice or too little where one worker died before its coarse rows were made', async () => {
    const { db } = database
    const { id } = await makeRun(db, { state: 'ended', startedAt: new Date(0), endedAt: new Date(100_000) })
    await storeRows(db, { runId: id, shardIndex: 0 }, rowsOf(0, 100))
    await storeRows(
      db,
      { runId: id, shardIndex: 1 },
      rowsOf(1, 57, () => false),
    )
    const { totals } = await getSummary(ctx(), { id })
    expect(totals.ok).toBe(truth([0], 0, 100).count + truth([1], 0, 57).count)
  })

  test('tells live only seconds that both have stored, and adds those of a late worker when they come', async () => {
    const { db } = database
    const { id } = await makeRun(db, { state: 'running', startedAt: new Date(0) })
    const rows = [rowsOf(0, 30, () => false), rowsOf(1, 30, () => false)]
    const store = (shardIndex: number, from: number, to: number) =>
      storeRows(
        db,
        { runId: id, shardIndex },
        rows[shardIndex]!.filter((row) => row.startSecond >= from && row.startSecond < to && row.resolution === 1),
      )
    await store(0, 0, 12)
    await store(1, 0, 10)
    expect(await findMeasuredSeconds(db, id, true)).toBe(10)
    expect(await findMeasuredSeconds(db, id)).toBe(12)
    const live = new LiveTally()
    const run = { id, state: 'running' }
    expect(await live.advance(db, run)).toBe(10)
    await store(0, 12, 25)
    expect(await live.advance(db, run)).toBe(10)
    expect(live.tally.total.counts.ok).toBe(truth([0], 0, 25).count + truth([1], 0, 10).count)
    await store(0, 25, 26)
    await store(1, 10, 26)
    expect(await live.advance(db, run)).toBe(10)
    expect(live.measured).toBe(26)
    expect(live.tally.total.counts.ok).toBe(truth([0, 1], 0, 26).count)
  })
})

test('rows found from an outline are those that are found without, of several runs at once', async () => {
  const { db } = database
  const runs = await Promise.all(
    [610, 70].map(async (seconds) => {
      const endedAt = new Date(seconds * 1000)
      const { id } = await makeRun(db, { state: 'ended', startedAt: new Date(0), endedAt })
      await storeRows(db, { runId: id, shardIndex: 0 }, rowsOf(0, seconds))
      return { id, seconds }
    }),
  )
  const outlines = await listOutlines(
    db,
    runs.map(({ id }) => id),
  )
  for (const { id, seconds } of runs) {
    const outline = outlines.get(id)
    expect(outline?.measuredSeconds).toBe(seconds)
    const window = { fromSecond: 0, toSecond: seconds }
    const read = (known?: typeof outline) => listWindowRows(db, id, window, { cuts: [30, 45], outline: known })
    const places = (rows: Awaited<ReturnType<typeof read>>) =>
      rows.map(({ series, resolution, startSecond, ok }) => `${series.key} ${resolution} ${startSecond} ${ok}`).sort()
    expect(places(await read(outline))).toEqual(places(await read()))
  }
})
