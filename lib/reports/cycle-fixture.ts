// A small cycle with two runs, one scenario that was not run, and everything people add, for the tests of reports.

import type { CoverageCell } from '#lib/cycles/coverage-schema.ts'
import type { MatrixRow } from '#lib/cycles/matrix-schema.ts'
import type { CycleView } from './cycle-view-schema.ts'
import { AT, baseline, baselineRun, derivation, peak, peakRun, soak } from './report-fixture.ts'

const BY = { by: 'Ada Lead', at: AT }

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
      ...{
        validity: 'valid',
        counts: true,
        excluded: null,
        staleBecause: null,
        addedBy: 'Ada Lead',
        isAttached: false,
      },
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
  may: { edit: true, start: true, decide: true, sign: true, share: true, close: true },
}
