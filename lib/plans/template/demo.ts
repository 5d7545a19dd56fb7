// A worked example against the bundled demo target: three scenarios, the main one a minute long, that give a conclusive verdict.

import type { OperationDraft, PlanDraft, ScenarioDraft, SlaDraft } from '../document/plan.ts'

/** `baseUrl` is where the demo target listens, e.g. `http://127.0.0.1:4010`. */
export function demoPlan(baseUrl: string): PlanDraft {
  return {
    headroom: '1',
    name: 'Orders API',
    version: '1.0.0',
    systems: ['orders', 'api-gateway'],
    summary:
      'Shows that the orders service answers quickly and without errors at its everyday load and at five times as much. The bundled demo target plays the service; change its latency or error rate and see the verdict change.',
    objectives: ['Everyday load is answered within 100 ms', 'Peak load loses no order'],
    baseline: '4M requests a day',
    target: '17M requests a day',
    criticalMetrics: ['p95(create-order)', 'error_rate'],
    environments: [
      {
        key: 'demo',
        name: 'Demo target',
        kind: 'staging',
        baseUrl,
        variables: { tenant: 'acme' },
        components: [{ name: 'orders', instances: '1', resources: 'this machine' }],
      },
    ],
    operations: OPERATIONS,
    flows: [
      { key: 'order', name: 'Create an order and read it', steps: ['create-order', { think: '300ms' }, 'read-order'] },
    ],
    slas: SLAS,
    scenarios: SCENARIOS,
    checklists: {
      before: [{ key: 'target-up', text: 'The demo target answers', gate: true }],
      after: [{ key: 'note-change', text: 'Note what was changed since the last run' }],
    },
  }
}

const OPERATIONS: OperationDraft[] = [
  {
    key: 'create-order',
    name: 'Create order',
    request: {
      method: 'POST',
      path: '/orders',
      headers: { 'x-tenant': '{{ tenant }}' },
      body: { json: { name: 'Item {{ user }}-{{ iteration }}', quantity: '{{ randomInt(1, 9) }}' } },
    },
    checks: ['status = 201', 'body $.id exists', 'latency < 1s'],
    extract: { orderId: 'body $.id' },
  },
  {
    key: 'read-order',
    name: 'Read order',
    request: { method: 'GET', path: '/orders/{{ orderId }}' },
    checks: ['status = 200'],
  },
  {
    key: 'list-orders',
    name: 'List orders',
    request: { method: 'GET', path: '/orders?limit=20' },
    checks: ['status = 200', 'body $.items exists'],
  },
]

const SLAS: SlaDraft[] = [
  { key: 'all-p95', operation: '*', metric: 'p95', target: '100ms', limit: '250ms', priority: 'high' },
  { key: 'all-errors', operation: '*', metric: 'error_rate', target: '0.1%', limit: '1%', priority: 'high' },
  ...['create', 'read'].map((verb) => ({
    key: `${verb}-p95`,
    operation: `${verb}-order`,
    metric: 'p95',
    target: '80ms',
    limit: '200ms',
    priority: 'high',
    when: ['type:baseline', 'type:peak'],
  })),
  {
    key: 'list-p95',
    operation: 'list-orders',
    metric: 'p95',
    target: '100ms',
    limit: '250ms',
    priority: 'medium',
    when: ['type:baseline', 'type:peak'],
  },
  {
    key: 'peak-rate',
    scenario: 'peak',
    metric: 'rate',
    comparator: '>=',
    target: '190/s',
    limit: '150/s',
    priority: 'high',
  },
]

const MIX: ScenarioDraft['mix'] = [
  { flow: 'order', weight: '60' },
  { operation: 'list-orders', weight: '40' },
]

const SCENARIOS: ScenarioDraft[] = [
  {
    key: 'baseline',
    type: 'baseline',
    name: 'Baseline',
    objective: 'How the service feels to twenty people on an ordinary day',
    load: { model: 'users', users: '20', rampUp: '10s', hold: '40s', rampDown: '5s', thinkTime: '200ms-600ms' },
    mix: MIX,
    criteria: ['p99 < 500ms', { judge: 'mean < 50ms', limit: '100ms', priority: 'medium' }],
  },
  {
    key: 'smoke',
    type: 'smoke',
    name: 'Smoke',
    objective: 'Everything answers before more is asked of it',
    load: { model: 'rate', rate: '20/s', hold: '20s' },
    mix: MIX,
    criteria: ['check_rate >= 99%'],
  },
  {
    key: 'peak',
    type: 'peak',
    name: 'Peak',
    objective: 'Five times the everyday load, offered whether or not the service keeps up',
    load: { model: 'rate', rate: '150/s', rampUp: '10s', hold: '30s', rampDown: '5s' },
    mix: MIX,
    criteria: ['dropped = 0', 'p99 < 1s'],
  },
]
