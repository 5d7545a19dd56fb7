import { afterEach, expect, it, vi } from 'vitest'
import type { CompiledMetric, CompiledPoll } from '#lib/plans/compiled.ts'
import { hold, load, operation, planOf } from './plan-fixture.ts'
import { endsOf, type Ran, runPlan, serve, type TestServer } from './run-fixture.ts'

// Each run starts threads of its own, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 20_000 })

let server: TestServer | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

const UNTIL_DONE: CompiledPoll['until'] = {
  text: 'body $.status = done',
  subject: { kind: 'body', path: '$.status' },
  test: { kind: 'compare', comparator: '=', value: 'done' },
}

const metric = (key: string, kind: CompiledMetric['kind'], path: string): CompiledMetric => ({
  key,
  label: key,
  kind,
  unit: null,
  take: { from: 'body', path },
})

/** Jobs take `jobMs` from being accepted; `answer` says what a poll finds of the n-th. */
async function importer(
  jobMs: number,
  answer: (job: number, isOver: boolean, polls: number) => object | number | null,
) {
  const begun: number[] = []
  const polls: number[] = []
  const methods = new Set<string>()
  server = await serve((request, response) => {
    if (request.url === '/after') return response.end()
    const [, job] = /^\/jobs\/(\d+)$/.exec(request.url!) ?? []
    if (job === undefined) {
      begun.push(performance.now())
      polls.push(0)
      return response.writeHead(202).end(JSON.stringify({ id: begun.length - 1, accepted: 5 }))
    }
    methods.add(`${request.method} ${request.headers['x-key']} ${request.headers['content-type']}`)
    const found = answer(Number(job), performance.now() - begun[Number(job)]! >= jobMs, ++polls[Number(job)]!)
    if (found === null) request.socket.destroy()
    else if (typeof found === 'number') response.writeHead(found).end()
    else response.end(JSON.stringify(found))
  })
  return { begun, polls, methods }
}

function run(poll: Partial<CompiledPoll>, jobs: number, metrics: CompiledMetric[] = [], holdMs = 300): Promise<Ran> {
  const post = operation('import', {
    method: 'POST',
    headers: { 'x-key': 'k', 'content-type': 'text/csv' },
    body: { kind: 'text', template: 'a,b' },
    extract: { job: { from: 'body', path: '$.id' } },
    poll: { path: '/jobs/{{ job }}', until: UNTIL_DONE, everyMs: 50, timeoutMs: 5000, ...poll },
    metrics,
  })
  const plan = planOf(
    server!.url,
    [post, operation('after')],
    load('rate', hold(holdMs, (jobs * 1000) / holdMs)),
    { flows: [{ key: 'whole', name: 'Whole', steps: [{ operation: 'import' }, { operation: 'after' }] }] },
    { mix: [{ kind: 'flow', key: 'whole', weight: 1 }] },
  )
  return runPlan(plan)
}

it('a job is followed to its end, also past the end of the load; its time is told apart from that of its acceptance', async () => {
  const target = await importer(600, (_, isOver) =>
    isOver ? { status: 'done', imported: 95, rate: 12.5 } : { status: 'running', imported: 3 },
  )
  const metrics = [
    metric('imported', 'counter', '$.imported'),
    metric('speed', 'trend', '$.rate'),
    metric('accepted', 'counter', '$.accepted'),
  ]
  const { counts, window, outcome } = await run({}, 6, metrics)
  expect(outcome).toMatchObject({ reason: 'completed', message: null })
  expect(counts('import')).toMatchObject({ offered: 6, sent: 6, ok: 6, failed: 0 })
  expect(counts('import.job')).toMatchObject({ offered: 6, sent: 6, ok: 6, failed: 0, interrupted: 0 })
  expect(counts('*')).toMatchObject({ offered: 12, sent: 12, ok: 12 })
  expect(window('import.job').okResponse.quantile(0)!).toBeGreaterThanOrEqual(600_000)
  expect(window('import').maxMicros!).toBeLessThan(400_000)
  expect(window('whole').okResponse.quantile(0)!).toBeGreaterThanOrEqual(600_000)
  expect(counts('after').ok).toBe(6)
  // From the last answer, or from the first where the last has none.
  expect(counts('imported')).toMatchObject({ ok: 6, okResponseSumMicros: 6 * 95_000 })
  expect(counts('accepted')).toMatchObject({ ok: 6, okResponseSumMicros: 6 * 5000 })
  expect(window('speed').okResponse.quantile(0.5)! / 1000).toBeCloseTo(12.5, 1)
  expect(target.methods).toEqual(new Set(['GET k undefined']))
  for (const polls of target.polls) expect(polls).toBeGreaterThan(3)
})

it('a job that says it failed, or whose poll is refused, is a failed job; one that is never done ran out of time', async () => {
  await importer(0, (job) => [{ status: 'failed' }, 500, { status: 'running' }][job % 3]!)
  const { counts } = await run({ everyMs: 30, timeoutMs: 300 }, 6)
  expect(counts('import')).toMatchObject({ ok: 6, failed: 0 })
  expect(counts('import.job')).toMatchObject({ ok: 0, failed: 6, errors: { check: 4, timeout: 2 } })
  expect(counts('whole')).toMatchObject({ failed: 6 })
  expect(counts('after')).toMatchObject({ sent: 0, skipped: 6 })
})

it('a poll that finds no answer is followed by the next', async () => {
  await importer(0, (_, __, polls) => (polls < 3 ? null : { status: 'done' }))
  const { counts } = await run({}, 3)
  expect(counts('import.job')).toMatchObject({ ok: 3, failed: 0 })
  expect(counts('*').failed).toBe(0)
})

it('a job that cannot be asked for fails at once, and says why', async () => {
  await importer(0, () => ({ status: 'done' }))
  const post = operation('import', {
    poll: { path: '/jobs/{{ later }}', until: UNTIL_DONE, everyMs: 50, timeoutMs: 60_000 },
  })
  const later = operation('later', { extract: { later: { from: 'body', path: '$.id' } } })
  const plan = planOf(
    server!.url,
    [post, later],
    load('users', hold(20_000, 1), { iterations: 2 }),
    { flows: [{ key: 'whole', name: 'Whole', steps: [{ operation: 'import' }, { operation: 'later' }] }] },
    { mix: [{ kind: 'flow', key: 'whole', weight: 1 }] },
  )
  const { counts, outcome } = await runPlan(plan)
  expect(counts('import.job')).toMatchObject({ ok: 0, failed: 2, errors: { check: 2 } })
  expect(outcome.durationMs).toBeLessThan(10_000)
})

it('jobs under way when a run is stopped are interrupted, and every one has an end', async () => {
  await importer(60_000, () => ({ status: 'running' }))
  const post = operation('import', {
    extract: { job: { from: 'body', path: '$.id' } },
    poll: { path: '/jobs/{{ job }}', until: UNTIL_DONE, everyMs: 50, timeoutMs: 60_000 },
  })
  const plan = planOf(server!.url, [post], load('rate', hold(10_000, 50)))
  const { counts } = await runPlan(plan, {}, (engine) => {
    setTimeout(() => engine.stop('stopped', null, 200), 500)
  })
  const jobs = counts('import.job')
  expect(jobs.interrupted).toBeGreaterThan(5)
  expect(jobs.offered).toBe(counts('import').ok)
  expect(endsOf(jobs)).toBe(jobs.offered)
})
