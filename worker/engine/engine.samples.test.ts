import { afterEach, expect, it, vi } from 'vitest'
import type { CompiledMetric, Extraction } from '#lib/plans/compiled.ts'
import { type Sample, sampleSchema } from '#lib/runs/sample.ts'
import { hold, load, operation, planOf } from './plan-fixture.ts'
import { runPlan, serve, type TestServer } from './run-fixture.ts'

// Each run starts threads of its own, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 20_000 })

let server: TestServer | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

const text = (sample: unknown) => JSON.stringify(sample)

it('the failed and the slowest are kept with what was sent and answered, and no secret in them', async () => {
  let requests = 0
  server = await serve((request, response) => {
    const nth = ++requests
    response.setHeader('set-cookie', 'session=c00kie')
    if (request.url!.startsWith('/login'))
      return response.end('{"accessToken":"t0ken","password":"hunter2","user":"ada"}')
    if (request.url!.startsWith('/broken')) return response.writeHead(500).end(`${'x'.repeat(5000)}the end`)
    if (request.url!.startsWith('/picky')) return response.end('{"state":"odd","echo":"p@ss/word"}')
    setTimeout(() => response.end('fine'), nth % 40 === 0 ? 60 : 0)
  })
  const operations = [
    operation('login', {
      method: 'POST',
      body: { kind: 'json', template: '{"user":"ada","password":"hunter2"}' },
      extract: { accessToken: { from: 'body', path: '$.accessToken' } },
    }),
    operation('broken', { path: '/broken?key={{ secret.KEY }}&t={{ accessToken }}' }),
    operation('picky', {
      headers: { authorization: 'Bearer {{ accessToken }}', 'x-note': 'with {{ accessToken }}' },
      checks: [
        {
          text: 'body $.state = fine',
          subject: { kind: 'body', path: '$.state' },
          test: { kind: 'compare', comparator: '=', value: 'fine' },
        },
      ],
    }),
    operation('steady'),
  ]
  const flows = [
    { key: 'a', name: 'A', steps: [{ operation: 'login' }, { operation: 'broken' }] },
    { key: 'b', name: 'B', steps: [{ operation: 'login' }, { operation: 'picky' }] },
  ]
  const plan = planOf(
    server.url,
    operations,
    load('rate', hold(1000, 300)),
    { flows },
    {
      mix: [
        { kind: 'flow', key: 'a', weight: 1 },
        { kind: 'flow', key: 'b', weight: 1 },
        { kind: 'operation', key: 'steady', weight: 4 },
      ],
    },
  )
  const { samples, counts } = await runPlan(plan, { secrets: { KEY: 'p@ss/word' }, threads: 2 })
  for (const sample of samples) expect(sampleSchema.parse(sample)).toEqual(sample)
  const of = (operation: string, kind: Sample['kind']) =>
    samples.filter((one) => one.operation === operation && one.kind === kind)
  expect(counts('broken').failed).toBeGreaterThan(40)
  expect(of('broken', 'failed')).toHaveLength(10)
  expect(of('picky', 'failed')).toHaveLength(10)
  expect(of('steady', 'slowest')).toHaveLength(10)
  expect(of('steady', 'failed')).toEqual([])

  const [broken] = of('broken', 'failed')
  expect(broken).toMatchObject({
    errorClass: 'http-5xx',
    status: 500,
    problem: 'Answered 500.',
    request: { method: 'GET', url: `${server.url}/broken?key=•••&t=•••`, body: '', bodyBytes: 0 },
    response: { body: 'x'.repeat(4096), bodyBytes: 5007 },
  })
  const [picky] = of('picky', 'failed')
  expect(picky).toMatchObject({
    errorClass: 'check',
    problem: 'Answered 200; the check "body $.state = fine" does not hold.',
    response: { body: '{"state":"odd","echo":"•••"}' },
  })
  expect(Object.fromEntries(picky!.request.headers)).toMatchObject({ authorization: '•••', 'x-note': 'with •••' })
  const [login] = of('login', 'slowest')
  expect(login!.request.body).toBe('{"user":"ada","password":"•••"}')
  expect(login!.response!.body).toBe('{"accessToken":"•••","password":"•••","user":"ada"}')
  expect(Object.fromEntries(login!.response!.headers)['set-cookie']).toBe('•••')
  for (const secret of ['t0ken', 'hunter2', 'c00kie', 'p@ss', 'p%40ss']) expect(text(samples)).not.toContain(secret)

  // The slowest are the slowest: as many as were held up, in order.
  const slow = of('steady', 'slowest').map(({ responseMicros }) => responseMicros)
  expect(slow).toEqual(slow.toSorted((a, b) => b - a))
  expect(slow[2]).toBeGreaterThanOrEqual(50_000)
})

it('what could not be sent, or had no answer, is kept with the reason', async () => {
  server = await serve((request) => void (request.url === '/cut' ? request.socket.destroy() : null))
  const plan = planOf(
    server.url,
    [
      operation('cut'),
      operation('slow', { timeoutMs: 100 }),
      operation('asked', { path: '/{{ later }}' }),
      operation('later', { timeoutMs: 50, extract: { later: { from: 'header', name: 'x-none' } } }),
    ],
    load('rate', hold(500, 40)),
  )
  const { samples } = await runPlan(plan)
  const problemOf = (key: string) => samples.find(({ operation }) => operation === key)!
  expect(problemOf('cut')).toMatchObject({ status: 0, response: null, request: { url: `${server.url}/cut` } })
  expect(problemOf('cut').problem).toMatch(/\w+/)
  expect(problemOf('slow')).toMatchObject({ errorClass: 'timeout', response: null })
  expect(problemOf('slow').problem).toMatch(/100 ms/)
  expect(problemOf('asked')).toMatchObject({ errorClass: 'check', status: 0 })
  expect(problemOf('asked').problem).toMatch(/\{\{ later \}\} has no value/)
})

const metric = (key: string, kind: CompiledMetric['kind'], take: Extraction): CompiledMetric => ({
  key,
  label: key,
  kind,
  unit: null,
  take,
})

it('custom metrics are series of their own, and conflicts are counted whether or not they are expected', async () => {
  let nth = 0
  server = await serve((_request, response) => {
    nth++
    response.setHeader('server-timing', `app;dur=${nth % 10}.5`)
    response.setHeader('x-cache', nth % 4 === 0 ? 'HIT from edge' : 'MISS')
    response.writeHead(nth % 5 === 0 ? 409 : 200).end(nth % 2 === 0 ? '{"rows":3}' : '{}')
  })
  const metrics = [
    metric('server-time', 'trend', { from: 'pattern', pattern: 'x' }),
    metric('cached', 'rate', { from: 'header', name: 'X-Cache' }),
    metric('rows', 'counter', { from: 'body', path: '$.rows' }),
  ]
  metrics[0]!.take = { from: 'header', name: 'server-timing' }
  const plan = planOf(
    server.url,
    [operation('write', { metrics }), operation('other', { metrics: [metrics[1]!] })],
    load('rate', hold(500, 200)),
    {},
    {
      mix: [
        { kind: 'operation', key: 'write', weight: 1 },
        { kind: 'operation', key: 'other', weight: 1 },
      ],
      expectFailures: [{ operation: 'other', status: [409] }],
    },
  )
  const { counts, window } = await runPlan(plan)
  expect(counts('write').conflicts + counts('other').conflicts).toBe(20)
  expect(counts('write')).toMatchObject({
    failed: counts('write').conflicts,
    errors: { 'http-4xx': counts('write').conflicts },
  })
  expect(counts('other').failed).toBe(0)
  expect(counts('server-time').ok).toBe(50)
  expect(window('server-time').okResponse.quantile(1)! / 1000).toBeCloseTo(9.5, 1)
  expect(counts('cached')).toMatchObject({ ok: 25, failed: 75 })
  expect(counts('rows').okResponseSumMicros).toBe(counts('rows').ok * 3000)
  expect(counts('rows').ok).toBeGreaterThan(0)
  expect(counts('*').offered).toBe(100)
})
