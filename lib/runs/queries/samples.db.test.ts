import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Ctx } from '#lib/access/actor.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { claimShard } from '../commands/lease.ts'
import { recordMeasurements } from '../commands/record.ts'
import type { Lease } from '../lease.ts'
import type { Sample } from '../sample.ts'
import { makeRun } from '../testing.ts'
import { listSamples } from './samples.ts'

const database = useTestDatabase()
const ctx = (): Ctx => ({ actor: { kind: 'system', name: 'Tester' }, db: database.db, now: new Date() })

const failed = (atMs: number, over: Partial<Sample> = {}): Sample => ({
  ...{ atMs, operation: 'order', kind: 'failed', errorClass: 'http-5xx', problem: 'answered with 503', status: 503 },
  responseMicros: 1500 + atMs,
  request: {
    method: 'POST',
    url: 'http://shop/orders',
    headers: [['authorization', '•••']],
    body: '{"n":1}',
    bodyBytes: 7,
  },
  response: { headers: [], body: 'busy', bodyBytes: 4 },
  ...over,
})
const slow = (atMs: number, responseMicros: number) =>
  failed(atMs, { kind: 'slowest', errorClass: null, problem: null, status: 200, responseMicros })

test('samples are stored once, however often they are written, and read by operation, class and time', async () => {
  const { db } = database
  const { id } = await makeRun(db)
  const lease = (await db.$transaction((tx) => claimShard(tx, randomUUID()))) as Lease
  const samples = [
    failed(1_000.4),
    failed(2_000),
    failed(3_000, { errorClass: 'timeout', status: 0, response: null }),
    failed(61_000, { operation: 'browse' }),
    slow(5_000, 90_000),
    slow(4_000, 250_000),
    slow(6_000, 120_000),
  ]
  const recording = { buckets: [], generator: [], samples }
  await recordMeasurements(db, lease, new Map(), recording)
  await recordMeasurements(db, lease, new Map(), recording)
  expect(await db.exchangeSample.count({ where: { runId: id } })).toBe(samples.length)

  const times = async (query: object) => (await listSamples(ctx(), { id, ...query })).items.map((one) => one.atMs)
  expect(await times({ kind: 'failed', class: 'http-5xx', operation: 'order' })).toEqual([2_000, 1_000])
  expect(await times({ kind: 'failed', from: 2_000, to: 61_000 })).toEqual([3_000, 2_000])
  expect(await times({ kind: 'failed', shard: 0, from: 3_000 })).toEqual([61_000, 3_000])
  await expect(times({ shard: 1 })).rejects.toMatchObject({ code: 'invalid_input' })
  const first = await listSamples(ctx(), { id, kind: 'slowest', limit: 2 })
  expect(first.items.map((one) => one.responseMs)).toEqual([250, 120])
  const second = await listSamples(ctx(), { id, kind: 'slowest', limit: 2, cursor: first.nextCursor })
  expect(second).toEqual({ items: [expect.objectContaining({ responseMs: 90 })] })
  const [one] = (await listSamples(ctx(), { id, class: 'timeout' })).items
  expect(one).toEqual({
    ...{ id: expect.any(String), shard: 0, atMs: 3_000, operation: 'order', kind: 'failed', errorClass: 'timeout' },
    ...{ problem: 'answered with 503', status: 0, responseMs: 4.5, response: null, request: failed(0).request },
  })
})
