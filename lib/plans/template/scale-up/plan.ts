// The validation that a system takes a multiple of its present load: sustained, at the peak, in a burst, and with many who change the same.

import type { PlanDraft } from '../../document/plan.ts'
import type { Setting } from '../setting.ts'
import { ALERTS, CHECKLISTS, monitors, NOTES, STRATEGY } from './conduct.ts'
import { ACCEPTANCE, AVAILABILITY, RESOURCES, SLAS } from './objectives.ts'
import { FLOWS, OPERATIONS } from './operations.ts'
import { SCENARIOS } from './scenarios.ts'

export function scaleUpPlan(setting: Setting): PlanDraft {
  return {
    headroom: '1',
    name: 'Validation of a scale-up',
    version: '1.0',
    testDate: setting.today,
    engineer: setting.engineer,
    systems: ['API', 'document service', 'database'],
    ticket: { id: 'SCALE-1', priority: 'P2', effort: '13 points' },
    summary:
      'Validates that the platform takes five times its present load: for hours, at the peak of the day, in a burst, and while a thousand people change the same documents. Start the smoke test, then the baseline.',
    objectives: [
      'Show that response times hold at five times the load',
      'Show that nothing acknowledged is lost in conflicts',
      'Show that the database grows and shrinks by itself',
      'Show that memory stays below its limit for hours',
    ],
    baseline: '20k requests a day',
    target: '35 requests a second in the busiest hour',
    metrics: [
      { key: 'p95', label: 'p95 latency', current: 'p95 of peak', target: '≤ 300ms' },
      { key: 'memory', label: 'Memory', current: 'monitor(memory)', target: '< 512MB' },
      { key: 'data-loss', label: 'Lost writes', current: 'lost_writes of conflicts', target: '0' },
      { key: 'error-rate', label: 'Error rate', current: 'error_rate of peak', target: '≤ 5%' },
    ],
    goals: [
      'Five times the load of today',
      'No change to the applications',
      'Lower cost than with machines of fixed size',
    ],
    criticalMetrics: ['p95', 'monitor(memory)', 'lost_writes', 'monitor(units)', 'error_rate'],
    contacts: [
      { key: 'lead', role: 'Test lead', name: setting.engineer, email: 'lead@example.test' },
      { key: 'database', role: 'Database', name: 'Operations', email: 'database@example.test' },
    ],
    cost: { budget: '600 EUR a month', expected: '450 EUR a month' },
    nextReview: setting.nextReview,
    environments: [environment(setting)],
    modules: [
      {
        key: 'records',
        name: 'Records',
        operations: ['submit-record', 'read-record', 'list-records', 'read-report', 'submit-kept'],
        monitors: ['service'],
      },
      { key: 'documents', name: 'Documents', operations: ['read-document', 'change-document'], monitors: ['service'] },
    ],
    client: {
      maxUsers: '1000',
      connections: '1000',
      connectTimeout: '5s',
      requestTimeout: '10s',
      connectionPer: 'run',
      cookies: true,
    },
    scaling: {
      policy: { min: '2', max: '16', unit: 'ACU', target: 'cpu 70%', up: '15s', down: '5m' },
      expected: [
        { load: '1.2/s', units: '2-4', time: 'at once', impact: 'none' },
        { load: '35/s', units: '8-12', time: '1m-2m', impact: 'minimal' },
        { load: '166/s', units: '12-16', time: '30s-60s', impact: 'slower for a moment' },
      ],
    },
    testData: {
      accounts: { count: '1000', distribution: { inspectors: '70%', managers: '30%' } },
      payloads: [{ key: 'record', size: '2KB', count: '1000' }],
      preload: { records: '100', distribution: 'evenly over kinds', indexing: 'by id' },
    },
    operations: OPERATIONS,
    flows: FLOWS,
    setup: ['login', { operation: 'submit-record', times: '100', atOnce: '10' }],
    auth: { login: 'login', refreshOn: '401' },
    slas: SLAS,
    availability: AVAILABILITY,
    resources: RESOURCES,
    acceptance: ACCEPTANCE,
    strategy: STRATEGY,
    scenarios: SCENARIOS,
    monitors: monitors(setting),
    alerts: ALERTS,
    checklists: CHECKLISTS,
    schedule: [
      { key: 'weekly-peak', scenario: 'peak', cron: '0 20 * * 2', timezone: 'UTC' },
      { key: 'release-sustained', scenario: 'sustained', cadence: 'before each release' },
      { key: 'release-burst', scenario: 'spike', cadence: 'before each release' },
    ],
    risks: [
      {
        key: 'stand-in',
        risk: 'The database that grows by itself is not there yet, and something else stands for it',
        probability: 'high',
        impact: 'high',
        mitigation: 'Repeat the burst when it is there; say so in the decision',
      },
      {
        key: 'cold-start',
        risk: 'Units come too late for the first minute of a burst',
        probability: 'medium',
        impact: 'medium',
        mitigation: 'Keep more units in business hours',
      },
    ],
    links: [
      { label: 'Logs of the runs', url: 'https://example.test/logs/scale-up' },
      { label: 'Profiles', url: 'https://example.test/profiles/scale-up' },
      { label: 'Configuration', url: 'https://example.test/repositories/platform' },
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
    services: { documents: `${baseUrl}/documents` },
    variables: { region: 'eu-west' },
    loadGenerators: [
      { location: 'same machine', capacity: '2 cores', specification: 'the worker of this installation' },
    ],
    components: [
      { name: 'API', instances: '2', resources: '2 vCPU, 1 GB', configuration: 'profiles at port 6060' },
      { name: 'document service', instances: '2', resources: '1 vCPU, 512 MB', configuration: 'versions, no locks' },
      { name: 'database', instances: '1', resources: '2 to 16 ACU', configuration: 'target 70 % CPU, pool of 30' },
    ],
    links: [
      { from: 'load generator', to: 'API', bandwidth: '1 Gbps', latency: '2ms', packetLoss: '0.1%', jitter: '1ms' },
      { from: 'API', to: 'database', bandwidth: '10 Gbps', latency: '1ms', packetLoss: '0%', jitter: '0.5ms' },
    ],
  }
}
