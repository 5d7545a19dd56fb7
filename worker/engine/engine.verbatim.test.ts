import { afterEach, expect, it, vi } from 'vitest'
import type { CompiledOperation } from '#lib/plans/compiled.ts'
import { hold, load, operation, planOf } from './plan-fixture.ts'
import { runPlan, serveRaw, type TestServer } from './run-fixture.ts'

// Each run starts threads of its own, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 20_000 })

let server: TestServer | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

/** Answers `status` to whatever comes, and keeps the bytes of each connection. */
async function listening(status = 404): Promise<() => string[]> {
  const got: Buffer[] = []
  server = await serveRaw((socket) => {
    socket.on('data', (bytes) => {
      got.push(bytes)
      socket.write(`HTTP/1.1 ${status} Whatever\r\ncontent-length: 0\r\n\r\n`)
    })
  })
  return () => got.map((bytes) => bytes.toString())
}

async function send(part: Partial<CompiledOperation>, expected: number[] = []) {
  const plan = planOf(
    server!.url,
    [operation('odd', { verbatim: true, ...part })],
    load('users', hold(1000, 1), { iterations: 3 }),
    {},
    { expectFailures: [{ operation: 'odd', status: expected }] },
  )
  return runPlan(plan, { secrets: { KEY: 's3cret' } })
}

const RUN = '00000000-0000-7000-8000-000000000001'

it('what is hostile goes out as it is written, with the fields no server does without', async () => {
  const got = await listening(404)
  const { counts } = await send(
    {
      method: 'GE T',
      path: '/../../etc/pass wd%zz?id=<script>&n={{ iteration }}',
      headers: { 'X-Odd ': ' {{ secret.KEY }}\t', Host: 'elsewhere' },
    },
    [400, 404],
  )
  expect(counts('odd')).toMatchObject({ sent: 3, ok: 3, failed: 0 })
  expect(got()).toHaveLength(3)
  for (const [i, text] of got().entries()) {
    expect(text).toBe(
      `GE T /../../etc/pass wd%zz?id=<script>&n=${i} HTTP/1.1\r\nuser-agent: ${/user-agent: (.*)\r/.exec(text)![1]}\r\nx-headroom-run: ${RUN}\r\nX-Odd :  s3cret\t\r\nHost: elsewhere\r\n\r\n`,
    )
  }
  expect(counts('odd').bytesOut).toBe(got().reduce((sum, text) => sum + Buffer.byteLength(text), 0))
})

it('an answer that the scenario does not expect fails a hostile request', async () => {
  await listening(500)
  const { counts } = await send({ path: '/%00' }, [400, 404])
  expect(counts('odd')).toMatchObject({ ok: 0, failed: 3, errors: { 'http-5xx': 3 } })
})

it('a body gets its length unless that is written, too', async () => {
  const got = await listening(400)
  await send({ method: 'POST', path: '/a', body: { kind: 'text', template: 'zwölf\n{{ user }}' } })
  expect(got()[0]).toMatch(/content-length: 8\r\n\r\nzwölf\n0$/)
  got().length = 0
  const lying = await listening(400)
  await send({
    method: 'POST',
    path: '/a',
    headers: { 'Content-Length': '1' },
    body: { kind: 'text', template: 'abc' },
  })
  expect(lying()[0]!.match(/content-length/gi)).toHaveLength(1)
  expect(lying()[0]).toMatch(/Content-Length: 1\r\n\r\nabc$/)
})

it('a body without a path is the whole request, its lines ended as HTTP wants them', async () => {
  const got = await listening(400)
  await send({
    path: '',
    body: { kind: 'text', template: 'BREW /pot-{{ iteration }} HTCPCP/1.0\nhost: x\nno colon here\n' },
  })
  expect(got()).toEqual([0, 1, 2].map((i) => `BREW /pot-${i} HTCPCP/1.0\r\nhost: x\r\nno colon here\r\n\r\n`))
})
