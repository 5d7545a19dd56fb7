import { beforeAll, expect, test } from 'vitest'
import type { Ctx } from '#lib/access/actor.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import type { CompiledPlan } from '#lib/plans/compiled.ts'
import { ALL_OPERATIONS, type Bucket, type SeriesId } from '../bucket.ts'
import { Rollup } from '../rollup.ts'
import { compiledDemo, makeRun, secondOf, storeRows } from '../testing.ts'
import { getLatency } from './latency.ts'
import { getSlices } from './slices.ts'
import { getSummary } from './summary.ts'

const database = useTestDatabase()
const ctx = (): Ctx => ({ actor: { kind: 'system', name: 'Tester' }, db: database.db, now: new Date() })

const SECONDS = 330
const [small, large]: [SeriesId, SeriesId] = [
  { kind: 'operation', key: 'browse', payload: 'small' },
  { kind: 'operation', key: 'create-order', payload: 'large' },
]
/** What was measured, by second: response times in µs. */
const measured = new Map<SeriesId, number[][]>()
let runId = ''

function planWithPayloads(): CompiledPlan {
  const plan = compiledDemo()
  const [first, second] = plan.operations as [CompiledPlan['operations'][0], CompiledPlan['operations'][0]]
  Object.assign(first, { key: small.key, payload: small.payload })
  Object.assign(second, { key: large.key, payload: large.payload })
  return plan
}

beforeAll(async () => {
  let seed = 7
  const random = () => {
    seed = (seed * 16_807) % 2_147_483_647
    return seed / 2_147_483_647
  }
  const timesOf = (scale: number) =>
    Array.from({ length: SECONDS }, () => Array.from({ length: 4 }, () => Math.ceil(scale * (1 - Math.log(random())))))
  measured.set(small, timesOf(2_000)).set(large, timesOf(40_000))
  const rows: Bucket[] = []
  const rollup = new Rollup()
  for (let second = 0; second < SECONDS; second++) {
    const [a, b] = [small, large].map((series) => measured.get(series)?.[second] ?? []) as [number[], number[]]
    rows.push(
      ...rollup.close(second, [
        secondOf(ALL_OPERATIONS, [...a, ...b], [9]),
        secondOf(small, a, [9]),
        secondOf(large, b),
      ]),
    )
  }
  const run = await makeRun(database.db, { state: 'ended' }, planWithPayloads())
  runId = run.id
  await storeRows(database.db, { runId }, [...rows, ...rollup.flush()])
})

const samples = (series: SeriesId[], from: number, to: number) =>
  series.flatMap((one) => measured.get(one)?.slice(from, to).flat() ?? []).toSorted((a, b) => a - b)

function expectEqual(shownMs: number | null, sorted: number[], quantile: number): void {
  const truth = sorted[Math.max(1, Math.ceil(quantile * sorted.length - 1e-9)) - 1]! / 1000
  expect(Math.abs((shownMs ?? Number.NaN) / truth - 1)).toBeLessThan(0.001)
}

test('percentiles of any window equal those of the raw samples, whichever are asked for', async () => {
  for (const [from, to] of [
    [0, SECONDS],
    [33, 113],
    [59, 307],
  ] as const) {
    const sorted = samples([small, large], from, to)
    const view = await getLatency(ctx(), { id: runId, from: from * 1000, to: to * 1000, percents: [66.6] })
    expect(view).toMatchObject({ from: from * 1000, to: to * 1000, operation: '*', count: sorted.length })
    for (const { percent, responseMs } of view.percentiles) expectEqual(responseMs, sorted, percent / 100)
    for (const { quantile, responseMs } of view.spectrum) expectEqual(responseMs, sorted, quantile)
    expect(view.percentiles.map((one) => one.percent)).toEqual(expect.arrayContaining([66, 66.6, 75, 80, 98]))
  }
})

test('the heat map and the distribution hold every attempt of the window once', async () => {
  const [from, to] = [23, 312]
  const view = await getLatency(ctx(), { id: runId, from: from * 1000, to: to * 1000 })
  const sum = (counts: number[]) => counts.reduce((total, one) => total + one, 0)
  expect(sum(view.distribution.ok)).toBe((to - from) * 8)
  expect(sum(view.distribution.failed)).toBe(to - from)
  expect(view.failedCount).toBe(to - from)
  expect(view.heat.columns.length).toBeLessThanOrEqual(120)
  for (const { seconds, counts } of view.heat.columns) expect(sum(counts)).toBe(seconds * 8)
  expect(sum(view.heat.columns.map((one) => one.seconds))).toBe(to - from)
})

test('the slices by operation, by payload class and by time add up to the whole', async () => {
  const whole = await getSummary(ctx(), { id: runId })
  const slices = [
    [{ operation: 'browse' }, { operation: 'create-order' }],
    [{ payload: 'small' }, { payload: 'large' }],
    [{ to: 47_000 }, { from: 47_000, to: 240_000 }, { from: 240_000 }],
  ]
  for (const parts of slices) {
    const summaries = await Promise.all(parts.map((part) => getSummary(ctx(), { id: runId, ...part })))
    const views = await Promise.all(parts.map((part) => getLatency(ctx(), { id: runId, ...part })))
    const sum = (count: (one: (typeof summaries)[0]['totals']) => number) =>
      summaries.reduce((total, { totals }) => total + count(totals), 0)
    expect(sum((one) => one.ok)).toBe(whole.totals.ok)
    expect(sum((one) => one.offered)).toBe(whole.totals.offered)
    expect(sum((one) => one.failed)).toBe(whole.totals.failed)
    expect(views.reduce((total, view) => total + view.count, 0)).toBe(whole.totals.ok)
  }
  const one = await getLatency(ctx(), { id: runId, operation: 'create-order', from: 10_000, to: 300_000 })
  const sorted = samples([large], 10, 300)
  for (const { quantile, responseMs } of one.spectrum) expectEqual(responseMs, sorted, quantile)
})

test('slices by operation, payload class, period and load add up to the window', async () => {
  const window = { id: runId, from: 3_000, to: 317_000 }
  const { totals } = await getSummary(ctx(), window)
  for (const by of ['operation', 'payload', 'period', 'load'] as const) {
    const { items } = await getSlices(ctx(), { ...window, by })
    const sum = (field: 'ok' | 'failed' | 'offered') => items.reduce((total, one) => total + one[field], 0)
    expect([by, sum('ok'), sum('failed'), sum('offered')]).toEqual([by, totals.ok, totals.failed, totals.offered])
  }
  const { items: periods } = await getSlices(ctx(), { ...window, by: 'period', operation: 'create-order' })
  expect(periods.slice(0, 2).map(({ label, ok }) => [label, ok])).toEqual([
    ['00:03 to 00:30', 27 * 4],
    ['00:30 to 01:00', 30 * 4],
  ])
  expectEqual(periods[1]?.p95Ms ?? null, samples([large], 30, 60), 0.95)
})

test('payload classes of the window stand beside each other', async () => {
  const { items } = await getSlices(ctx(), { id: runId, by: 'payload', from: 100_000, to: 200_000 })
  const rows = items.toSorted((a, b) => a.key.localeCompare(b.key))
  expect(rows.map(({ label, ok, errorRate }) => [label, ok, errorRate])).toEqual([
    ['large', 400, 0],
    ['small', 400, 0.2],
  ])
  expectEqual(rows[1]?.p95Ms ?? null, samples([small], 100, 200), 0.95)
  const { items: ofOne } = await getSlices(ctx(), { id: runId, by: 'payload', operation: 'create-order' })
  expect(ofOne.map(({ label, ok }) => [label, ok])).toEqual([['large', SECONDS * 4]])
})

test('a window in which nothing was measured is empty, and an unknown operation is refused', async () => {
  const empty = await getLatency(ctx(), { id: runId, from: 900_000 })
  expect(empty).toMatchObject({ count: 0, spectrum: [], heat: { columns: [] } })
  await expect(getLatency(ctx(), { id: runId, operation: 'nowhere' })).rejects.toMatchObject({
    code: 'invalid_input',
    message: expect.stringMatching(/no operation "nowhere"; it has browse/),
  })
})

test('a run whose rows change no more is summed up once for each part and window', async () => {
  const part = { id: runId, operation: 'browse', to: 50_000 }
  expect(await getSummary(ctx(), part)).not.toBe(await getSummary(ctx(), part))
  await database.db.run.update({ where: { id: runId }, data: { tidiedAt: new Date() } })
  const summary = await getSummary(ctx(), part)
  expect(await getSummary(ctx(), part)).toBe(summary)
  expect((await getSummary(ctx(), { ...part, to: 40_000 })).totals.ok).toBe(160)
})
