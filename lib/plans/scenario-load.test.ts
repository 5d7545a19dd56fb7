import { describe, expect, it } from 'vitest'
import { compilePlan } from './compile.ts'
import type { PlanDraft } from './document/plan.ts'
import { loadDifferences } from './load-differences.ts'
import { loadHash } from './revision.ts'
import { scenarioLoadHash, sentParts } from './scenario-load.ts'

const shop: PlanDraft = {
  name: 'Shop',
  environments: [
    { key: 'near', baseUrl: 'http://127.0.0.1:4010' },
    { key: 'far', baseUrl: 'http://127.0.0.1:4011' },
  ],
  operations: [
    { key: 'login', request: { method: 'POST', path: '/login' } },
    { key: 'read', request: { path: '/orders' } },
    { key: 'write', request: { method: 'POST', path: '/orders' }, write: { key: '{{ uuid }}', readBack: 'find' } },
    { key: 'find', request: { path: '/orders/1' } },
    { key: 'clean', request: { method: 'DELETE', path: '/orders' } },
  ],
  flows: [{ key: 'buy', steps: ['read', 'write'] }],
  auth: { login: 'login' },
  teardown: ['clean'],
  slas: [{ key: 'p95', metric: 'p95', target: '100ms' }],
  scenarios: [
    { key: 'base', type: 'baseline', load: { users: '5', hold: '10s' }, mix: [{ operation: 'read' }] },
    { key: 'peak', type: 'peak', load: { users: '50', hold: '10s' }, mix: [{ flow: 'buy' }] },
  ],
}

function planOf(draft: PlanDraft) {
  const result = compilePlan(draft)
  if (!result.ok) throw new Error(JSON.stringify(result.findings))
  return result.plan
}

const near = (scenario: string) => ({ scenario, environment: 'near' })

/** Which scenarios, sent to the near environment, ask for another load after the change. */
function changedBy(change: (draft: PlanDraft) => void): string[] {
  const after = structuredClone(shop)
  change(after)
  const [one, other] = [planOf(shop), planOf(after)]
  return ['base', 'peak'].filter((key) => scenarioLoadHash(one, near(key)) !== scenarioLoadHash(other, near(key)))
}

describe('the load of a scenario', () => {
  it('follows its own profile and mix, not those of others', () => {
    expect(changedBy((draft) => (draft.scenarios![1]!.load!.users = '60'))).toEqual(['peak'])
    expect(changedBy((draft) => draft.scenarios![0]!.mix!.push({ operation: 'find' }))).toEqual(['base'])
    expect(changedBy((draft) => draft.scenarios!.reverse())).toEqual([])
  })

  it('follows the operations and flows it sends, with what reads them back', () => {
    expect(changedBy((draft) => (draft.operations![2]!.request!.path = '/v2/orders'))).toEqual(['peak'])
    expect(changedBy((draft) => (draft.operations![3]!.request!.path = '/v2/orders/1'))).toEqual(['peak'])
    expect(changedBy((draft) => draft.flows![0]!.steps!.push('read'))).toEqual(['peak'])
    expect(changedBy((draft) => (draft.operations![1]!.checks = ['status = 200']))).toEqual(['base', 'peak'])
    expect(changedBy((draft) => draft.operations!.reverse())).toEqual([])
  })

  it('follows what is done before, during and after every scenario', () => {
    const both = ['base', 'peak']
    expect(changedBy((draft) => (draft.operations![0]!.request!.path = '/sign-in'))).toEqual(both)
    expect(changedBy((draft) => (draft.operations![4]!.request!.path = '/orders/all'))).toEqual(both)
    expect(changedBy((draft) => (draft.setup = ['clean']))).toEqual(both)
    expect(changedBy((draft) => (draft.client = { connections: '7' }))).toEqual(both)
    expect(changedBy((draft) => (draft.testData = { datasets: [{ key: 'users', generate: { rows: '5' } }] }))).toEqual(
      both,
    )
  })

  it('follows the environment it is sent to, not the others', () => {
    expect(changedBy((draft) => (draft.environments![1]!.baseUrl = 'http://127.0.0.1:4999'))).toEqual([])
    expect(changedBy((draft) => (draft.environments![0]!.baseUrl = 'http://127.0.0.1:4999'))).toEqual(['base', 'peak'])
    expect(changedBy((draft) => (draft.scenarios![0]!.environment = 'near'))).toEqual([])
  })

  it('does not follow names, types, objectives and texts', () => {
    const renamed = (draft: PlanDraft) => {
      draft.name = 'Shop two'
      draft.slas![0]!.target = '50ms'
      Object.assign(draft.scenarios![0]!, { name: 'Base line', type: 'load', criteria: ['p95 < 1s'], evidence: ['x'] })
      draft.operations![1]!.name = 'Reading'
    }
    expect(changedBy(renamed)).toEqual([])
  })

  it('is the same wherever the hash of the whole plan is, and unknown where the plan has no such thing', () => {
    const stricter = structuredClone(shop)
    stricter.slas![0]!.target = '50ms'
    const [one, other] = [planOf(shop), planOf(stricter)]
    expect(loadHash(one)).toBe(loadHash(other))
    for (const key of ['base', 'peak'])
      expect(scenarioLoadHash(one, near(key))).toBe(scenarioLoadHash(other, near(key)))
    expect(scenarioLoadHash(one, near('soak'))).toBeNull()
    expect(scenarioLoadHash(one, { scenario: 'base', environment: 'moon' })).toBeNull()
  })
})

it('tells only differences of what the scenario sends', () => {
  const after = structuredClone(shop)
  after.scenarios![1]!.load!.users = '60'
  after.operations![1]!.request!.path = '/v2/orders'
  after.operations![2]!.request!.path = '/v3/orders'
  after.environments![1]!.baseUrl = 'http://127.0.0.1:4999'
  const plan = planOf(shop)
  const told = (key: string) =>
    loadDifferences(shop, after, {
      ...near(key),
      parts: [sentParts(plan, plan.scenarios.find((one) => one.key === key)!)],
    }).map(({ after }) => after)
  expect(told('base')).toEqual(['/v2/orders'])
  expect(told('peak')).toEqual(expect.arrayContaining(['/v2/orders', '/v3/orders', '60']))
  expect(loadDifferences(shop, after)).toHaveLength(4)
})
