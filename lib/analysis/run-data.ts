// What analyses read of a run: ready points over time, and exact windows for its stages. Pure data, however it was stored.
// Units: milliseconds or whole seconds since the start of the run; counts per point.

import type { LoadProfile, Stage } from '#lib/load/profile.ts'
import type { MonitorSeries } from '#lib/monitors/sample.ts'
import type { CompiledAvailability, CompiledMonitor, CompiledObjective, CompiledScenario } from '#lib/plans/compiled.ts'
import type { ScalingStatement } from '#lib/plans/scaling-statement.ts'
import type { ConnectionSecond, ErrorClass, SeriesId } from '#lib/runs/bucket.ts'
import type { EndReason } from '#lib/runs/schema.ts'
import type { MergedWindow } from '#lib/runs/window.ts'

/** All operations together, of all shards; percentiles are of ok attempts. */
export interface RunPoint extends ConnectionSecond {
  second: number
  seconds: number
  offered: number
  sent: number
  ok: number
  failed: number
  droppedTarget: number
  droppedGenerator: number
  interrupted: number
  conflicts: number
  /** Answers with 429 or 503. */
  refusals: number
  errors: Partial<Record<ErrorClass, number>>
  p50Ms: number | null
  p95Ms: number | null
  p99Ms: number | null
  /** Of the generators: mean users, most requests in flight, most busy thread (0 – 1), attempts that waited for a connection. */
  users: number
  inFlight: number
  utilisation: number
  waitedForConnection: number
  localSocketErrors: number
}

/** A stage as far as the run came, cut inward to whole seconds. */
export interface StageWindow {
  stage: Stage
  fromMs: number
  toMs: number
  /** All operations together. */
  window: MergedWindow
}

export interface SeriesWindow {
  series: SeriesId
  name: string
  /** The whole run. */
  window: MergedWindow
}

export interface RunMark {
  kind: string
  offsetMs: number
  text: string
  data: unknown
}

export interface RunData {
  type: string
  scenario: Pick<CompiledScenario, 'key' | 'stopWhen' | 'untilFailure'>
  /** With its changes. */
  load: LoadProfile
  /** Requests of one iteration of the mix. */
  requestsPerIteration: number
  /** How far it came. */
  durationMs: number
  endReason: EndReason | null
  endMessage: string | null
  seed: number
  /** One second each; ten in runs of more than two hours. */
  points: RunPoint[]
  /** At most 720, for trends. */
  trend: RunPoint[]
  stages: StageWindow[]
  total: MergedWindow
  /** Operations, flows and metrics. */
  series: SeriesWindow[]
  /** What the scenario is judged by. */
  objectives: CompiledObjective[]
  /** Of the timeline. */
  marks: RunMark[]
  /** Of each polled operation how many jobs it began and how many came to their end, by second. */
  jobs: { key: string; points: { second: number; begun: number; ended: number }[] }[]
  /** As the plan states it. */
  availability: CompiledAvailability
  /** Of every operation the answers while the run was down; null when it never was. */
  whileDown: { key: string; ok: number; attempts: number }[] | null
  /** What the sources of server-side metrics told. */
  monitors: MonitorSeries[]
  /** As the plan states them. */
  planned: { monitors: CompiledMonitor[]; scaling: ScalingStatement | null }
}

export const endSecondOf = ({ second, seconds }: RunPoint): number => second + seconds
export const attemptsOf = ({ ok, failed, droppedTarget, interrupted }: RunPoint): number =>
  ok + failed + droppedTarget + interrupted

/** Points that lie wholly in a window. */
export function pointsIn(points: readonly RunPoint[], fromMs: number, toMs: number): RunPoint[] {
  return points.filter((point) => point.second * 1000 >= fromMs && endSecondOf(point) * 1000 <= toMs)
}

/** The stages the load was held in. */
export function heldStages({ stages }: RunData): StageWindow[] {
  return stages.filter(({ stage, fromMs, toMs }) => stage.phase === 'steady' && toMs > fromMs)
}

/** The value of a percentile objective for all operations, ms: its limit, and its target. null without one. */
export function latencyLimitOf(data: RunData, percentile = 95): { target: number; limit: number } | null {
  const found = data.objectives.flatMap(({ entry }) => {
    if (entry.kind !== 'criterion' || entry.criterion.selector !== null || entry.criterion.service) return []
    const { metric } = entry.criterion
    return metric.kind === 'percentile' && metric.percentile === percentile ? [entry] : []
  })
  const tightest = found.sort((a, b) => a.limit - b.limit)[0]
  return tightest ? { target: tightest.target, limit: tightest.limit } : null
}
