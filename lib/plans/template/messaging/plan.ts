// The load tests of a platform that sends campaigns and follows what becomes of them, with failure drills and the validation of its
// monitoring.

import type { PlanDraft } from '../../document/plan.ts'
import type { Setting } from '../setting.ts'
import { CHECKLISTS, NOTES, RISKS, SCHEDULE, STRATEGY } from './conduct.ts'
import { ALERTS, DRILLS, monitors } from './monitoring.ts'
import { ACCEPTANCE, AVAILABILITY, RESOURCES, SLAS } from './objectives.ts'
import { FLOWS, OPERATIONS } from './operations.ts'
import { SCENARIOS } from './scenarios.ts'

export function messagingPlan(setting: Setting): PlanDraft {
  return {
    headroom: '1',
    name: 'Messaging platform',
    version: '1.0',
    testDate: setting.today,
    engineer: setting.engineer,
    systems: ['API', 'queue worker', 'tracking', 'analytics', 'database', 'cache'],
    ticket: { id: 'LOAD-1', priority: 'P1', effort: '10 days' },
    summary:
      'Shows that campaigns are sent in time, that opens and clicks are tracked under bursts, that large files of contacts are imported, and that monitoring tells of every fault. Start the smoke test, then the baseline.',
    objectives: [
      'Know for each module which load it takes within its service level',
      'Find the breaking point before customers do',
      'Show that faults are noticed and mended without anybody’s help',
      'Validate monitoring and alerts with real load',
    ],
    baseline: 'about 3,000 requests a minute',
    target: 'about 8,500 requests a minute, five campaigns of 50,000 at one moment',
    metrics: [
      { key: 'p95', label: 'API p95', current: 'p95 of baseline', target: '150ms' },
      { key: 'tracking', label: 'Tracking p95', current: 'p95(track-open) of everyday', target: '150ms' },
      { key: 'errors', label: 'Error rate', current: 'error_rate of everyday', target: '1%' },
    ],
    goals: [
      'Opens and clicks within 150 ms',
      'Five campaigns at one moment within half an hour',
      'An import within ten minutes',
    ],
    criticalMetrics: ['p95(track-open)', 'p95(create-campaign)', 'error_rate', 'monitor(queue-depth)'],
    contacts: [
      { key: 'lead', role: 'Test lead', name: setting.engineer, email: 'lead@example.test' },
      { key: 'on-call', role: 'On call', name: 'Operations', email: 'on-call@example.test' },
    ],
    cost: { budget: '400 EUR a month', expected: '300 EUR a month' },
    nextReview: setting.nextReview,
    environments: [environment(setting)],
    modules: [
      {
        key: 'sending',
        name: 'Sending',
        operations: ['create-campaign', 'list-campaigns', 'send-campaign', 'send-large-campaign'],
        monitors: ['platform'],
      },
      {
        key: 'tracking',
        name: 'Tracking',
        operations: ['track-open', 'track-open-miss', 'track-click', 'hostile-id'],
        monitors: ['platform', 'database'],
      },
      { key: 'sessions', name: 'Authentication', operations: ['login', 'refresh'], monitors: ['platform'] },
      { key: 'contacts', name: 'Import', operations: ['import-contacts'], monitors: ['platform', 'server'] },
      {
        key: 'analytics',
        name: 'Analytics',
        operations: ['overview', 'timeline', 'top-links', 'recent-events'],
        monitors: ['database'],
      },
    ],
    client: {
      maxUsers: '1000',
      connections: '1000',
      connectTimeout: '2s',
      requestTimeout: '10s',
      connectionPer: 'run',
      cookies: true,
    },
    scaling: {
      policy: { min: '2', max: '4', unit: 'workers', target: 'backlog below 1,000', up: '1m', down: '3m' },
      expected: [
        { load: '2500/s', units: '2', time: 'at once', impact: 'none' },
        { load: '5000/s', units: '4', time: '1m-2m', impact: 'messages wait for a minute' },
      ],
    },
    testData: {
      accounts: { count: '2000', distribution: { phone: '55%', desktop: '30%', 'mail program': '15%' } },
      payloads: [{ key: 'message', size: '2KB', count: '1000' }],
      preload: { records: '0', distribution: 'nothing is loaded before', indexing: 'by message id' },
      datasets: [
        { key: 'contacts', generate: { kind: 'csv', rows: '100000', valid: '95%', invalid: '3%', duplicate: '2%' } },
      ],
    },
    operations: OPERATIONS,
    flows: FLOWS,
    setup: ['login'],
    auth: { login: 'login', refreshOn: '401' },
    slas: SLAS,
    availability: AVAILABILITY,
    resources: RESOURCES,
    acceptance: ACCEPTANCE,
    strategy: STRATEGY,
    scenarios: SCENARIOS,
    monitors: monitors(setting),
    alerts: ALERTS,
    drills: DRILLS,
    checklists: CHECKLISTS,
    schedule: SCHEDULE,
    risks: RISKS,
    links: [
      { label: 'Dashboard', url: 'https://example.test/dashboards/messaging' },
      { label: 'Runbook of alerts', url: 'https://example.test/runbooks/messaging' },
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
    variables: { reports: '30d', tokenTtl: '60s' },
    loadGenerators: [
      { location: 'same machine', capacity: '2 cores', specification: 'the worker of this installation' },
    ],
    components: [
      { name: 'API', instances: '2', resources: '2 vCPU, 4 GB', maxConnections: '1000' },
      {
        name: 'queue worker',
        instances: '2',
        resources: '1 vCPU, 2 GB',
        configuration: '1,000 messages a second each',
      },
      { name: 'database', instances: '1', resources: '4 vCPU, 16 GB', configuration: '100 connections' },
      { name: 'cache', instances: '1', resources: '1 vCPU, 2 GB', configuration: '10,000 entries' },
    ],
    links: [
      { from: 'load generator', to: 'API', bandwidth: '1 Gbps', latency: '2ms', packetLoss: '0.1%', jitter: '1ms' },
      { from: 'API', to: 'database', bandwidth: '10 Gbps', latency: '1ms', packetLoss: '0%', jitter: '0.5ms' },
    ],
  }
}
