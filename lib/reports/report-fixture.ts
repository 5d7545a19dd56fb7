// A small cycle with two runs, one scenario that was not run, and everything people add, for the tests of reports.

import type { Analysis } from '#lib/analysis/analysis.ts'
import type { CoverageCell, MatrixRow } from '#lib/cycles/schema.ts'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import type { ObjectiveView, OperationSummary, Summary } from '#lib/runs/schema.ts'
import type { CycleView } from './cycle-view-schema.ts'
import type { ReportRun } from './report-input.ts'

const AT = '2026-11-19T14:00:00.000Z'
const BY = { by: 'Ada Lead', at: AT }
const peakRun = { id: '01978a2b-7c1d-7e3f-8a4b-5c6d7e8f9a0b', label: 'R-12' }
const baselineRun = { id: '01978a2b-7c1d-7e3f-8a4b-5c6d7e8f9a0c', label: 'R-11' }
const baseline = { key: 'baseline', name: 'Baseline', type: 'baseline' }
const peak = { key: 'peak', name: 'Peak', type: 'peak' }
const soak = { key: 'soak', name: 'Soak', type: 'soak' }

export const draftFixture: PlanDraft = {
  name: 'Orders API',
  version: '2.4.0',
  engineer: 'Ed Engineer',
  systems: ['orders', 'payments'],
  summary: 'Can the sale of November be carried?',
  objectives: ['Validate the release'],
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
    { key: 'baseline', name: 'Baseline', type: 'baseline', objective: 'Establish a baseline' },
    { key: 'peak', name: 'Peak', type: 'peak', objective: 'Carry the sale' },
    { key: 'soak', name: 'Soak', type: 'soak' },
  ],
  alerts: [{ key: 'slow', when: ['p95 > 800ms'], severity: 'critical', notify: ['team'] }],
  contacts: [{ role: 'Test lead', name: 'Ada Lead', email: 'ada@example.test' }],
  links: [{ label: 'Dashboard', url: 'https://grafana.example.test' }],
}

const derivation = {
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
    },
    analyses: [analysisFixture],
  }
}

export const runsFixture: ReportRun[] = [runFixture(baselineRun, baseline, 120), runFixture(peakRun, peak, 538)]

const rowOf = (scenario: typeof peak, run: typeof peakRun | null, p95: number): MatrixRow => ({
  ...{
    scenario,
    status: run ? 'done' : 'not-run',
    waivedUntil: null,
    run,
    attempts: run ? 1 : 0,
    startedAt: null,
    endedAt: null,
  },
  ...{
    plannedDurationMs: 600_000,
    durationMs: run ? 600_000 : null,
    peakUsers: run ? 220 : null,
    peakRatePerSecond: run ? 804 : null,
  },
  ...{
    requests: run ? 12_005 : null,
    errorRate: run ? 0.0004 : null,
    verdict: run ? 'warn' : null,
    sentence: run ? 'One objective is over its target.' : null,
  },
  ...{ validity: run ? 'valid' : null, validityReasons: [], confidence: null, leastHeadroom: null, memoryBytes: null },
  latencyMs: run ? { p50: p95 / 3, p95, p99: p95 * 2, max: p95 * 4 } : { p50: null, p95: null, p99: null, max: null },
  throughput: run ? { target: 800, actual: 796, efficiency: 0.995 } : { target: 800, actual: null, efficiency: null },
})

const cell = (scenario: string, status: CoverageCell['status']): CoverageCell => ({
  ...{
    scenario,
    status,
    run: status === 'warn' ? peakRun : null,
    actual: 538,
    interval: null,
    headroom: 0.33,
    samples: 12_000,
  },
  ...{ reason: 'Between target and limit.', derivation: null },
})

export const cycleFixture: CycleView = {
  ...{
    id: '01978a2b-7c1d-7e3f-8a4b-5c6d7e8f9a01',
    projectId: 'p',
    plan: { id: 'plan', name: 'Orders API' },
    number: 7,
  },
  ...{ name: 'Orders API 2.4.0', versionUnderTest: '2.4.0-rc.2', environment: { key: 'staging', name: 'Staging' } },
  ...{
    startsOn: null,
    endsOn: '2026-11-24',
    state: 'decided',
    revision: { id: 'r', number: 4, hash: 'abc' },
    createdAt: AT,
    createdBy: 'Ada Lead',
  },
  planChangedSince: null,
  suite: { state: 'done', steps: [], plannedTotalMs: 1_200_000, started: BY, endedAt: AT, because: null },
  runs: [
    {
      ...{
        run: peakRun,
        scenario: peak,
        revision: 4,
        state: 'ended',
        endReason: 'completed',
        startedAt: AT,
        endedAt: AT,
        verdict: 'warn',
      },
      ...{ validity: 'valid', counts: true, excluded: null, staleBecause: null, addedBy: 'Ada Lead' },
    },
  ],
  matrix: [rowOf(baseline, baselineRun, 120), rowOf(peak, peakRun, 538), rowOf(soak, null, 0)],
  totalTestMs: 1_200_000,
  coverage: {
    scenarios: [baseline, peak, soak],
    rows: [
      {
        ...{
          key: 'create-p95',
          source: 'sla',
          label: 'Create order p95',
          judge: 'p95(create-order) < 500ms',
          priority: 'high',
        },
        ...{ metric: 'p95', comparator: '<', unit: 'ms', target: 500, limit: 800, result: 'warn', waivedUntil: null },
        cells: [cell('baseline', 'not-asked'), cell('peak', 'warn'), cell('soak', 'untested')],
        gaps: [{ scenario: 'Soak', why: 'not run' }],
      },
    ],
    ...{ met: 0, total: 1 },
  },
  checklists: {
    before: [
      {
        ...{
          list: 'before',
          key: 'env',
          text: 'Environment is stable',
          required: true,
          kind: 'person',
          isOpen: false,
          finding: null,
          scenario: null,
        },
        mark: { id: 'm', state: 'done', note: 'seen', ...BY, run: null, attachment: null },
      },
    ],
    ...{ during: [], after: [], success: [], gate: { isOpen: true, open: [] } },
  },
  kpis: [
    {
      ...{
        key: 'peak-p95',
        group: 'response time',
        label: 'Peak p95',
        value: 538,
        unit: 'ms',
        target: 500,
        note: null,
        run: peakRun,
      },
      derivation,
    },
    {
      key: 'breaking-point',
      group: 'scalability',
      label: 'Breaking point',
      value: null,
      unit: 'users',
      target: null,
      note: 'no stress run',
      run: null,
      derivation: null,
    },
  ],
  criticalMetrics: [
    {
      ...{
        text: 'p95(create-order)',
        label: 'Orders are created within',
        objective: 'create-p95',
        comparator: '<',
        unit: 'ms',
        target: 500,
      },
      ...{ actual: 538, status: 'warn', scenario: peak, run: peakRun, reason: 'Between target and limit.', derivation },
    },
  ],
  acceptance: {
    ...{ met: 3, total: 4, passed: false },
    items: [
      {
        ...{
          key: 'sale',
          requirement: 'The sale is carried',
          judge: 'p95 < 500ms',
          comparator: '<',
          unit: 'ms',
          target: 500,
          limit: 800,
        },
        ...{
          scenarios: [peak],
          run: peakRun,
          actual: 538,
          status: 'warn',
          reason: 'Between target and limit.',
          waivedUntil: null,
          analysis: null,
        },
      },
    ],
  },
  findings: [
    {
      ...{
        id: 'f',
        projectId: 'p',
        number: 1,
        label: 'PERF-001',
        title: 'Payment holds its connection',
        severity: 'high',
        impact: 'p95 + 40 %',
      },
      ...{
        rootCause: 'transaction around the provider',
        status: 'open',
        owner: 'Ed',
        cycle: null,
        run: peakRun,
        scenario: 'peak',
      },
      ...{
        objective: null,
        window: { fromMs: 60_000, toMs: 120_000 },
        analysis: null,
        createdBy: 'Ed',
        createdAt: AT,
        updatedAt: AT,
      },
    },
  ],
  suggestions: [],
  recommendations: [
    {
      ...{
        id: 'rec',
        projectId: 'p',
        text: 'Raise the pool to 260',
        horizon: 'immediate',
        priority: 'P0',
        effort: '1 h',
        impact: 'p95 − 20 %',
      },
      ...{
        timeline: 'this week',
        status: 'open',
        owner: 'Ops',
        dueOn: '2026-11-20',
        cycle: null,
        finding: null,
        createdBy: 'Ed',
        createdAt: AT,
      },
    },
  ],
  waivers: [
    {
      ...{
        id: 'w',
        objective: 'scenario:soak',
        label: 'Soak',
        owner: 'Product owner',
        reason: 'Shared at night',
        expiresAt: '2026-12-31T00:00:00.000Z',
      },
      ...{ ...BY, state: 'holds', revokedAt: null, revokedBy: null },
    },
  ],
  proposal: {
    outcome: 'conditional',
    reasons: [{ rule: 'warned', outcome: 'conditional', text: 'p95 of Create order is over its target in Peak.' }],
    confidence: { level: 'MEDIUM', reasons: ['Soak was not run'] },
    goBlockedBecause: null,
  },
  decision: {
    ...{
      id: 'd',
      sequence: 1,
      outcome: 'conditional',
      justification: 'All limits hold at 800/s.',
      reason: '',
      evidenceHash: '9f3c41aa07d2e21a',
      ...BY,
    },
    conditions: [{ text: 'Raise the pool to 260', owner: 'Operations', dueOn: '2026-11-20' }],
    proposal: {
      outcome: 'conditional',
      reasons: [],
      confidence: { level: 'MEDIUM', reasons: ['Soak was not run'] },
      goBlockedBecause: null,
    },
    changedSince: null,
  },
  earlierDecisions: [],
  signOffs: [
    {
      id: 's1',
      role: 'Operations',
      by: 'Olga Ops',
      at: AT,
      note: '',
      evidenceHash: '9f3c41aa07d2e21a',
      valid: true,
      isMine: false,
    },
    {
      id: 's2',
      role: 'Test lead',
      by: 'Ada Lead',
      at: AT,
      note: '',
      evidenceHash: '0000',
      valid: false,
      revokedBecause: 'in Peak, R-12 replaced R-10',
      isMine: true,
    },
  ],
  signOffRoles: ['Test lead', 'Operations', 'Product owner'],
  evidenceHash: '9f3c41aa07d2e21a',
  texts: [
    { section: 'scenario/peak', text: 'Payment is **slower**.\n\n<script>alert(1)</script>', ...BY, isStale: true },
  ],
  shareLinks: [],
  history: [{ id: 'h', at: AT, by: 'Ada Lead', verb: 'cycle.create', text: 'opened cycle 7 on revision 4' }],
  may: { edit: true, start: true, decide: true, sign: true, share: true },
}
