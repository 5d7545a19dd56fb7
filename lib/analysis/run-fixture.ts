// Runs of known truth, for the tests of analyses: points made second by second, windows from the same.

import type { LoadProfile, Stage } from '#lib/load/profile.ts'
import { emptyCounts } from '#lib/runs/counts.ts'
import { emptyWindow, type MergedWindow } from '#lib/runs/window.ts'
import { endSecondOf, type RunData, type RunPoint } from './run-data.ts'

export const point = (second: number, more: Partial<RunPoint> = {}): RunPoint => ({
  ...{ second, seconds: 1, offered: 100, sent: 100, ok: 100, failed: 0, droppedTarget: 0, droppedGenerator: 0 },
  ...{ interrupted: 0, conflicts: 0, refusals: 0, errors: {}, p50Ms: 10, p95Ms: 20, p99Ms: 30 },
  ...{ users: 10, inFlight: 5, utilisation: 0.2, waitedForConnection: 0, localSocketErrors: 0 },
  ...{
    connectionsOpened: 0,
    connectionsReused: 100,
    connectionsDropped: 0,
    mostConnections: 10,
    poolUse: null,
    ...more,
  },
})

export const points = (count: number, each: (second: number) => Partial<RunPoint> = () => ({})): RunPoint[] =>
  Array.from({ length: count }, (_, second) => point(second, each(second)))

type StagePart = Pick<Stage, 'key' | 'from'> & { seconds: number; phase?: Stage['phase']; to?: number; level?: number }

export function stagesOf(parts: readonly StagePart[]): Stage[] {
  let startMs = 0
  return parts.map(({ seconds, phase = 'steady', to, ...part }) => {
    const stage: Stage = { ...part, phase, to: to ?? part.from, startMs, durationMs: seconds * 1000 }
    startMs += stage.durationMs
    return stage
  })
}

export const loadOf = (stages: Stage[], more: Partial<LoadProfile> = {}): LoadProfile => ({
  ...{ model: 'rate', stages, thinkTime: null, pacingPerUserPerSecond: null, maxRatePerSecond: null },
  ...{ arrivals: 'constant', maxInFlight: 10_000, iterations: null, ...more },
})

/** Every ok attempt of a point takes its median; `ms` says otherwise. */
export function windowOf(
  all: readonly RunPoint[],
  ms: (point: RunPoint) => number = (one) => one.p50Ms ?? 10,
): MergedWindow {
  const window = emptyWindow()
  for (const one of all) {
    const micros = ms(one) * 1000
    for (let at = 0; at < one.ok; at++) window.okResponse.record(micros)
    for (let at = 0; at < one.failed; at++) window.failedResponse.record(micros)
    const counts = { ...emptyCounts(), okResponseSumMicros: micros * one.ok }
    for (const name of [
      'offered',
      'sent',
      'ok',
      'failed',
      'droppedTarget',
      'interrupted',
      'conflicts',
      'refusals',
    ] as const) {
      window.counts[name] += one[name]
    }
    window.counts.okResponseSumMicros += counts.okResponseSumMicros
    for (const [name, count] of Object.entries(one.errors)) {
      const key = name as keyof typeof one.errors
      window.counts.errors[key] = (window.counts.errors[key] ?? 0) + count
    }
    window.maxMicros = Math.max(window.maxMicros ?? 0, micros)
  }
  return window
}

export function runOf(all: RunPoint[], stages: Stage[], more: Partial<RunData> = {}): RunData {
  const durationMs = all.length > 0 ? endSecondOf(all.at(-1)!) * 1000 : 0
  const windows = stages.flatMap((stage) => {
    const [fromMs, toMs] = [stage.startMs, Math.min(durationMs, stage.startMs + stage.durationMs)]
    const inside = all.filter((one) => one.second * 1000 >= fromMs && endSecondOf(one) * 1000 <= toMs)
    return toMs > fromMs ? [{ stage, fromMs, toMs, window: windowOf(inside) }] : []
  })
  return {
    type: 'load',
    scenario: { key: 'test', stopWhen: [], untilFailure: false },
    load: loadOf(stages),
    requestsPerIteration: 1,
    durationMs,
    ...{ endReason: 'completed', endMessage: null, seed: 1 },
    ...{ points: all, trend: all, stages: windows, total: windowOf(all), series: [], objectives: [], marks: [] },
    ...{ availability: { uptime: null, rtoMs: null, rpoMs: null }, jobs: [], whileDown: null, monitors: [] },
    planned: { monitors: [], scaling: null },
    ...more,
  }
}

/** The figure of an analysis; undefined when it has none of that key. */
export const figureOf = (
  analysis: { figures: readonly { key: string; value: number | null }[] } | null,
  key: string,
): number | null | undefined => analysis?.figures.find((one) => one.key === key)?.value
