import { describe, expect, it } from 'vitest'
import { compilePlan } from '#lib/plans/compile.ts'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { draftOfTrial, planOfTrial } from './trial.ts'

const draft: PlanDraft = {
  name: '',
  environments: [
    { key: 'half', baseUrl: '' },
    { key: 'here', baseUrl: 'http://127.0.0.1:4010' },
  ],
  operations: [
    { key: 'login', request: { method: 'POST', path: '/login' }, extract: { token: 'body $.token' } },
    { key: 'seed', request: { method: 'POST', path: '/seed' } },
    { key: 'create', request: { method: 'POST', path: '/orders' }, extract: { id: 'body $.id' } },
    { key: 'read', request: { path: '/orders/{{ id }}', headers: { authorization: 'Bearer {{ token }}' } } },
    { key: 'unfinished', request: { path: 'no slash' }, checks: ['status = what'] },
  ],
  setup: ['login', { operation: 'seed', times: '5000' }],
  scenarios: [{ key: 'unfinished', mix: [{ operation: 'nothing' }] }],
}

const trial = (key: string) => {
  const compiled = compilePlan(draftOfTrial(draft, key, 'here'))
  if (!compiled.ok) throw new Error(compiled.findings.map(({ message }) => message).join(' '))
  const plan = planOfTrial(compiled.plan, key)
  const flow = plan?.flows[0]?.steps.map((step) => ('operation' in step ? step.operation : 'pause'))
  return { setup: plan?.setup, flow }
}

describe('the plan of a try', () => {
  it('holds setup, each once, and what gives values, however half written the rest of the plan is', () => {
    expect(compilePlan(draft).ok).toBe(false)
    expect(trial('read')).toEqual({
      setup: [
        { operation: 'login', times: 1, atOnce: 1 },
        { operation: 'seed', times: 1, atOnce: 1 },
      ],
      flow: ['create', 'read'],
    })
  })

  it('of an operation of setup sends only those before it', () => {
    expect(trial('seed')).toEqual({ setup: [{ operation: 'login', times: 1, atOnce: 1 }], flow: ['seed'] })
    expect(trial('login')).toEqual({ setup: [], flow: ['login'] })
  })
})
