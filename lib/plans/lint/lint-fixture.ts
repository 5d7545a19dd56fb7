// A small plan nothing is wrong with, for the tests of the rules: each breaks one thing in it.

import { compilePlan } from '../compile.ts'
import type { PlanDraft } from '../document/plan.ts'
import type { Finding } from '../finding.ts'
import { ALONE, type LintRule, type LintSurroundings } from './rule.ts'

export function soundPlan(): PlanDraft {
  return {
    headroom: '1',
    name: 'Orders',
    environments: [
      {
        key: 'demo',
        baseUrl: 'http://127.0.0.1:4010',
        components: [{ name: 'gateway', maxRate: '1000/s', maxUsers: '500' }],
      },
    ],
    client: { maxUsers: '1000' },
    operations: [
      { key: 'create', request: { method: 'POST', path: '/orders' } },
      { key: 'read', request: { path: '/orders/1' } },
    ],
    flows: [{ key: 'crud', steps: ['create', { think: '500ms' }, 'read'] }],
    slas: [
      { key: 'read-p95', operation: 'read', metric: 'p95', target: '100ms', limit: '200ms' },
      { key: 'errors', operation: '*', metric: 'error_rate', target: '0.1%', limit: '1%' },
    ],
    scenarios: [
      {
        key: 'base',
        type: 'baseline',
        load: { model: 'users', users: '100', hold: '10m', thinkTime: '2s' },
        mix: [
          { operation: 'read', weight: '40' },
          { flow: 'crud', weight: '60' },
        ],
      },
      {
        key: 'flood',
        type: 'load',
        load: { model: 'rate', rate: '200/s', hold: '10m' },
        mix: [{ operation: 'read', weight: '1' }],
      },
    ],
  }
}

/** What one rule finds in the sound plan after a change. */
export function findingsOf(
  rule: LintRule,
  change: (draft: PlanDraft) => void = () => {},
  around: Partial<LintSurroundings> = {},
): Finding[] {
  const draft = soundPlan()
  change(draft)
  const compiled = compilePlan(draft)
  return rule.check(draft, compiled.ok ? compiled.plan : null, { ...ALONE, ...around })
}
