// A plan for making a system faster: where it stands, what is aimed at, what is done in which order, and the runs that show the gain.

import type { PlanDraft, SlaDraft } from '../../document/plan.ts'
import type { Setting } from '../setting.ts'
import { slaRows } from '../sla-rows.ts'
import { ALERTS, monitors } from './monitoring.ts'
import { NOTES } from './notes.ts'
import { FLOWS, OPERATIONS } from './operations.ts'
import { SCENARIOS } from './scenarios.ts'

const MEASURED = ['type:baseline', 'type:load']

const SLAS: SlaDraft[] = [
  ...['open-page', 'search', 'list-items', 'save-item'].flatMap((operation) =>
    slaRows(operation, { p95: ['200ms', '1s'] }, { when: MEASURED }),
  ),
  {
    key: 'errors',
    label: 'Errors',
    operation: '*',
    metric: 'error_rate',
    target: '0.1%',
    limit: '1%',
    priority: 'high',
    when: MEASURED,
  },
  {
    key: 'throughput',
    label: 'Throughput',
    scenario: 'load',
    metric: 'rate',
    target: '150/s',
    limit: '120/s',
    priority: 'high',
  },
]

export function performancePlan(setting: Setting): PlanDraft {
  return {
    headroom: '1',
    name: 'Performance plan',
    version: '1.0',
    testDate: setting.today,
    engineer: setting.engineer,
    systems: ['page', 'API', 'database'],
    ticket: { id: 'OPT-1', priority: 'P2', effort: 'three phases' },
    summary:
      'Says where the system stands, which figures are aimed at, and which optimizations lead there in which order. The baseline is run before and after each of them, so that every gain is measured. Start the smoke test, then the baseline.',
    objectives: [
      'Know where time is lost',
      'Do first what gains most for the least work',
      'Show every gain by a run, and keep it',
    ],
    baseline: 'a page of 3.1 s, about 120 requests a second',
    target: 'a page of 2 s, about 160 requests a second at 200 ms',
    metrics: [
      { key: 'page-load', label: 'Page load time', current: '3.1s', target: '< 2s', typed: true },
      { key: 'interactive', label: 'Time to interactive', current: '4.2s', target: '< 3s', typed: true },
      { key: 'api', label: 'API response time (p95)', current: 'p95 of load', target: '< 200ms' },
      { key: 'throughput', label: 'Throughput', current: 'rate of load', target: '> 150/s' },
      { key: 'bundle', label: 'Bundle size', current: '480KB', target: '300KB', typed: true },
      { key: 'errors', label: 'Error rate', current: 'error_rate of load', target: '1%' },
    ],
    goals: [
      'The page loads within 2 s and can be used within 3 s',
      'The API answers 95 % within 200 ms',
      'Cost within budget',
    ],
    criticalMetrics: ['p95', 'rate', 'error_rate'],
    contacts: [
      { key: 'owner', role: 'Owner', name: setting.engineer, email: 'owner@example.test' },
      { key: 'front-end', role: 'Front end', name: 'Front-end team', email: 'front-end@example.test' },
      { key: 'back-end', role: 'Back end', name: 'Back-end team', email: 'back-end@example.test' },
    ],
    cost: { budget: '500 EUR a month', expected: '420 EUR a month' },
    nextReview: setting.nextReview,
    environments: [environment(setting)],
    modules: [
      { key: 'page', name: 'Page', operations: ['open-page'], monitors: ['machine'] },
      {
        key: 'api',
        name: 'API',
        operations: ['search', 'list-items', 'save-item', 'open-item'],
        monitors: ['application'],
      },
    ],
    client: {
      maxUsers: '500',
      connections: '500',
      connectTimeout: '2s',
      requestTimeout: '5s',
      connectionPer: 'run',
      cookies: true,
    },
    scaling: {
      policy: { min: '2', max: '4', unit: 'instances', target: 'cpu 70%', up: '1m', down: '5m' },
      expected: [
        { load: '150/s', units: '2', time: 'at once', impact: 'none' },
        { load: '600/s', units: '4', time: '1m-2m', impact: 'slower for a minute' },
      ],
    },
    testData: {
      accounts: { count: '1000', distribution: { visitors: '70%', editors: '30%' } },
      payloads: [{ key: 'item', size: '2KB', count: '1000' }],
      preload: { records: '100', distribution: 'evenly', indexing: 'by id' },
    },
    operations: OPERATIONS,
    flows: FLOWS,
    setup: [{ operation: 'save-item', times: '100', atOnce: '10' }],
    slas: SLAS,
    availability: {
      uptime: '99.9%',
      interval: '30s',
      rto: '5m',
      rpo: '1m',
      probe: 'open-page',
      success: 'status = 200',
    },
    resources: [
      { key: 'cpu', metric: 'monitor(cpu)', normal: '60%', peak: '80%', alert: '80%', critical: '95%' },
      { key: 'memory', metric: 'monitor(memory)', normal: '70%', peak: '85%', alert: '85%', critical: '95%' },
    ],
    acceptance: [
      { key: 'api', requirement: 'API p95 below 200 ms', judge: 'p95 < 200ms', limit: '1s', scenario: 'load' },
      { key: 'rate', requirement: 'Throughput as aimed at', judge: 'rate >= 150/s', limit: '120/s', scenario: 'load' },
      {
        key: 'error-rate',
        requirement: 'At most one request in a hundred fails',
        judge: 'error_rate < 1%',
        scenario: 'load',
      },
      { key: 'cost', requirement: 'Cost within budget', judge: 'cost <= 500', priority: 'low', scenario: 'load' },
    ],
    strategy: [
      {
        type: 'smoke',
        purpose: 'Still works after an optimization',
        duration: '20s',
        pattern: 'A few users',
        success: 'Everything answers',
        cadence: 'after each optimization',
      },
      {
        type: 'baseline',
        purpose: 'Measure its gain',
        duration: '1m',
        pattern: 'Sustained',
        success: 'Not worse than before',
        cadence: 'before and after each optimization',
      },
      {
        type: 'load',
        purpose: 'Show the targets of a phase',
        duration: '10m',
        pattern: 'Sustained',
        success: 'Targets met',
        cadence: 'at the end of each phase',
      },
      {
        type: 'stress',
        purpose: 'Find the next bottleneck',
        duration: '25m',
        pattern: 'Steps that double',
        success: 'What gives way first is known',
        cadence: 'at the end of each phase',
      },
    ],
    scenarios: SCENARIOS,
    monitors: monitors(setting),
    alerts: ALERTS,
    checklists: {
      before: [
        { key: 'measured', text: 'The baseline was run before anything was changed', gate: true },
        { key: 'one-change', text: 'One optimization at a time' },
      ],
      during: [{ key: 'watch', text: 'Watch what is used up first' }],
      after: [
        { key: 'gain', text: 'The gain is written beside the optimization' },
        { key: 'page', text: 'Page load and time to interactive were measured again' },
        { key: 'next', text: 'The next bottleneck is known' },
      ],
    },
    schedule: [
      { key: 'nightly-baseline', scenario: 'baseline', cron: '0 3 * * *', timezone: 'UTC' },
      { key: 'weekly-load', scenario: 'load', cron: '0 4 * * 1', timezone: 'UTC' },
      { key: 'phase-stress', scenario: 'stress', cadence: 'at the end of each phase' },
    ],
    risks: [
      {
        key: 'stale-cache',
        risk: 'A cache shows what is no longer true',
        probability: 'medium',
        impact: 'high',
        mitigation: 'End entries when an item is saved; test that first',
      },
      {
        key: 'moved-bottleneck',
        risk: 'An optimization moves the bottleneck in place of removing it',
        probability: 'high',
        impact: 'medium',
        mitigation: 'Run the stress test after each phase',
      },
    ],
    links: [
      { label: 'Dashboard', url: 'https://example.test/dashboards/site' },
      { label: 'Browser measurements', url: 'https://example.test/vitals' },
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
    variables: { locale: 'en' },
    loadGenerators: [
      { location: 'same machine', capacity: '2 cores', specification: 'the worker of this installation' },
    ],
    components: [
      { name: 'page', instances: '1', resources: 'CDN', configuration: 'files with a hash in their name' },
      { name: 'API', instances: '2', resources: '2 vCPU, 4 GB' },
      { name: 'database', instances: '1', resources: '4 vCPU, 16 GB', configuration: 'pool of 40' },
    ],
    links: [
      { from: 'load generator', to: 'API', bandwidth: '1 Gbps', latency: '2ms', packetLoss: '0%', jitter: '1ms' },
    ],
  }
}
