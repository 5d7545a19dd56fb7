import { afterEach, expect, it, vi } from 'vitest'
import type { CompiledDataset } from '#lib/plans/compiled.ts'
import { Csv } from '#lib/plans/data/csv.ts'
import { hold, load, operation, planOf } from './plan-fixture.ts'
import { runPlan, serve, type TestServer } from './run-fixture.ts'

// Each run starts threads of its own, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 20_000 })

let server: TestServer | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

/** Remembers every request with its body. */
async function remembering() {
  const seen: { run: unknown; url: string; type: string; body: Buffer; length: number }[] = []
  server = await serve((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const body = Buffer.concat(parts)
      const { 'content-type': type = '', 'content-length': length } = request.headers
      seen.push({ run: request.headers['x-headroom-run'], url: request.url!, type, body, length: Number(length) })
      response.end('{}')
    })
  })
  return seen
}

const users = (pick: CompiledDataset['pick']): CompiledDataset => ({
  key: 'users',
  pick,
  source: { kind: 'file', file: 'users.csv' },
})
const csvOf = (rows: number) =>
  Buffer.from(
    `email,note\r\n${Array.from({ length: rows }, (_, i) => `u${i}@x.test,"a ""b"", ${i}"`).join('\r\n')}\r\n`,
  )

const emailsOf = (seen: { url: string }[]) => seen.map(({ url }) => decodeURIComponent(url.split('/')[2]!))

it('unique rows go to one iteration each over all threads and shards, and all its steps have the same row', async () => {
  const seen = await remembering()
  const steps = [
    operation('find', { path: '/find/{{ users.email }}' }),
    operation('keep', {
      path: '/keep/{{ email }}',
      method: 'POST',
      body: { kind: 'json', template: '{"note":"{{ note }}"}' },
    }),
  ]
  const plan = planOf(
    server!.url,
    steps,
    load('rate', hold(500, 120)),
    {
      datasets: [users('unique')],
      flows: [{ key: 'both', name: 'Both', steps: [{ operation: 'find' }, { operation: 'keep' }] }],
    },
    { mix: [{ kind: 'flow', key: 'both', weight: 1 }] },
  )
  const datasets = { users: csvOf(40) }
  const parts = await Promise.all([
    runPlan(plan, { datasets, threads: 2, shard: { index: 0, count: 2 } }),
    runPlan(plan, { datasets, shard: { index: 1, count: 2 } }),
  ])
  const finds = emailsOf(seen.filter(({ url }) => url.startsWith('/find/')))
  expect(finds.toSorted()).toEqual(Array.from({ length: 40 }, (_, i) => `u${i}@x.test`).toSorted())
  for (const { url, body } of seen.filter((request) => request.url.startsWith('/keep/'))) {
    const [email] = emailsOf([{ url }])
    expect(JSON.parse(body.toString())).toEqual({ note: `a "b", ${/\d+/.exec(email!)![0]}` })
  }
  // Those without a row are no failures and nothing that was offered: they say that the data ran out.
  const sum = (field: 'offered' | 'ok' | 'failed' | 'skipped') =>
    parts.reduce((all, { counts }) => all + counts('find')[field], 0)
  expect({ offered: sum('offered'), ok: sum('ok'), failed: sum('failed'), skipped: sum('skipped') }).toEqual({
    offered: 40,
    ok: 40,
    failed: 0,
    skipped: 20,
  })
  for (const { outcome } of parts) {
    expect(outcome.reason).toBe('completed')
    expect(outcome.message).toMatch(/data set users ran out: each of its 40 rows is used once/)
  }
})

it('a load ends when no user has a row, and rows in sequence begin anew', async () => {
  const seen = await remembering()
  const plan = (pick: CompiledDataset['pick']) =>
    planOf(
      server!.url,
      [operation('find', { path: '/find/{{ email }}' })],
      load('users', hold(20_000, 2), { iterations: 12 }),
      { datasets: [users(pick)] },
    )
  const datasets = { users: csvOf(5) }
  const unique = await runPlan(plan('unique'), { datasets })
  expect(unique.counts('find')).toMatchObject({ ok: 5, failed: 0 })
  expect(unique.outcome.message).toMatch(/ran out/)
  // Not after the 20 s of its schedule.
  expect(unique.outcome.durationMs).toBeLessThan(10_000)
  seen.length = 0
  await runPlan(plan('sequential'), { datasets })
  const turns = Map.groupBy(emailsOf(seen), (email) => email)
  expect([...turns.values()].map(({ length }) => length).toSorted()).toEqual([2, 2, 2, 3, 3])
})

it('users go on with the rest of the mix when the rows of a part of it are used up', async () => {
  await remembering()
  const thinkTime = { kind: 'constant', ms: 50 } as const
  const plan = planOf(
    server!.url,
    [operation('find', { path: '/find/{{ email }}' }), operation('browse')],
    load('users', hold(1500, 10), { thinkTime }),
    { datasets: [users('unique')] },
  )
  const { counts, generator, outcome } = await runPlan(plan, { datasets: { users: csvOf(5) } })
  expect(counts('find')).toMatchObject({ ok: 5, failed: 0 })
  // Of the second that closes in the middle of the load.
  expect(generator[0]!.users).toBe(10)
  // Ten users who stay send some 200; each would have left at its first turn without a row.
  expect(counts('browse').ok).toBeGreaterThan(60)
  expect(outcome.message).toMatch(/ran out/)
})

it('a seed repeats everything that is made up, over any number of threads', async () => {
  const seen = await remembering()
  const steps = ['/a/{{ email }}/{{ uuid }}', '/b/{{ randomInt(1, 1000000) }}/{{ weighted(x, 1, y, 2) }}']
  const plan = planOf(
    server!.url,
    steps.map((path, i) => operation(`step-${i}`, { path })),
    load('rate', hold(400, 100)),
    {
      datasets: [users('random')],
      flows: [{ key: 'both', name: 'Both', steps: [{ operation: 'step-0' }, { operation: 'step-1' }] }],
    },
    { mix: [{ kind: 'flow', key: 'both', weight: 1 }] },
  )
  const orders = [
    { runId: 'one', seed: 7, threads: 1 },
    { runId: 'same', seed: 7, threads: 2 },
    { runId: 'other', seed: 8, threads: 1 },
  ]
  await Promise.all(orders.map((order) => runPlan(plan, { datasets: { users: csvOf(50) }, ...order })))
  const urls = orders.map(({ runId }) =>
    seen
      .filter(({ run }) => run === runId)
      .map(({ url }) => url)
      .toSorted(),
  )
  expect(urls[0]).toHaveLength(80)
  expect(urls[1]).toEqual(urls[0])
  expect(urls[2]).not.toEqual(urls[0])
})

it('a file of 100,000 generated rows is uploaded with its parts in order, byte for byte', async () => {
  const seen = await remembering()
  const upload = operation('import', {
    method: 'POST',
    headers: { 'Content-Type': 'text/plain' },
    body: {
      kind: 'multipart',
      parts: [
        { name: 'list', content: { kind: 'text', template: 'List {{ user }}' }, fileName: null, contentType: null },
        {
          name: 'file',
          content: { kind: 'dataset', dataset: 'contacts' },
          fileName: 'my "contacts".csv',
          contentType: 'text/csv',
        },
      ],
    },
  })
  const plan = planOf(server!.url, [upload], load('users', hold(2000, 1), { iterations: 2 }), {
    datasets: [
      {
        key: 'contacts',
        pick: 'sequential',
        source: { kind: 'generate', rows: 100_000, invalid: 3000, duplicate: 2000 },
      },
    ],
  })
  const { counts } = await runPlan(plan)
  expect(counts('import')).toMatchObject({ ok: 2, failed: 0 })
  expect(counts('import').bytesOut).toBe(seen.reduce((sum, { length }) => sum + length, 0))
  for (const { type, body, length } of seen) {
    expect(body).toHaveLength(length)
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
    expect(form.get('list')).toBe('List 0')
    const file = form.get('file') as File
    expect({ name: file.name, type: file.type }).toEqual({ name: 'my "contacts".csv', type: 'text/csv' })
    expect(new Csv(new Uint8Array(await file.arrayBuffer()), file.name).count).toBe(100_000)
  }
})

it('a body weighs what its payload class says, whatever stands beside the payload', async () => {
  const seen = await remembering()
  const post = operation('post', {
    method: 'POST',
    payload: 'small',
    body: {
      kind: 'json',
      template:
        '{"name":"Item {{ user }}-{{ iteration }}","tags":["a","b"],"note":"{{ payload }}","more":"0123456789"}',
    },
  })
  const plan = planOf(server!.url, [post], load('users', hold(1000, 1), { iterations: 20 }), {
    payloads: [{ key: 'small', sizeBytes: 1000, count: 10 }],
  })
  await runPlan(plan)
  expect(seen).toHaveLength(20)
  for (const { body } of seen) {
    expect(JSON.parse(body.toString())).toHaveProperty('note')
    expect(Math.abs(body.length - 1000)).toBeLessThan(50)
  }
})

it('a data set whose file is not here keeps the run from starting, by name', async () => {
  await remembering()
  const plan = planOf(server!.url, [operation('find', { path: '/{{ users.email }}' })], load('rate', hold(1000, 1)), {
    datasets: [users('random')],
  })
  const { outcome } = await runPlan(plan)
  expect(outcome).toMatchObject({ reason: 'failed', isRefused: true })
  expect(outcome.message).toMatch(/data set users is read from users\.csv/)
})
