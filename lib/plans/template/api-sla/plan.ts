// The service levels of an API: one row per endpoint, the limits of its machines, and the loads that show whether they hold.

import type { PlanDraft } from '../../document/plan.ts'
import type { Setting } from '../setting.ts'
import { ALERTS, CHECKLISTS, monitors, NOTES, SCHEDULE, STRATEGY } from './conduct.ts'
import { ACCEPTANCE, AVAILABILITY, RESOURCES, SLAS } from './objectives.ts'
import { FLOWS, OPERATIONS } from './operations.ts'
import { SCENARIOS } from './scenarios.ts'

export function apiSlaPlan(setting: Setting): PlanDraft {
  return {
    headroom: '1',
    name: 'API SLA suite',
    version: '1.0',
    testDate: setting.today,
    engineer: setting.engineer,
    systems: ['API', 'PostgreSQL'],
    ticket: { id: 'SLA-1', priority: 'P2', effort: '3 days' },
    summary:
      'Shows that each endpoint keeps its service level under everyday and peak load, where the API breaks, and that it stays as it is over hours. Start the smoke test, then the baseline.',
    objectives: [
      'Capacity: know what the infrastructure has to be',
      'Service levels: show that response times are kept',
      'Bottlenecks: find them before production does',
      'Regressions: notice them in the build',
      'Cost: pay for what is needed',
    ],
    baseline: 'about 165 requests a second of 12 users',
    target: 'about 350 requests a second of 25 users',
    metrics: [
      { key: 'p95', label: 'p95 of all endpoints', current: 'p95 of baseline', target: '150ms' },
      { key: 'rate', label: 'Throughput', current: 'rate of baseline', target: '150/s' },
      { key: 'errors', label: 'Error rate', current: 'error_rate of baseline', target: '1%' },
    ],
    goals: ['Every row of the matrix met at peak load', 'No regression reaches production'],
    criticalMetrics: ['p95(find-entries)', 'p95(create-entry)', 'p99', 'error_rate', 'rate'],
    contacts: [
      { key: 'maintainer', role: 'Maintainer', name: setting.engineer, email: 'maintainer@example.test' },
      { key: 'lead', role: 'Test lead', name: setting.engineer, email: 'lead@example.test' },
    ],
    cost: { budget: '150 EUR a month', expected: '90 EUR a month' },
    nextReview: setting.nextReview,
    environments: [environment(setting)],
    modules: [
      {
        key: 'entries',
        name: 'Entries',
        operations: ['create-entry', 'find-entries', 'entry-history'],
        monitors: ['api'],
      },
      { key: 'systems', name: 'Systems', operations: ['heartbeat', 'system-status', 'escalations'], monitors: ['api'] },
    ],
    client: {
      maxUsers: '200',
      connections: '200',
      connectTimeout: '2s',
      requestTimeout: '5s',
      connectionPer: 'run',
      cookies: true,
    },
    testData: {
      accounts: { count: '1000', distribution: { readers: '60%', writers: '40%' } },
      preload: { records: '300', distribution: 'evenly over 1,000 subjects', indexing: 'by subject and tenant' },
    },
    operations: OPERATIONS,
    flows: FLOWS,
    setup: [{ operation: 'create-entry', times: '300', atOnce: '10' }],
    slas: SLAS,
    availability: AVAILABILITY,
    resources: RESOURCES,
    acceptance: ACCEPTANCE,
    strategy: STRATEGY,
    scenarios: SCENARIOS,
    monitors: monitors(setting),
    alerts: ALERTS,
    checklists: CHECKLISTS,
    schedule: SCHEDULE,
    risks: [
      {
        key: 'one-host',
        risk: 'Generator, API and database share one machine, unlike production',
        probability: 'high',
        impact: 'medium',
        mitigation: 'Read generator health; run the peak from a second machine',
      },
      {
        key: 'small-data',
        risk: 'An almost empty database answers faster than a full one',
        probability: 'medium',
        impact: 'high',
        mitigation: 'Raise the preload to the size of production',
      },
    ],
    links: [
      { label: 'API description', url: 'https://example.test/api/openapi.json' },
      { label: 'Dashboard', url: 'https://example.test/dashboards/api' },
    ],
    notes: NOTES,
  }
}

function environment({ baseUrl }: Setting): NonNullable<PlanDraft['environments']>[number] {
  return {
    key: 'demo',
    name: 'Demo target',
    kind: 'staging',
    baseUrl,
    variables: { tenant: '00000000-0000-0000-0000-000000000001' },
    loadGenerators: [
      { location: 'same machine', capacity: '2 cores', specification: 'the worker of this installation' },
    ],
    components: [
      {
        name: 'API',
        instances: '1',
        resources: '2 vCPU, 4 GB',
        configuration: '4 workers',
        maxConnections: '200',
        maxRate: '1000/s',
      },
      { name: 'PostgreSQL', instances: '1', resources: '2 vCPU, 8 GB', configuration: '100 connections, pool of 80' },
    ],
    links: [
      { from: 'load generator', to: 'API', bandwidth: '10 Gbps', latency: '1ms', packetLoss: '0%', jitter: '0.5ms' },
      { from: 'API', to: 'PostgreSQL', bandwidth: '10 Gbps', latency: '1ms', packetLoss: '0%', jitter: '0.5ms' },
    ],
  }
}
