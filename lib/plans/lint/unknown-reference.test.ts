import { describe, expect, it } from 'vitest'
import type { PlanDraft } from '../document/plan.ts'
import { findingsOf } from './lint-fixture.ts'
import { unknownReference } from './unknown-reference.ts'

describe('unknown-reference', () => {
  it('finds nothing in a sound plan', () => {
    expect(findingsOf(unknownReference)).toEqual([])
  })

  it('names both places and the nearest name', () => {
    const [found] = findingsOf(unknownReference, (draft) => {
      draft.scenarios![0]!.mix![0]!.operation = 'raed'
    })
    expect(found).toEqual({
      rule: 'unknown-reference',
      severity: 'error',
      message: 'The operation "raed" is not defined; did you mean "read"?',
      places: ['scenarios.base.mix.0.operation', 'operations'],
      fix: 'Write read',
    })
  })

  it.each<[string, (draft: PlanDraft) => void, string, 'error' | 'warning']>([
    ['an SLA’s scenario', (d) => void (d.slas![0]!.scenario = 'bse'), 'slas.read-p95.scenario', 'error'],
    ['an SLA’s payload', (d) => void (d.slas![0]!.payload = 'small'), 'slas.read-p95.payload', 'error'],
    ['a flow’s step', (d) => void d.flows![0]!.steps!.push('delete'), 'flows.crud.steps.3', 'error'],
    [
      'a scenario’s environment',
      (d) => void (d.scenarios![0]!.environment = 'prod'),
      'scenarios.base.environment',
      'error',
    ],
    [
      'a criterion’s operation',
      (d) => void (d.scenarios![0]!.criteria = ['p95(raed) < 1s']),
      'scenarios.base.criteria.0',
      'error',
    ],
    [
      'a criterion’s stage',
      (d) => void (d.scenarios![0]!.criteria = [{ any: ['p95 < 1s during s9'] }]),
      'scenarios.base.criteria.0.any.0',
      'error',
    ],
    [
      'an operation’s service',
      (d) => void (d.operations![0]!.request!.service = 'reports'),
      'operations.create.request.service',
      'error',
    ],
    [
      'a monitored value',
      (d) => void (d.scenarios![0]!.collect = ['monitor(cpu)']),
      'scenarios.base.collect.0',
      'warning',
    ],
    [
      'a scheduled scenario',
      (d) => void (d.schedule = [{ key: 'x', scenario: 'nightly' }]),
      'schedule.x.scenario',
      'warning',
    ],
    ['an operation set up', (d) => void (d.setup = ['login']), 'setup.0', 'error'],
  ])('finds %s', (_what, change, place, severity) => {
    expect(findingsOf(unknownReference, change)).toMatchObject([{ severity, places: [place, expect.any(String)] }])
  })

  it('knows the built-in phases, and the keys of stages and phases', () => {
    const found = findingsOf(unknownReference, (draft) => {
      draft.scenarios![0]!.phases = [{ key: 'first-half', for: '5m' }]
      draft.scenarios![0]!.criteria = [
        'p95 < 1s during steady',
        'p95 < 1s during first-half',
        'p95 < 1s during after-spike-2',
      ]
    })
    expect(found).toEqual([])
  })
})
