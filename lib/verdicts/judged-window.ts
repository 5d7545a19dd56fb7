// Which part of a run an objective is judged on. Default: all steady stages; the whole run for metrics with one value, and where
// nothing is held; for jobs, which are followed to their end, everything up to the last second that was recorded. Windows are cut inward to whole seconds (to what was kept, in a run of hours), and to what the run reached.

import { totalDurationMs } from '#lib/load/pacer.ts'
import { stagesNamed } from '#lib/load/stages-named.ts'
import type { Criterion } from '#lib/plans/criterion.ts'
import { isSingleValue } from '#lib/plans/criterion-unit.ts'
import { isJob } from '#lib/runs/series.ts'
import type { Evidence, RunFacts, TimeRange } from './evidence.ts'

export interface JudgedWindow {
  name: string
  /** As planned, in whole seconds. */
  planned: TimeRange[]
  /** What of it the run reached; empty when nothing. */
  reached: TimeRange[]
}

/** A milestone `at 4h` is judged on the minute before it. */
const MILESTONE_MS = 60_000

/** null when the window names something this run does not have. */
export function windowOf(criterion: Criterion, evidence: Evidence): JudgedWindow | null {
  const { window } = criterion
  if (window?.kind === 'at') {
    const from = Math.max(0, window.atMs - MILESTONE_MS)
    return cut(`the minute before ${clockOf(window.atMs)}`, [{ fromMs: from, toMs: window.atMs }], evidence)
  }
  if (window) return duringPhase(window.phase, evidence)
  if (isOfJob(criterion, evidence)) return untilLastSecond(evidence)
  return isSingleValue(criterion.metric) ? wholeRun(evidence) : steadyWindow(evidence)
}

/** Every steady stage; the whole run where nothing is held. */
export function steadyWindow(evidence: RunFacts): JudgedWindow {
  return duringPhase('steady', evidence) ?? wholeRun(evidence)
}

function isOfJob({ metric, selector }: Criterion, { metrics = [] }: Evidence): boolean {
  if (metric.kind === 'custom') return metrics.some(({ key, isOfJob }) => key === metric.key && isOfJob)
  return selector !== null && isJob(selector)
}

/** Jobs come to their end when they do, also after the load. */
function untilLastSecond(evidence: Evidence): JudgedWindow {
  const last = evidence.generator.reduce((latest, { second }) => Math.max(latest, second + 1), 0)
  const until = Math.max(reachedMs(evidence), last * 1000)
  const planned = cut('whole run', [{ fromMs: 0, toMs: totalDurationMs(evidence.load) }], evidence)
  return { ...planned, reached: [cutInward({ fromMs: 0, toMs: until }, evidence)].filter(({ toMs }) => toMs > 0) }
}

function wholeRun(evidence: RunFacts): JudgedWindow {
  return cut('whole run', [{ fromMs: 0, toMs: totalDurationMs(evidence.load) }], evidence)
}

/** A stage, a phase of the scenario or a built-in one, by name; null when the run has no such thing. */
export function duringPhase(phase: string, evidence: RunFacts): JudgedWindow | null {
  const matching = stagesNamed(evidence.load.stages, phase)
  const named = evidence.phases.filter((one) => one.key === phase)
  const found = matching.length > 0 ? matching : named
  if (found.length === 0) return null
  return cut(
    phase,
    found.map((one) => ({ fromMs: one.startMs, toMs: one.startMs + one.durationMs })),
    evidence,
  )
}

function cut(name: string, ranges: TimeRange[], evidence: RunFacts): JudgedWindow {
  const planned = ranges.map((range) => cutInward(range, evidence)).filter((range) => range.toMs > range.fromMs)
  const until = reachedMs(evidence)
  const reached = planned
    .map((range) => cutInward({ fromMs: range.fromMs, toMs: Math.min(range.toMs, until) }, evidence))
    .filter((range) => range.toMs > range.fromMs)
  return { name, planned, reached }
}

/** A schedule that was completed was reached to its end, though the clock that stopped it may read a little less. */
function reachedMs({ load, elapsedMs, end }: RunFacts): number {
  const total = totalDurationMs(load)
  return end === 'completed' && total - elapsedMs < 1000 ? Math.max(total, elapsedMs) : elapsedMs
}

function cutInward({ fromMs, toMs }: TimeRange, { edges }: RunFacts): TimeRange {
  const [from, to] = [Math.ceil(fromMs / 1000), Math.floor(toMs / 1000)]
  return { fromMs: (edges?.after(from) ?? from) * 1000, toMs: (edges?.before(to) ?? to) * 1000 }
}

export function lengthMs(ranges: readonly TimeRange[]): number {
  return ranges.reduce((sum, range) => sum + range.toMs - range.fromMs, 0)
}

/** Time since the start: `05:00`, `4:00:00`. */
export function clockOf(elapsedMs: number): string {
  const seconds = Math.floor(elapsedMs / 1000)
  const two = (value: number) => String(value).padStart(2, '0')
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${two(minutes)}:${two(seconds % 60)}`
}
