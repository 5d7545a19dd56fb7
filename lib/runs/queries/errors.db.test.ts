import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import type { Ctx } from '#lib/access/actor.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { ALL_OPERATIONS, type Bucket, type ErrorClass, type SeriesId } from '../bucket.ts'
import { claimShard } from '../commands/lease.ts'
import { recordMeasurements } from '../commands/record.ts'
import type { Lease } from '../lease.ts'
import { Rollup, type SecondRow } from '../rollup.ts'
import type { Sample } from '../sample.ts'
import { makeRun, secondOf } from '../testing.ts'
import { getErrors } from './errors.ts'

const database = useTestDatabase()
const ctx = (): Ctx => ({ actor: { kind: 'system', name: 'Tester' }, db: database.db, now: new Date() })

const SECONDS = 200
const [order, list]: [SeriesId, SeriesId] = [
  { kind: 'operation', key: 'create-order', payload: '' },
  { kind: 'operation', key: 'list-orders', payload: '' },
]
/** Of a hundred attempts a second; resets come only in a part of the run. */
const failuresAt = (second: number): Partial<Record<ErrorClass, number>> => ({
  'http-5xx': 3,
  timeout: 1,
  ...(second >= 37 && second <= 141 ? { reset: 1 } : {}),
})
let runId = ''

function failing(series: SeriesId, second: number): SecondRow {
  const errors = failuresAt(second)
  const failed = Object.values(errors).reduce((sum, one) => sum + one, 0)
  const row = secondOf(series, new Array(100 - failed).fill(2_000), new Array(failed).fill(9_000))
  Object.assign(row.counts, { errors, status: { '2xx': 100 - failed, '5xx': 3 } })
  return row
}

const sampleAt = (atMs: number, errorClass: ErrorClass, status: number, problem: string): Sample => ({
  ...{ atMs, operation: 'create-order', kind: 'failed', errorClass, problem, status, responseMicros: 9_000 },
  request: { method: 'POST', url: 'http://shop/orders', headers: [['authorization', '•••']], body: '', bodyBytes: 0 },
  response: null,
})

beforeAll(async () => {
  const { db } = database
  runId = (await makeRun(db)).id
  const lease = (await db.$transaction((tx) => claimShard(tx, randomUUID()))) as Lease
  const rollup = new Rollup()
  const buckets: Bucket[] = []
  for (let second = 0; second < SECONDS; second++) {
    const quiet = secondOf(list, [1_000, 1_000])
    buckets.push(...rollup.close(second, [failing(ALL_OPERATIONS, second), failing(order, second), quiet]))
  }
  const samples = [
    sampleAt(1_000, 'http-5xx', 503, 'answered with 503'),
    sampleAt(2_000, 'http-5xx', 503, 'answered with 503'),
    sampleAt(2_500, 'http-5xx', 500, 'answered with 500'),
    sampleAt(3_000, 'timeout', 0, 'no answer within 5 s'),
  ]
  await recordMeasurements(db, lease, new Map(), { buckets: [...buckets, ...rollup.flush()], generator: [], samples })
})

test('failures are counted exactly by operation and class, with the first and last second of each', async () => {
  const { items, statuses } = await getErrors(ctx(), { id: runId })
  expect(items).toEqual([
    {
      ...{ operation: 'create-order', class: 'http-5xx', count: 600, firstMs: 0, lastMs: 199_000 },
      statuses: [
        { status: 503, samples: 2 },
        { status: 500, samples: 1 },
      ],
    },
    {
      ...{ operation: 'create-order', class: 'timeout', count: 200, firstMs: 0, lastMs: 199_000 },
      statuses: [{ status: 0, samples: 1 }],
    },
    { operation: 'create-order', class: 'reset', count: 105, firstMs: 37_000, lastMs: 141_000, statuses: [] },
  ])
  expect(statuses).toContainEqual({ operation: 'create-order', status: '5xx', count: 600 })
})

test('a window, an operation and the columns over time tell the same failures', async () => {
  const view = await getErrors(ctx(), { id: runId, from: 130_000, to: 160_000 })
  expect(view.items.map((one) => [one.class, one.count, one.firstMs, one.lastMs])).toEqual([
    ['http-5xx', 90, 130_000, 159_000],
    ['timeout', 30, 130_000, 159_000],
    ['reset', 12, 130_000, 141_000],
  ])
  const resets = view.overTime.columns.map(({ counts }) => counts.reset ?? 0)
  expect(resets.reduce((sum, one) => sum + one, 0)).toBe(12)
  expect(view.overTime.columns).toHaveLength(30)
  const healthy = await getErrors(ctx(), { id: runId, operation: 'list-orders' })
  expect(healthy).toMatchObject({ items: [], groups: [] })
  expect(healthy.overTime.columns.every(({ counts }) => Object.keys(counts).length === 0)).toBe(true)
})

test('exchanges that failed alike stand together, the newest named', async () => {
  const { groups } = await getErrors(ctx(), { id: runId })
  expect(groups.map(({ problem, samples, firstMs, lastMs }) => [problem, samples, firstMs, lastMs])).toEqual([
    ['answered with 503', 2, 1_000, 2_000],
    ['no answer within 5 s', 1, 3_000, 3_000],
    ['answered with 500', 1, 2_500, 2_500],
  ])
  const newest = await database.db.exchangeSample.findUniqueOrThrow({ where: { id: groups[0]?.sampleId ?? '' } })
  expect(newest.atMs).toBe(2_000)
})
