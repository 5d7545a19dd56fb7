// Runs made second by second, for the tests of judgement.

import { compilePlan } from '#lib/plans/compile.ts'
import type { CompiledPlan } from '#lib/plans/compiled.ts'
import type { PlanDraft, SlaDraft } from '#lib/plans/document/plan.ts'
import type { GeneratorSecond, SeriesId } from '#lib/runs/bucket.ts'
import { emptyCounts } from '#lib/runs/counts.ts'
import { LatencyHistogram } from '#lib/runs/histogram.ts'
import type { WindowRow } from '#lib/runs/window.ts'
import { type Evidence, evidenceFromRows, type RunFacts } from './evidence.ts'
import { judgeRun } from './run-verdict.ts'
import type { ObjectiveVerdict } from './verdict.ts'

export interface Second {
  /** Response times of ok attempts, ms. */
  ok?: number[]
  failed?: number
  droppedTarget?: number
  interrupted?: number
}

function row(
  series: SeriesId,
  startSecond: number,
  { ok = [], failed = 0, droppedTarget = 0, interrupted = 0 }: Second,
): WindowRow {
  const histogram = new LatencyHistogram()
  for (const ms of ok) histogram.record(ms * 1000)
  const failures = new LatencyHistogram()
  for (let n = 0; n < failed; n++) failures.record(50_000)
  const offered = ok.length + failed + droppedTarget + interrupted
  return {
    ...emptyCounts(),
    ...{ offered, sent: ok.length + failed, ok: ok.length, failed, droppedTarget, interrupted },
    status: { '2xx': ok.length, '5xx': failed },
    okResponseSumMicros: ok.reduce((sum, ms) => sum + ms * 1000, 0),
    series,
    resolution: 1,
    startSecond,
    ...{ p50Micros: null, p90Micros: null, p95Micros: null, p99Micros: null },
    maxMicros: ok.length > 0 ? Math.max(...ok) * 1000 : null,
    okResponse: histogram.encode(),
    okService: histogram.encode(),
    failedResponse: failures.encode(),
  }
}

export const quiet = (second: number): GeneratorSecond => ({
  second,
  ...{ offered: 100, sent: 100, droppedTarget: 0, droppedGenerator: 0, lagP99Micros: 500, utilisation: 0.2, cpu: 0.3 },
  ...{
    waitedForConnection: 0,
    connectionWaitP99Micros: 0,
    localSocketErrors: 0,
    bufferBytes: 0,
    users: 10,
    inFlight: 5,
  },
  ...{ connectionsOpened: 0, connectionsReused: 100, connectionsDropped: 0, mostConnections: 5, poolUse: null },
})

export function planWith(slas: SlaDraft[], change: Partial<PlanDraft> = {}): CompiledPlan {
  const compiled = compilePlan({
    name: 'Orders',
    environments: [{ key: 'demo', baseUrl: 'http://127.0.0.1:4010' }],
    operations: [
      { key: 'read', request: { path: '/orders' } },
      { key: 'write', request: { path: '/orders' } },
    ],
    slas,
    scenarios: [
      {
        key: 'base',
        type: 'baseline',
        load: { users: '10', rampUp: '5s', hold: '20s', rampDown: '5s' },
        mix: [{ operation: 'read' }, { operation: 'write' }],
      },
    ],
    ...change,
  })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.findings))
  return compiled.plan
}

const READ: SeriesId = { kind: 'operation', key: 'read', payload: '' }
const ALL: SeriesId = { kind: 'operation', key: '*', payload: '' }

export function evidence(
  plan: CompiledPlan,
  each: (second: number) => Second,
  change: Partial<RunFacts> = {},
): Evidence {
  const seconds = Array.from({ length: Math.floor((change.elapsedMs ?? 30_000) / 1000) }, (_, second) => second)
  const rows = seconds.flatMap((second) => [row(READ, second, each(second)), row(ALL, second, each(second))])
  const [scenario] = plan.scenarios
  return evidenceFromRows(rows, {
    load: scenario!.load,
    phases: scenario!.phases,
    generator: seconds.map(quiet),
    shards: 1,
    elapsedMs: 30_000,
    end: 'completed',
    startedAt: new Date('2026-11-21T12:04:00Z'),
    ...change,
  })
}

export const times = (ms: number, count = 100): Second => ({ ok: Array.from({ length: count }, () => ms) })

export function judge(
  sla: Omit<SlaDraft, 'key'>,
  each: (second: number) => Second,
  change: Partial<RunFacts> = {},
): ObjectiveVerdict {
  const plan = planWith([{ key: 'x', ...sla }])
  return judgeRun(plan, 'base', evidence(plan, each, change)).objectives[0]!
}
