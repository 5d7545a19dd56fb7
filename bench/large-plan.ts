// A plan far larger than people write, for benchmarks. Nothing is wrong with it.

import type { OperationDraft, PlanDraft, ScenarioDraft, SlaDraft } from '#lib/plans/document/plan.ts'

export interface PlanSize {
  operations: number
  slas: number
  scenarios: number
}

export function largePlan({ operations, slas, scenarios }: PlanSize): PlanDraft {
  const keys = Array.from({ length: operations }, (_, index) => `operation-${index}`)
  return {
    headroom: '1',
    name: 'Large plan',
    environments: [
      {
        key: 'demo',
        baseUrl: 'http://127.0.0.1:4010',
        variables: { tenant: 'acme' },
        components: [{ name: 'gateway', maxRate: '100000/s', maxConnections: '5000' }],
      },
    ],
    client: { maxUsers: '5000', connections: '2000' },
    testData: { payloads: [{ key: 'small', size: '1KB' }] },
    operations: keys.map(operation),
    flows: keys.slice(0, Math.floor(operations / 4)).map((key, index) => ({
      key: `flow-${index}`,
      steps: [key, { think: '100ms' }, keys[(index + 1) % keys.length] ?? key],
    })),
    slas: Array.from({ length: slas }, (_, index) => sla(keys, index)),
    scenarios: Array.from({ length: scenarios }, (_, index) => scenario(keys, index, scenarios)),
    monitors: [
      {
        key: 'app',
        kind: 'json',
        metrics: Array.from({ length: 20 }, (_, index) => ({ key: `value-${index}`, take: `$.value${index}` })),
      },
    ],
    contacts: [{ role: 'Test lead', email: 'lead@example.test' }],
    alerts: Array.from({ length: 20 }, (_, index) => ({
      key: `alert-${index}`,
      when: [`monitor(value-${index}) > 80 for 1m`],
      severity: 'warning',
      notify: ['team'],
    })),
  }
}

function operation(key: string, index: number): OperationDraft {
  return {
    key,
    name: `Operation ${index}`,
    request: {
      method: index % 2 === 0 ? 'GET' : 'POST',
      path: `/things/${index}?user={{ user }}`,
      headers: { 'x-tenant': '{{ tenant }}' },
      ...(index % 2 === 0 ? {} : { body: { json: { name: 'Thing {{ iteration }}', note: '{{ payload }}' } } }),
    },
    payload: 'small',
    checks: ['status = 200', 'latency < 5s'],
  }
}

/** A percentile and the errors of each operation in turn. */
function sla(keys: string[], index: number): SlaDraft {
  const key = keys[Math.floor(index / 2) % keys.length] ?? ''
  return index % 2 === 0
    ? { key: `sla-${index}`, operation: key, metric: 'p95', target: '100ms', limit: '200ms' }
    : { key: `sla-${index}`, operation: key, metric: 'error_rate', target: '1%', limit: '2%' }
}

/** Each sends its part of the operations, and each operation is sent. */
function scenario(keys: string[], index: number, count: number): ScenarioDraft {
  const size = Math.max(1, Math.ceil((3 * keys.length) / count))
  const first = Math.floor((index * keys.length) / count)
  return {
    key: `scenario-${index}`,
    type: 'load',
    load: { model: 'rate', rate: '200/s', rampUp: '1m', hold: '1h' },
    mix: Array.from({ length: size }, (_, step) => ({
      operation: keys[(first + step) % keys.length] ?? '',
      weight: String(1 + (step % 5)),
    })),
    criteria: ['p95 < 300ms', 'error_rate < 2%'],
  }
}
