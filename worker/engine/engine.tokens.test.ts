import type { ServerResponse } from 'node:http'
import { afterEach, expect, it, vi } from 'vitest'
import type { CompiledPlan } from '#lib/plans/compiled.ts'
import { hold, load, once, operation, planOf } from './plan-fixture.ts'
import { runPlan, serve, type TestServer } from './run-fixture.ts'

// Each run starts threads of its own, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 20_000 })

let server: TestServer | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

/** Tokens are good for `lifeMs`; `logsIn` false refuses every login after the first. */
async function guarded(lifeMs: number, logsIn = true) {
  const told = { logins: 0, refused: 0, nonces: new Set<unknown>() }
  let current = ''
  let until = 0
  const logIn = (response: ServerResponse) => {
    told.logins++
    if (told.logins > 1 && !logsIn) response.writeHead(503).end()
    else {
      current = `t-${told.logins}`
      until = performance.now() + lifeMs
      response.end(JSON.stringify({ token: current }))
    }
  }
  server = await serve((request, response) => {
    told.nonces.add(request.headers['x-nonce'])
    if (request.url === '/login') return void setTimeout(() => logIn(response), 20)
    const isGood = request.headers.authorization === `Bearer ${current}` && performance.now() < until
    if (!isGood) told.refused++
    response.writeHead(isGood ? 200 : 401).end()
  })
  return told
}

function plan(part: Partial<CompiledPlan> = {}, durationMs = 600): CompiledPlan {
  const read = operation('read', { headers: { authorization: 'Bearer {{ token }}' } })
  const headers = { 'x-nonce': '{{ uuid }}' }
  const login = operation('login', { method: 'POST', headers, extract: { token: { from: 'body', path: '$.token' } } })
  return planOf(
    server!.url,
    [read, login],
    load('rate', hold(durationMs, 200)),
    { setup: [once('login')], auth: { login: 'login', refreshOn: [401] }, ...part },
    { mix: [{ kind: 'operation', key: 'read', weight: 1 }] },
  )
}

it('tokens that run out in the middle of a run are renewed by one login, and nobody sees an error', async () => {
  const told = await guarded(500)
  const { counts, outcome } = await runPlan(plan({}, 2000))
  const read = counts('read')
  expect(outcome).toMatchObject({ reason: 'completed', message: null })
  expect(read).toMatchObject({ offered: 400, sent: 400, ok: 400, failed: 0 })
  expect(read.refreshes).toBe(told.refused)
  expect(read.refreshes).toBeGreaterThanOrEqual(3)
  // One of setup, and one each time the token had run out, however many asked.
  expect(told.logins).toBeGreaterThanOrEqual(4)
  expect(told.logins).toBeLessThanOrEqual(6)
  expect(counts('*').sent).toBe(400)
  // What is unique differs from login to login; `undefined` is of all other requests.
  expect(told.nonces.size).toBe(told.logins + 1)
})

it('the response time of a repeated request runs from its first intended start', async () => {
  await guarded(60_000)
  // No token that could be good: the very first requests wait for the login of 20 ms.
  const run = await runPlan(plan({ setup: [] }), { sharedValues: { token: 'old' } })
  expect(run.counts('read')).toMatchObject({ ok: 120, failed: 0 })
  expect(run.counts('read').refreshes).toBeGreaterThanOrEqual(1)
  expect(run.window('read').maxMicros).toBeGreaterThanOrEqual(20_000)
})

it('attempts fail when the login does, with its reason', async () => {
  await guarded(200, false)
  const { counts, samples } = await runPlan(plan())
  const read = counts('read')
  expect(read.ok + read.failed).toBe(120)
  expect(read.failed).toBeGreaterThan(60)
  expect(read.errors).toEqual({ 'http-4xx': read.failed })
  expect(samples.find(({ kind }) => kind === 'failed')?.problem).toMatch(/login operation login failed\. Answered 503/)
})

it('a refusal the operation asks for, or the scenario expects, renews nothing', async () => {
  const told = await guarded(0)
  const wanted = plan()
  const text = 'status = 401'
  wanted.operations[0]!.checks = [
    { text, subject: { kind: 'status' }, test: { kind: 'compare', comparator: '=', value: 401 } },
  ]
  const { counts } = await runPlan(wanted)
  expect(counts('read')).toMatchObject({ ok: 120, refreshes: 0 })
  expect(told.logins).toBe(1)
})
