// Two runs and the plan they ran, for the tests of reports.

import type { Analysis } from '#lib/analysis/analysis.ts'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import type { ObjectiveView, OperationSummary, Summary } from '#lib/runs/schema.ts'
import type { ReportRun } from './report-input.ts'

export const AT = '2026-11-19T14:00:00.000Z'
export const peakRun = { id: '01978a2b-7c1d-7e3f-8a4b-5c6d7e8f9a0b', label: 'R-12' }
export const baselineRun = { id: '01978a2b-7c1d-7e3f-8a4b-5c6d7e8f9a0c', label: 'R-11' }
export const baseline = { key: 'baseline', name: 'Baseline', type: 'baseline' }
export const peak = { key: 'peak', name: 'Peak', type: 'peak' }
export const soak = { key: 'soak', name: 'Soak', type: 'soak' }

export const draftFixture: PlanDraft = {
  name: 'Orders API',
  version: '2.4.0',
  engineer: 'Ed Engineer',
  systems: ['orders', 'payments'],
  summary: 'Can the sale of November be carried?',
  objectives: ['Validate the release'],
  metrics: [{ key: 'api', label: 'API response time', current: '3.1s', target: '2s', typed: true }],
  environments: [
    {
      key: 'staging',
      name: 'Staging',
      kind: 'staging',
      baseUrl: 'https://staging.example.test',
      variables: { tenant: 'acme' },
      secrets: ['API_TOKEN'],
      components: [{ name: 'orders', instances: '3', resources: '2 CPU' }],
      links: [
        {
          from: 'Load gen',
          to: 'Gateway',
          bandwidth: '1 Gbps',
          latency: '< 5ms',
          packetLoss: '< 0.1%',
          jitter: '< 1ms',
        },
      ],
    },
  ],
  scaling: { expected: [{ load: 'Peak (35/s)', units: '8-12 ACU', time: '1-2 minutes', impact: 'minimal' }] },
  operations: [{ key: 'create-order', name: 'Create order' }],
  slas: [
    { key: 'create-p95', operation: 'create-order', metric: 'p95', target: '500ms', limit: '800ms', priority: 'high' },
    {
      key: 'sustained',
      label: 'Normal load',
      metric: 'rate',
      target: '500/s',
      peak: '800/s',
      sustained: '10m',
      priority: 'high',
    },
    { key: 'errors', operation: '*', metric: 'error_rate', target: '0.1%', limit: '1%', priority: 'high' },
  ],
  availability: { uptime: '99.9%' },
  resources: [{ metric: 'cpu', normal: '60%', peak: '80%', alert: '85%', critical: '95%' }],
  scenarios: [
    {
      ...{ key: 'baseline', name: 'Baseline', type: 'baseline', objective: 'Establish a baseline' },
      load: { model: 'users', users: '20', hold: '10m', thinkTime: '1s' },
      mix: [{ operation: 'create-order', weight: '1' }],
      phases: [{ key: 'steady', name: 'Steady', objectives: ['Maintain the load'] }],
    },
    { key: 'peak', name: 'Peak', type: 'peak', objective: 'Carry the sale' },
    { key: 'soak', name: 'Soak', type: 'soak' },
  ],
  alerts: [{ key: 'slow', when: ['p95 > 800ms'], severity: 'critical', notify: ['team'] }],
  contacts: [{ role: 'Test lead', name: 'Ada Lead', email: 'ada@example.test' }],
  links: [{ label: 'Dashboard', url: 'https://grafana.example.test' }],
}

export const derivation = {
  run: peakRun,
  selector: 'create-order',
  window: { fromMs: 60_000, toMs: 600_000, name: 'steady' },
  samples: 12_000,
  method: 'p95 of merged histograms',
  typedBy: null,
}

export const objectiveFixture: ObjectiveView = {
  key: 'create-p95',
  judge: 'p95(create-order) < 500ms',
  source: 'sla',
  metric: 'p95',
  selector: 'create-order',
  comparator: '<',
  priority: 'high',
  verdict: 'warn',
  reason: 'Between target and limit.',
  unit: 'ms',
  actual: 538,
  target: 500,
  limit: 800,
  interval: [529, 547],
  headroom: 0.3275,
  samples: 12_000,
  window: { fromMs: 60_000, toMs: 600_000, name: 'steady' },
  compliance: { share: 0.99, windows: 60, compliant: 59, windowSeconds: 10, worst: { atMs: 120_000, value: 902 } },
  derivation,
}

export function operationFixture(key: string, name: string, p95: number): OperationSummary {
  const times = {
    mean: p95 / 2,
    min: 5,
    max: p95 * 4,
    deviation: 20,
    p50: p95 / 3,
    p90: p95 * 0.8,
    p95,
    p99: p95 * 2,
    p999: p95 * 3,
  }
  return {
    ...{ key, name, method: 'POST', path: `/${key}`, offered: 12_010, sent: 12_005, ok: 12_000, failed: 5 },
    ...{
      dropped: { target: 3, generator: 2 },
      interrupted: 0,
      skipped: 0,
      conflicts: 0,
      refusals: 0,
      refreshes: 0,
      truncatedBodies: 0,
    },
    ...{ ratePerSecond: 20, errorRate: 5 / 12_005, checkRate: 1, bytesIn: 1_000_000, status: { '200': 12_000 } },
    responseTimeMs: { ...times, shown: times, judged: { p50: p95 / 3, p90: p95 * 0.8, p95, p99: p95 * 2, p999: null } },
    serviceTimeMs: times,
  }
}

const summaryFixture = (p95: number): Summary => ({
  from: 0,
  to: 600_000,
  totals: operationFixture('*', 'All operations', p95),
  operations: { 'create-order': operationFixture('create-order', 'Create order', p95) },
  ...{ flows: {}, errors: [], metrics: {} },
})

const analysisFixture: Analysis = {
  ...{
    key: 'recovery',
    title: 'Recovery',
    tone: 'bad',
    howToRead: 'Lower is better.',
    chart: null,
    window: null,
    suggestion: null,
  },
  sentence: 'p95 took 66 s to come back after the peak.',
  figures: [{ key: 'recovery', label: 'Recovered after', value: 66, unit: 's', interval: null }],
  table: {
    columns: [
      { key: 'spike', label: 'Spike', unit: 'text' },
      { key: 'after', label: 'After', unit: 's' },
    ],
    rows: [{ spike: 'first', after: 66 }],
  },
}

export function runFixture(run: { id: string; label: string }, scenario: typeof peak, p95: number): ReportRun {
  return {
    head: {
      ...{
        id: run.id,
        label: run.label,
        number: Number(run.label.slice(2)),
        projectId: 'p',
        planId: 'plan',
        planName: 'Orders API',
      },
      ...{
        planVersion: '2.4.0',
        versionUnderTest: '2.4.0',
        revision: 4,
        scenario,
        environment: { key: 'staging', name: 'Staging' },
        startedBy: 'Ed Engineer',
      },
      ...{ state: 'ended', endReason: 'completed', endMessage: null, stopRequested: null, leftPlanAtMs: null },
      ...{ createdAt: AT, startedAt: '2026-11-19T12:00:00.000Z', endedAt: '2026-11-19T12:10:00.000Z' },
      ...{ plannedDurationMs: 600_000, elapsedMs: 600_000, stage: null, verdict: 'warn', validity: 'valid' },
    },
    summary: summaryFixture(p95),
    verdict: {
      verdict: 'warn',
      validity: { status: 'valid', reasons: [], completeness: 1 },
      objectives: [objectiveFixture],
      sentence: 'One objective is over its target.',
      phases: [
        { key: 'steady', name: 'Steady', gate: false, fromMs: 60_000, toMs: 600_000, verdict: 'pass', objectives: [] },
      ],
    },
    analyses: [analysisFixture],
  }
}

export const runsFixture: ReportRun[] = [runFixture(baselineRun, baseline, 120), runFixture(peakRun, peak, 538)]
