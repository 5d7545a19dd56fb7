// The performance test of an integration between systems: service levels, environment, data, six kinds of load, and how to conduct them.

import type { PlanDraft } from '../../document/plan.ts'
import type { Setting } from '../setting.ts'
import { CHECKLISTS, NOTES, RISKS, SCHEDULE, STRATEGY } from './conduct.ts'
import { ALERTS, monitors } from './monitoring.ts'
import { ACCEPTANCE, AVAILABILITY, RESOURCES, SLAS } from './objectives.ts'
import { FLOWS, OPERATIONS } from './operations.ts'
import { SCENARIOS } from './scenarios.ts'

export function integrationPlan(setting: Setting): PlanDraft {
  return {
    headroom: '1',
    name: 'Integration performance test',
    version: '1.0',
    testDate: setting.today,
    engineer: setting.engineer,
    systems: ['gateway', 'application', 'database', 'queue'],
    ticket: { id: 'PERF-1', priority: 'P2', effort: '5 days' },
    summary:
      'Shows whether the integration serves normal, peak and burst load within its service levels, where it breaks, and that it comes back. Start the smoke test, then the baseline; the others take their time.',
    objectives: [
      'Validate performance under the load expected',
      'Find bottlenecks and the limits of scaling',
      'Verify the service levels under every kind of load',
      'Establish a baseline for later comparisons',
      'Know how the system behaves in its busiest hours',
    ],
    baseline: 'about 150 requests a second, 30 users at work',
    target: 'about 190 requests a second, 80 users at work',
    metrics: [
      { key: 'p95', label: 'Response time, p95', current: 'p95 of baseline', target: '150ms' },
      { key: 'rate', label: 'Throughput', current: 'rate of peak', target: '160/s' },
      { key: 'errors', label: 'Error rate', current: 'error_rate of peak', target: '1%' },
    ],
    goals: ['95 % of records are read within 150 ms', 'At most one request in a hundred fails at the peak'],
    criticalMetrics: ['p95(create-record)', 'p95(read-record)', 'error_rate', 'rate'],
    contacts: [
      { key: 'lead', role: 'Test lead', name: setting.engineer, email: 'lead@example.test' },
      { key: 'engineer', role: 'Performance engineer', name: setting.engineer, email: 'performance@example.test' },
      { key: 'operations', role: 'Operations', name: 'Operations on call', email: 'operations@example.test' },
    ],
    cost: { budget: '200 EUR a month', expected: '120 EUR a month' },
    nextReview: setting.nextReview,
    environments: [environment(setting)],
    modules: [
      {
        key: 'records',
        name: 'Records',
        operations: ['create-record', 'read-record', 'update-record', 'create-draft', 'delete-record', 'create-kept'],
        monitors: ['application'],
      },
      {
        key: 'bulk',
        name: 'Bulk work',
        operations: ['bulk-import', 'process-batch'],
        monitors: ['application', 'system'],
      },
    ],
    client: {
      maxUsers: '500',
      connections: '500',
      connectTimeout: '5s',
      requestTimeout: '10s',
      connectionPer: 'run',
      cookies: true,
    },
    scaling: {
      policy: { min: '1', max: '4', unit: 'instances', target: 'cpu 70%', up: '1m', down: '5m' },
      expected: [
        { load: '150/s', units: '1', time: 'at once', impact: 'none' },
        { load: '300/s', units: '2', time: '1m-2m', impact: 'slower for a minute' },
        { load: '600/s', units: '4', time: '2m-4m', impact: 'slower for some minutes' },
      ],
    },
    testData: {
      accounts: { count: '10000', distribution: { standard: '80%', premium: '15%', enterprise: '5%' } },
      payloads: [
        { key: 'small', size: '1KB', count: '1000' },
        { key: 'medium', size: '5KB', count: '1000' },
        { key: 'large', size: '10KB', count: '100' },
      ],
      preload: { records: '200', distribution: 'evenly over types', indexing: 'by id and by reference' },
      datasets: [
        { key: 'records', generate: { kind: 'csv', rows: '2000', valid: '95%', invalid: '3%', duplicate: '2%' } },
      ],
    },
    operations: OPERATIONS,
    flows: FLOWS,
    setup: ['login', { operation: 'create-record', times: '200', atOnce: '10' }],
    auth: { login: 'login', refreshOn: '401' },
    slas: SLAS,
    availability: AVAILABILITY,
    resources: RESOURCES,
    acceptance: ACCEPTANCE,
    strategy: STRATEGY,
    scenarios: SCENARIOS,
    monitors: monitors(setting),
    alerts: ALERTS,
    drills: [
      {
        key: 'application-restart',
        name: 'The application is restarted under load',
        scenario: 'peak',
        at: '1h',
        for: '30s',
        inject: { manual: 'Restart one instance of the application' },
        expect: ['error_rate < 5% during drill', 'recovery_time < 2m'],
        recovery: ['It takes traffic again by itself', 'Nobody has to log in again'],
      },
    ],
    checklists: CHECKLISTS,
    schedule: SCHEDULE,
    risks: RISKS,
    links: [
      { label: 'Dashboard', url: 'https://example.test/dashboards/integration' },
      { label: 'Scripts and data', url: 'https://example.test/repositories/load-tests' },
      { label: 'Results of earlier tests', url: 'https://example.test/results/integration' },
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
    variables: { tenant: 'acme' },
    loadGenerators: [
      { location: 'same machine', capacity: '2 cores', specification: 'the worker of this installation' },
      { location: 'second machine', capacity: '4 cores, 8 GB', specification: 'npm run worker, for more than 2,000/s' },
    ],
    components: [
      {
        name: 'gateway',
        instances: '2',
        resources: '2 vCPU, 4 GB',
        configuration: 'round robin',
        maxConnections: '2000',
      },
      { name: 'application', instances: '4', resources: '4 vCPU, 8 GB', configuration: 'stateless' },
      { name: 'database', instances: '1', resources: '8 vCPU, 32 GB', configuration: 'PostgreSQL, one replica' },
      { name: 'queue', instances: '1', resources: '2 vCPU, 4 GB', configuration: 'two workers' },
    ],
    links: [
      { from: 'load generator', to: 'gateway', bandwidth: '1 Gbps', latency: '2ms', packetLoss: '0.1%', jitter: '1ms' },
      { from: 'gateway', to: 'application', bandwidth: '10 Gbps', latency: '1ms', packetLoss: '0%', jitter: '0.5ms' },
      { from: 'application', to: 'database', bandwidth: '10 Gbps', latency: '1ms', packetLoss: '0%', jitter: '0.5ms' },
      { from: 'application', to: 'queue', bandwidth: '10 Gbps', latency: '1ms', packetLoss: '0%', jitter: '0.5ms' },
    ],
  }
}
