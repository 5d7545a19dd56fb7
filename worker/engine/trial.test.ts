import type { IncomingMessage } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseCheck } from '#lib/plans/check-parser.ts'
import type { CompiledOperation, CompiledPlan } from '#lib/plans/compiled.ts'
import { HIDDEN } from '#lib/runs/hidden.ts'
import { planOfTrial, TRY_SCENARIO } from '#lib/runs/trial.ts'
import { hold, inputOf, load, once, operation, planOf } from './plan-fixture.ts'
import { serve, type TestServer } from './run-fixture.ts'
import { runTrial } from './trial.ts'

let target: TestServer
const seen: IncomingMessage[] = []
let polls = 0

beforeAll(async () => {
  target = await serve((request, response) => {
    seen.push(request)
    const json = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': 'application/json', 'set-cookie': 'basket=7' })
      response.end(JSON.stringify(body))
    }
    if (request.url === '/login') return json(200, { token: 'tok-123456' })
    if (request.url === '/orders' && request.method === 'POST') return json(201, { id: 'o-1', took: 12.5 })
    if (request.url?.startsWith('/orders/')) {
      const { authorization } = request.headers
      return json(authorization === 'Bearer tok-123456' ? 200 : 401, { id: 'o-1', you: authorization })
    }
    if (request.url === '/job') return json(202, {})
    if (request.url === '/job/1') return json(200, { status: ++polls < 3 ? 'running' : 'done', took: polls * 100 })
    if (request.url === '/stuck') return undefined
    return json(404, { error: `There is no ${request.url}` })
  })
})
afterAll(() => target.close())

const check = (text: string) => {
  const read = parseCheck(text)
  if (!read.ok) throw new Error(read.problem.message)
  return read.check
}

const login = operation('login', { method: 'POST', extract: { token: { from: 'body', path: '$.token' } } })
const create = operation('create', {
  ...{ method: 'POST', path: '/orders', body: { kind: 'json', template: '{"note":"{{ secret.KEY }}"}' } },
  extract: { orderId: { from: 'body', path: '$.id' } },
  metrics: [{ key: 'took', label: 'Took', kind: 'trend', unit: 'ms', take: { from: 'body', path: '$.took' } }],
})
const read = operation('read', {
  path: '/orders/{{ orderId }}',
  headers: { authorization: 'Bearer {{ token }}' },
  checks: [check('status = 200'), check('body $.id = o-2'), check('latency < 10s')],
  extract: { orderAgain: { from: 'body', path: '$.id' }, nothing: { from: 'header', name: 'x-none' } },
})

function run(operations: CompiledOperation[], key: string, part: Partial<CompiledPlan> = {}, withinMs = 10_000) {
  seen.length = 0
  const plan = planOfTrial(planOf(target.url, operations, load('users', hold(1000, 1)), part), key)
  const input = { ...inputOf(plan!), scenario: TRY_SCENARIO, secrets: { KEY: 'very-secret' } }
  return runTrial(input, { withinMs, signal: new AbortController().signal })
}

describe('a try', () => {
  it('sends setup and what gives values once each, then the operation, and tells all of it with secrets hidden', async () => {
    const result = await run([create, read, login], 'read', { setup: [{ ...once('login'), times: 1000, atOnce: 10 }] })
    expect(seen.map(({ url, method }) => `${method} ${url}`)).toEqual([
      'POST /login',
      'POST /orders',
      'GET /orders/o-1',
    ])
    expect(result.problem).toBeNull()
    expect(result.steps.map(({ role, isOk, status }) => [role, isOk, status])).toEqual([
      ['setup', true, 200],
      ['source', true, 201],
      ['tried', false, 200],
    ])
    const [first, second, tried] = result.steps
    expect(first?.extracted).toEqual([{ name: 'token', value: HIDDEN }])
    expect(second).toMatchObject({
      extracted: [{ name: 'orderId', value: 'o-1' }],
      metrics: [{ key: 'took', value: 12.5 }],
    })
    expect(tried?.checks).toEqual([
      { text: 'status = 200', holds: true },
      { text: 'body $.id = o-2', holds: false },
      { text: 'latency < 10s', holds: true },
    ])
    expect(tried?.extracted).toEqual([
      { name: 'orderAgain', value: 'o-1' },
      { name: 'nothing', value: null },
    ])
    expect(tried?.timeMs.answered).toBeGreaterThan(0)
    expect(tried?.request.url).toBe(`${target.url}/orders/o-1`)
    expect(JSON.stringify(result)).not.toMatch(/very-secret|tok-123456/)
    expect(seen.at(-1)?.headers.cookie).toBe('basket=7')
  })

  it('stops at the first that fails, and names what was not sent', async () => {
    const wrong = { ...create, path: '/order' }
    const result = await run([wrong, read, login], 'read')
    expect(result.steps).toMatchObject([{ operation: 'create', isOk: false, status: 404, errorClass: 'http-4xx' }])
    expect(result.steps[0]?.response?.body).toContain('There is no /order')
    expect(result).toMatchObject({ notSent: ['login', 'read'], problem: null })
  })

  it('polls until the job is done', async () => {
    const poll = { path: '/job/1', until: check('body $.status = done'), everyMs: 20, timeoutMs: 5000 }
    const { steps } = await run([operation('job', { method: 'POST', poll, metrics: create.metrics })], 'job')
    expect(steps[0]?.metrics).toMatchObject([{ key: 'took', value: 300 }])
    expect(steps).toMatchObject([{ isOk: true, job: { polls: 3, state: 'done', status: 200, problem: null } }])
  })

  it('ends in time when the target does not answer, and when nobody listens', async () => {
    const stuck = await run([operation('stuck')], 'stuck', {}, 200)
    expect(stuck).toMatchObject({
      steps: [],
      notSent: ['stuck'],
      problem: expect.stringMatching(/not over within 0\.2 s/),
    })
    const service = { services: { gone: 'http://127.0.0.1:1' } }
    const plan = planOf(target.url, [], load('users', hold(1000, 1)))
    const environments = plan.environments.map((one) => ({ ...one, ...service }))
    const refused = await run([operation('ping', { service: 'gone' })], 'ping', { environments })
    expect(refused.steps).toMatchObject([{ isOk: false, status: 0, errorClass: 'refused', response: null }])
  })

  it('goes nowhere that is not allowed', async () => {
    const plan = planOfTrial(planOf('http://192.0.2.1', [login], load('users', hold(1000, 1))), 'login')
    const input = { ...inputOf(plan!), scenario: TRY_SCENARIO }
    const ended = runTrial(input, { withinMs: 1000, signal: new AbortController().signal })
    await expect(ended).rejects.toMatchObject({
      code: 'precondition_failed',
      message: expect.stringMatching(/192\.0\.2\.1/),
    })
  })
})
