import { createServer } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { instancePolicy } from '#lib/access/target-policy.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { DEFAULT_TLS } from '#worker/engine/http/tls.ts'
import { Postgres } from './postgres.ts'

const database = useTestDatabase()
const open: Postgres[] = []
afterEach(() => {
  for (const one of open.splice(0)) one.close()
})

function probe(
  names: string[],
  queries: string[] = [],
  part: { url?: string; ports?: number[]; limitMs?: number } = {},
) {
  const url = new URL(part.url ?? database.url)
  const policy = instancePolicy(part.ports ?? [])
  const one = new Postgres({ url, policy, tls: DEFAULT_TLS, limitMs: part.limitMs ?? 5000, names, queries })
  open.push(one)
  return one
}

const read = async (one: Postgres) => {
  const { figures, problems } = await one.read(AbortSignal.timeout(10_000))
  return { value: (name: string) => figures.get(name)?.[0]?.value, problems: Object.fromEntries(problems ?? []) }
}

test('figures are read by name, without the connection they are read over', async () => {
  const { value } = await read(
    probe([
      'connections_used',
      'connections_max',
      'cache_hit_ratio',
      'commits',
      'database_size_bytes',
      'locks',
      'numbackends',
    ]),
  )
  expect(value('connections_max')).toBeGreaterThan(10)
  expect(value('connections_used')).toBeGreaterThanOrEqual(0)
  expect(value('connections_used')).toBeLessThan(value('connections_max')!)
  expect(value('cache_hit_ratio')).toBeGreaterThan(0)
  expect(value('cache_hit_ratio')).toBeLessThanOrEqual(1)
  expect(value('database_size_bytes')).toBeGreaterThan(1e6)
  expect(value('commits')).toBe(value('xact_commit'))
  expect(value('numbackends')).toBeGreaterThanOrEqual(1)
  expect(value('locks')).toBeGreaterThanOrEqual(0)
})

test('a query of the plan gives one number, and cannot write or go on for ever', async () => {
  const queries = {
    sum: 'SELECT sum(n) FROM generate_series(1, 4) AS n; ',
    with: 'WITH a AS (SELECT 7 AS n) SELECT n FROM a -- seven',
    rows: 'SELECT 1 UNION SELECT 2',
    none: 'SELECT 1 WHERE false',
    two: 'SELECT 1 AS a, 2 AS b',
    text: `SELECT 'x'`,
    writes: 'WITH a AS (DELETE FROM project RETURNING 1) SELECT count(*) FROM a',
    function: `SELECT set_config('transaction_read_only', 'off', true)`,
    several: 'SELECT 1; COMMIT; DROP TABLE project',
    escapes: 'SELECT 1) AS own; DROP TABLE project; --',
    slow: 'SELECT count(*) FROM pg_sleep(60)',
    last: 'SELECT 8',
  }
  const one = probe([], Object.values(queries), { limitMs: 400 })
  const { value, problems } = await read(one)
  expect([value(queries.sum), value(queries.with), value(queries.last)]).toEqual([10, 7, 8])
  const why = Object.fromEntries(Object.entries(queries).map(([name, query]) => [name, problems[query]]))
  expect(why).toMatchObject({
    rows: 'The query gives more than one row, and one is taken.',
    none: 'The query gives no row, and one is taken.',
    two: 'The query gives 2 columns, and one is taken.',
    text: 'The query gives no number.',
    slow: 'The query took too long.',
    several: expect.stringContaining('The database says: '),
    escapes: expect.stringContaining('The database says: '),
    writes: expect.stringContaining('The database says: '),
    function: expect.stringContaining('The database says: '),
  })
  expect(await database.db.project.count()).toBeGreaterThanOrEqual(0)
})

test('it goes through the same door as the load, tells no password, and gives up in time', async () => {
  const { port } = new URL(database.url)
  await expect(probe(['commits'], [], { ports: [Number(port)] }).read(AbortSignal.timeout(5000))).rejects.toThrow(
    `Port ${port} is Headroom's own`,
  )
  const wrong = new URL(database.url)
  wrong.password = 'not-the-password'
  await expect(probe(['commits'], [], { url: wrong.href }).read(AbortSignal.timeout(5000))).rejects.toThrow(
    'The database refused user or password.',
  )
  const silent = createServer(() => {}).listen(0, '127.0.0.1')
  await new Promise((resolve) => silent.once('listening', resolve))
  const url = `postgres://a@127.0.0.1:${(silent.address() as { port: number }).port}/x`
  await expect(probe(['commits'], [], { url }).read(AbortSignal.timeout(100))).rejects.toThrow('did not answer in time')
  silent.close()
  await expect(probe(['commits'], [], { url }).read(AbortSignal.timeout(5000))).rejects.toThrow(
    'refused the connection',
  )
})

test('a connection that was ended is opened anew at the next reading', async () => {
  const one = probe(['commits'])
  await read(one)
  await database.db.$executeRaw`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE application_name = 'headroom' AND datname = current_database()`
  await one.read(AbortSignal.timeout(5000)).catch(() => {})
  expect((await read(one)).value('commits')).toBeGreaterThan(0)
})
