import { type AddressInfo, createServer } from 'node:net'
import { TLSSocket } from 'node:tls'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CompiledMonitor } from '#lib/plans/compiled.ts'
import { hold, inputOf, load, planOf } from '#worker/engine/plan-fixture.ts'
import { TEST_CERTIFICATE, TEST_KEY } from '#worker/engine/tls-fixture.ts'
import { Watch } from './watch.ts'

/** What Postgres answers a user it does not know: its length, then fields that end in a zero. */
const FIELDS = Buffer.from('SFATAL\0C28000\0Mno such user\0\0')
const REFUSED = Buffer.concat([Buffer.from('E'), Buffer.alloc(4), FIELDS])
REFUSED.writeInt32BE(4 + FIELDS.length, 1)

/** Agrees on TLS as Postgres does, and refuses every user. */
const server = createServer((socket) => {
  socket.once('data', () => {
    socket.write('S')
    const secured = new TLSSocket(socket, { isServer: true, key: TEST_KEY, cert: TEST_CERTIFICATE })
    secured.on('error', () => {})
    secured.once('data', () => secured.end(REFUSED))
  })
  socket.on('error', () => {})
})
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
afterAll(() => void server.close())

async function whyNothingFrom(host: string, baseUrl = 'https://target.test', ca: string | null = TEST_CERTIFICATE) {
  const { port } = server.address() as AddressInfo
  const metric = { key: 'used', label: 'Used', role: null, unit: null, kind: 'gauge' as const, counts: [], balance: [] }
  const monitor: CompiledMonitor = {
    ...{ key: 'db', name: 'Database', kind: 'postgres', headers: {}, intervalMs: 10_000 },
    url: `postgres://me@${host}:${port}/orders?sslmode=require`,
    metrics: [{ ...metric, take: 'connections_used' }],
  }
  const plan = planOf(baseUrl, [], load('users', hold(1000, 1)))
  plan.environments[0]!.tls = { rejectUnauthorized: true, serverName: 'other.test', ca }
  const watch = new Watch(monitor, inputOf(plan))
  const { taken } = await watch.read()
  watch.close()
  const used = taken.get('used')
  return used?.ok ? used.value : used?.why
}

it('a database is asked for by its own name or address, and trusted by the authority of the environment', async () => {
  expect(await whyNothingFrom('localhost')).toBe('The database refused the user.')
  expect(await whyNothingFrom('127.0.0.1')).toBe('The database refused the user.')
})

it('one that is the target is asked for by the name the environment states; a certificate nobody vouches for is refused', async () => {
  expect(await whyNothingFrom('localhost', 'https://localhost')).toBe('TLS could not be agreed on with the database.')
  expect(await whyNothingFrom('localhost', 'https://target.test', null)).toBe(
    'TLS could not be agreed on with the database.',
  )
})
