import { describe, expect, it } from 'vitest'
import type { CompiledOperation, CompiledPlan } from '#lib/plans/compiled.ts'
import { benchAskSchema } from './bench-schema.ts'
import { benchLoad, planOfOperation, planOfUrl } from './quick-bench.ts'

const target = {
  url: new URL('http://127.0.0.1:4010'),
  path: '/orders?limit=1',
  method: 'GET',
  headers: {},
  timeoutMs: 5000,
}
const urlPlan = () => planOfUrl({ ...target, body: null }, benchLoad({ connections: 5 }, 1000))

const operation = (key: string, path: string, extract: string[] = []): CompiledOperation => ({
  ...urlPlan().operations[0]!,
  ...{ key, name: key, path },
  extract: Object.fromEntries(extract.map((name) => [name, { from: 'body', path: `$.${name}` }])),
})

describe('the load of a bench', () => {
  it('is so many requests on so many connections, which may take as long as is allowed', () => {
    const load = benchLoad({ connections: 50, requests: 10_000 }, 3_600_000)
    expect(load).toMatchObject({ model: 'users', iterations: 10_000 })
    expect(load.stages).toEqual([
      { key: 'bench', phase: 'steady', startMs: 0, durationMs: 3_600_000, from: 50, to: 50 },
    ])
  })

  it('is a duration, ten seconds by default, or arrivals on schedule', () => {
    expect(benchLoad({ connections: 10 }, 60_000)).toMatchObject({ iterations: null, stages: [{ durationMs: 10_000 }] })
    const rate = benchLoad({ connections: 10, ratePerSecond: 500, durationMs: 20_000 }, 60_000)
    expect(rate).toMatchObject({ model: 'rate', stages: [{ durationMs: 20_000, from: 500, to: 500 }] })
  })

  it('is refused beyond what is allowed, and where it asks for two things at once', () => {
    const problems = (ask: object) => benchAskSchema.safeParse(ask).error?.issues.map(({ message }) => message)
    expect(benchAskSchema.parse({})).toEqual({ connections: 10 })
    expect(problems({ requests: 100_001 })).toHaveLength(1)
    expect(problems({ durationMs: 60_001 })).toHaveLength(1)
    expect(problems({ requests: 1.5 })).toEqual(['Give a whole number up to 100000, e.g. 10000'])
    expect(problems({ requests: 10, ratePerSecond: 5 })).toEqual([
      'Give requests and connections, or a rate and a duration.',
    ])
  })
})

describe('the plan of a bench', () => {
  it('sends to one address, query and all', () => {
    const plan = urlPlan()
    expect(plan.environments[0]!.baseUrl).toBe('http://127.0.0.1:4010')
    expect(plan.operations[0]).toMatchObject({ method: 'GET', path: '/orders?limit=1', body: null })
    expect(plan.scenarios[0]!.mix).toEqual([{ kind: 'operation', key: 'bench', weight: 1 }])
  })

  it('sends one operation of a plan, after what it takes from others was extracted once', () => {
    const operations = [
      operation('read', '/orders/{{ orderId }}?by={{ base64(user) }}'),
      operation('create', '/orders/{{ customer }}', ['orderId']),
      operation('sign-up', '/customers', ['customer', 'token']),
      operation('list', '/orders'),
    ]
    const plan: CompiledPlan = { ...urlPlan(), operations }
    const setupOf = (key: string, part: Partial<CompiledPlan> = {}) =>
      planOfOperation({ ...plan, ...part }, key, benchLoad({ connections: 1 }, 1))?.setup.map((step) => step.operation)
    expect(setupOf('read')).toEqual(['sign-up', 'create'])
    expect(setupOf('list')).toEqual([])
    expect(setupOf('read', { setup: [{ operation: 'sign-up', times: 1, atOnce: 1 }] })).toEqual(['sign-up', 'create'])
    expect(setupOf('nothing')).toBeUndefined()
    const circular = [operation('a', '/{{ b }}', ['a']), operation('b', '/{{ a }}', ['b'])]
    expect(setupOf('a', { operations: circular })).toEqual(['b'])
  })
})
