// A modelled run for tests: 40 minutes at 500 requests per second, of which `elapsedSeconds` have passed.

import type { LivePoint, ObjectiveView, OperationSummary, RunView } from '#lib/runs/schema.ts'

const RAMP = 300
const END = 2400

const wave = (t: number, seed: number): number =>
  Math.sin(t / 17 + seed) * 0.5 + Math.sin(t / 5.3 + seed * 2) * 0.3 + Math.sin(t * 1.7 + seed) * 0.2

function planned(t: number): number {
  if (t < RAMP) return (500 * t) / RAMP
  if (t < 1800) return 500
  if (t < 1980) return 800
  if (t < 2280) return 500
  return Math.max(0, (500 * (END - t)) / 120)
}

export function fixturePoint(second: number, over: Partial<LivePoint> = {}): LivePoint {
  const offered = planned(second)
  const late = Math.max(0, second - 1230) * 0.6
  const failed = second > 1230 && second % 3 === 0 ? 2 : second % 37 === 0 ? 1 : 0
  const p95 = 260 + 30 * wave(second, 1) + Math.min(late, 130)
  return {
    second,
    seconds: 1,
    offeredPerSecond: Math.round(offered),
    sentPerSecond: Math.round(offered),
    okPerSecond: Math.max(0, Math.round(offered + 6 * wave(second, 5) - (late > 0 ? 8 : 0) - failed)),
    failedPerSecond: failed,
    droppedTargetPerSecond: late > 60 ? 6 : 0,
    droppedGeneratorPerSecond: 0,
    users: Math.round(offered * 2.2),
    inFlight: Math.round(41 + 6 * wave(second, 8)),
    p50Ms: 28 + 1.5 * wave(second, 2),
    p90Ms: p95 * 0.8,
    p95Ms: p95,
    p99Ms: p95 * 1.6 + 30 * wave(second, 3),
    maxMs: p95 * 4,
    ...over,
  }
}

export function fixtureOperation(key: string, name: string, p95: number, count: number): OperationSummary {
  const latency = {
    mean: p95 * 0.5,
    min: p95 * 0.1,
    max: p95 * 9,
    deviation: p95 * 0.3,
    p50: p95 * 0.45,
    p90: p95 * 0.85,
    p95,
    p99: p95 * 1.6,
    p999: p95 * 3,
  }
  const failed = Math.round(count * 0.0004)
  return {
    key,
    name,
    method: key === 'browse' ? 'GET' : 'POST',
    path: key === 'browse' ? '/products' : `/orders/{{ orderId }}/${key}`,
    offered: count + 3,
    sent: count,
    ok: count - failed,
    failed,
    dropped: { target: 3, generator: 0 },
    interrupted: 0,
    skipped: 0,
    conflicts: 0,
    refusals: 0,
    refreshes: 0,
    truncatedBodies: 0,
    ratePerSecond: count / 1458,
    errorRate: failed / count,
    checkRate: 1,
    bytesIn: count * 900,
    status: { '2xx': count - failed, '5xx': failed },
    responseTimeMs: {
      ...latency,
      shown: latency,
      judged: { p50: latency.p50, p90: latency.p90, p95, p99: latency.p99, p999: null },
    },
    serviceTimeMs: { ...latency, p95: p95 * 0.96 },
  }
}

export function fixtureObjective(key: string, over: Partial<ObjectiveView> = {}): ObjectiveView {
  return {
    key,
    judge: 'p95 < 350ms during steady',
    source: 'sla',
    metric: 'p95',
    selector: null,
    comparator: '<',
    priority: 'high',
    verdict: 'pass',
    reason: 'p95 is 282 ms over 714,819 samples: inside of the target of 350 ms.',
    unit: 'ms',
    actual: 282,
    target: 350,
    limit: 700,
    interval: [277, 287],
    headroom: 0.597,
    samples: 714_819,
    window: { fromMs: 300_000, toMs: 1_800_000, name: 'steady' },
    ...over,
  }
}

const OBJECTIVES: ObjectiveView[] = [
  fixtureObjective('all-p95'),
  fixtureObjective('pay-p95', {
    selector: 'pay',
    judge: 'p95(pay) < 500ms during steady',
    verdict: 'warn',
    actual: 538,
    target: 500,
    limit: 800,
    interval: [529, 546],
    headroom: 0.33,
    samples: 100_025,
    reason: 'p95 is 538 ms: over the target of 500 ms by 38 ms, inside of the limit of 800 ms.',
  }),
  fixtureObjective('rate', {
    metric: 'rate',
    judge: 'rate >= 495/s during steady',
    comparator: '>=',
    unit: 'perSecond',
    actual: 500,
    target: 495,
    limit: 450,
    interval: null,
    headroom: 0.11,
    samples: 1500,
  }),
  fixtureObjective('errors', {
    metric: 'error_rate',
    judge: 'error_rate < 0.1%',
    unit: 'fraction',
    actual: 0.0022,
    target: 0.001,
    limit: 0.01,
    interval: [0.002, 0.0024],
    headroom: 0.78,
    verdict: 'warn',
  }),
  fixtureObjective('cancel-p999', {
    metric: 'p99.9',
    selector: 'cancel',
    judge: 'p99.9(cancel) < 800ms',
    priority: 'low',
    verdict: 'inconclusive',
    actual: 378,
    target: 800,
    limit: 2000,
    interval: null,
    headroom: 0.81,
    samples: 7131,
    reason: 'needs 10,000 samples, has 7,131',
  }),
  fixtureObjective('create-p99', {
    metric: 'p99',
    selector: 'create',
    judge: 'p99(create) < 400ms',
    priority: 'medium',
    verdict: 'fail',
    actual: 641,
    target: 400,
    limit: 600,
    interval: [630, 655],
    headroom: -0.068,
    samples: 128_570,
    reason: 'p99 is 641 ms: beyond the limit of 600 ms by 41 ms.',
  }),
]

const STAGES = [
  ['ramp-up', 'ramp-up', 0, RAMP, 0, 500],
  ['steady', 'steady', RAMP, 1800, 500, 500],
  ['burst', 'spike', 1800, 1980, 800, 800],
  ['settle', 'steady', 1980, 2280, 500, 500],
  ['ramp-down', 'ramp-down', 2280, END, 500, 0],
] as const

export interface FixtureOptions {
  elapsedSeconds?: number
  ended?: boolean
  run?: Partial<RunView['run']>
}

export function fixtureRunView({ elapsedSeconds = 1458, ended = false, run = {} }: FixtureOptions = {}): RunView {
  const elapsed = ended ? END : elapsedSeconds
  const points = Array.from({ length: elapsed }, (_, t) => fixturePoint(t)).filter(
    (p) => p.second < 900 || p.second > 912,
  )
  const operations = {
    pay: fixtureOperation('pay', 'Pay for order', 538, 91_460),
    create: fixtureOperation('create', 'Create order', 126, 117_502),
    cancel: fixtureOperation('cancel', 'Cancel order', 115, 6522),
    browse: fixtureOperation('browse', 'Browse catalog', 36.8, 221_975),
  }
  return {
    run: {
      id: '0197a000-0000-7000-8000-000000000001',
      number: 1291,
      label: 'R-1291',
      projectId: '0197a000-0000-7000-8000-000000000002',
      planId: '0197a000-0000-7000-8000-000000000003',
      planName: 'Orders API',
      planVersion: '2.4.0',
      versionUnderTest: '2.4.0',
      revision: 14,
      scenario: { key: 'peak', name: 'Peak', type: 'peak' },
      environment: { key: 'staging', name: 'staging-eu' },
      startedBy: 'Mara Lind',
      state: ended ? 'ended' : 'running',
      endReason: ended ? 'completed' : null,
      endMessage: null,
      stopRequested: null,
      leftPlanAtMs: null,
      createdAt: '2026-11-19T14:05:10.000Z',
      startedAt: '2026-11-19T14:05:12.000Z',
      endedAt: ended ? '2026-11-19T14:45:12.000Z' : null,
      plannedDurationMs: END * 1000,
      elapsedMs: elapsed * 1000,
      stage: ended ? null : 'steady',
      verdict: ended ? 'fail' : null,
      validity: ended ? 'valid' : null,
      ...run,
    },
    model: 'rate',
    stages: STAGES.map(([key, phase, start, end, from, to]) => ({
      key,
      phase,
      startMs: start * 1000,
      durationMs: (end - start) * 1000,
      from,
      to,
    })),
    planned: [0, RAMP, 1799.9, 1800, 1979.9, 1980, 2280, END].map((t) => ({ atMs: t * 1000, value: planned(t) })),
    resolutionSeconds: 1,
    points,
    generators: Array.from({ length: 120 }, (_, i) => ({
      second: elapsed - 120 + i,
      seconds: 1,
      shard: 0,
      offered: 500,
      sent: 500,
      droppedTarget: i % 20 === 0 ? 1 : 0,
      droppedGenerator: 0,
      lagP99Ms: 1.8 + 0.4 * wave(i, 4),
      utilisation: 0.41,
      cpu: 0.34,
      waitedForConnection: 0,
      connectionWaitP99Ms: 0,
      connectionsOpened: i % 30 === 0 ? 4 : 0,
      mostConnections: 44,
      localSocketErrors: 0,
      bufferBytes: 320_000,
      users: 1100,
      inFlight: 41,
    })),
    summary: {
      from: 0,
      to: elapsed * 1000,
      totals: { ...fixtureOperation('*', 'All operations', 282, 437_459), key: '*' },
      operations,
      flows: {},
      errors: [
        { operation: 'pay', class: 'http-5xx', count: 168 },
        { operation: 'pay', class: 'timeout', count: 71 },
        { operation: 'create', class: 'check', count: 18 },
      ],
      metrics: {},
    },
    sparklines: Object.fromEntries(
      Object.entries(operations).map(([key, o]) => [
        key,
        Array.from({ length: 60 }, (_, i) => (o.responseTimeMs.shown.p95 ?? 0) * (1 + 0.15 * wave(i * 4, key.length))),
      ]),
    ),
    judgement: {
      final: ended,
      verdict: {
        verdict: 'fail',
        validity: {
          status: 'valid',
          reasons: ['nothing dropped by the generator, lag p99 2.0 ms', '1 worker, no gap'],
          completeness: 1,
        },
        objectives: OBJECTIVES,
        sentence: 'Create order broke its p99 limit by 41 ms: 641 ms against 400 ms, limit 600 ms.',
      },
    },
    events: [
      {
        id: 'e1',
        offsetMs: 0,
        kind: 'system',
        text: 'Load started',
        actor: 'system',
        createdAt: '2026-11-19T14:05:12.000Z',
      },
      {
        id: 'e2',
        offsetMs: 850_000,
        kind: 'note',
        text: 'Catalog cache warm',
        actor: 'Mara Lind',
        createdAt: '2026-11-19T14:19:22.000Z',
      },
      {
        id: 'e3',
        offsetMs: 1_232_000,
        kind: 'note',
        text: 'Autovacuum on orders',
        actor: 'Jon Aas',
        createdAt: '2026-11-19T14:25:44.000Z',
      },
    ],
    workers: { alive: 1 },
    shards: [
      {
        index: 0,
        share: 1,
        location: null,
        worker: 'load-1 (4711)',
        state: ended ? 'done' : 'held',
        endReason: null,
        endMessage: null,
        durationMs: null,
      },
    ],
    services: [],
    payloads: [],
    canControl: true,
    canStart: true,
    canAnnotate: true,
  }
}
