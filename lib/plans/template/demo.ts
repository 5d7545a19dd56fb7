// A plan for the bundled demo target: orders that are created, read, changed and listed. Its baseline takes a minute and gives
// every objective the attempts it needs, so that a first run ends in a verdict and not in "too few samples". The limits are wide:
// a generator may be late by a tenth of the tightest one, and here it shares its machine with the target and the browser.

import type { OperationDraft, PlanDraft, ScenarioDraft, SlaDraft } from '../document/plan.ts'

/** `baseUrl` is where the demo target answers, e.g. http://127.0.0.1:4010. */
export function demoPlan(baseUrl: string): PlanDraft {
  return {
    headroom: '1',
    name: 'Orders API',
    version: '1.0.0',
    systems: ['orders'],
    summary:
      'Shows how Headroom works, against the demo target that was installed with it. Start the baseline: after a minute its verdict says whether orders are served fast enough, and how much room is left.',
    objectives: [
      'Know how fast orders are created, read, changed and listed under everyday load',
      'Show that half as much again is served without dropping a request',
    ],
    baseline: 'about 80 requests a second, 20 people at work',
    target: 'about 140 requests a second',
    goals: ['95 % of all answers within 150 ms', 'At most one error in a thousand requests'],
    criticalMetrics: ['p95(create-order)', 'error_rate'],
    environments: [
      {
        key: 'demo',
        name: 'Demo target',
        kind: 'staging',
        baseUrl,
        variables: { tenant: 'acme' },
        components: [
          {
            name: 'orders',
            instances: '1',
            resources: 'one process on this machine',
            configuration: 'orders in memory',
          },
        ],
      },
    ],
    client: { connectTimeout: '2s', requestTimeout: '5s' },
    operations: OPERATIONS,
    flows: [
      {
        key: 'order-lifecycle',
        name: 'Create, read, change',
        steps: ['create-order', { think: '200ms' }, 'read-order', 'update-order'],
      },
    ],
    slas: SLAS,
    acceptance: [
      {
        key: 'answers-in-time',
        requirement: 'Ninety-nine in a hundred are answered within a second',
        judge: 'p99 < 1s',
        scenario: 'baseline',
      },
    ],
    scenarios: SCENARIOS,
    monitors: MONITORS,
    checklists: {
      before: [{ key: 'target-up', text: 'The demo target answers at /health', gate: true }],
      after: [{ key: 'read-verdict', text: 'Read the verdict, and the table of operations below it' }],
    },
    risks: [
      {
        key: 'one-machine',
        risk: 'Load and target share one machine, so its speed is part of what is measured',
        probability: 'high',
        impact: 'low',
        mitigation: 'Watch generator health; point the environment at a system of your own',
      },
    ],
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
      body: {
        json: { name: 'Item {{ user }}-{{ iteration }}', quantity: '{{ randomInt(1, 9) }}', reference: '{{ uuid }}' },
      },
    },
    checks: ['status = 201', 'body $.id exists', 'latency < 1s'],
    extract: { orderId: 'body $.id' },
  },
  {
    key: 'read-order',
    name: 'Read order',
    request: { method: 'GET', path: '/orders/{{ orderId }}' },
    checks: ['status = 200', 'latency < 1s'],
  },
  {
    key: 'update-order',
    name: 'Change order',
    request: { method: 'PATCH', path: '/orders/{{ orderId }}', body: { json: { status: 'packed' } } },
    checks: ['status = 200', 'body $.status = packed'],
  },
  {
    key: 'list-orders',
    name: 'List orders',
    request: { method: 'GET', path: '/orders?limit=20' },
    checks: ['status = 200', 'header content-type contains json'],
  },
]

const MEASURED = ['type:baseline', 'type:peak']

const SLAS: SlaDraft[] = [
  {
    key: 'create-p95',
    operation: 'create-order',
    metric: 'p95',
    target: '150ms',
    limit: '600ms',
    priority: 'high',
    when: MEASURED,
  },
  {
    key: 'read-p95',
    operation: 'read-order',
    metric: 'p95',
    target: '150ms',
    limit: '600ms',
    priority: 'high',
    when: MEASURED,
  },
  {
    key: 'list-p95',
    operation: 'list-orders',
    metric: 'p95',
    target: '150ms',
    limit: '600ms',
    priority: 'medium',
    when: MEASURED,
  },
  {
    key: 'errors',
    operation: '*',
    metric: 'error_rate',
    target: '0.1%',
    limit: '1%',
    priority: 'high',
    when: MEASURED,
  },
  { key: 'peak-rate', scenario: 'peak', metric: 'rate', target: '120/s', limit: '100/s', priority: 'high' },
]

const MIX: ScenarioDraft['mix'] = [
  { flow: 'order-lifecycle', weight: '70' },
  { operation: 'list-orders', weight: '30' },
]

const SCENARIOS: ScenarioDraft[] = [
  {
    key: 'baseline',
    type: 'baseline',
    name: 'Baseline',
    objective: 'How fast is an ordinary minute?',
    expected: ['All SLAs met'],
    load: { model: 'users', users: '20', rampUp: '5s', hold: '50s', rampDown: '5s', thinkTime: '200ms-600ms' },
    mix: MIX,
    criteria: [{ judge: 'check_rate >= 99.9%', limit: '99%', priority: 'high' }],
  },
  {
    key: 'smoke',
    type: 'smoke',
    name: 'Smoke',
    objective: 'Does everything answer as it should? Twenty seconds, five people.',
    load: { model: 'users', users: '5', rampUp: '2s', hold: '16s', rampDown: '2s', thinkTime: '200ms-600ms' },
    mix: MIX,
    criteria: ['error_rate < 5%', { judge: 'p95 < 150ms', limit: '600ms', priority: 'high' }],
  },
  {
    key: 'peak',
    type: 'peak',
    name: 'Peak',
    objective: 'Requests arrive on schedule, whether or not the earlier ones were answered.',
    load: {
      model: 'rate',
      stages: [
        { key: 'rise', for: '10s', from: '0', to: '60/s' },
        { key: 'hold', for: '40s', rate: '60/s' },
        { key: 'fall', for: '5s', from: '60/s', to: '0' },
      ],
    },
    mix: MIX,
    criteria: ['dropped = 0'],
    stopWhen: ['error_rate > 50% for 10s'],
  },
]

const MONITORS: PlanDraft['monitors'] = [
  {
    key: 'orders-service',
    name: 'Demo target',
    kind: 'prometheus-endpoint',
    url: '/metrics',
    interval: '2s',
    metrics: [
      { key: 'cpu', label: 'CPU', role: 'cpu', unit: 'percent', take: 'rate(process_cpu_seconds_total) * 100' },
      { key: 'memory', label: 'Memory', role: 'memory', unit: 'bytes', take: 'process_resident_memory_bytes' },
      { key: 'pool', label: 'Pool in use', role: 'pool', unit: 'percent', take: 'db_pool_used / db_pool_size * 100' },
      {
        key: 'orders',
        label: 'Orders taken',
        type: 'counter',
        take: 'orders_created_total',
        counts: ['create-order'],
      },
    ],
  },
]
