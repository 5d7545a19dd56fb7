// What a judgement is made from: counts and histograms of any window, the generator's own seconds, the schedule, and how it ended.
// Units: milliseconds since the start of the run.

import type { LoadProfile } from '#lib/load/profile.ts'
import type { MonitorSeries } from '#lib/monitors/sample.ts'
import type { CompiledMetric, CompiledScenario } from '#lib/plans/compiled.ts'
import type { Criterion, PlainMetric, Selector } from '#lib/plans/criterion.ts'
import type { GeneratorSecond, SeriesId } from '#lib/runs/bucket.ts'
import { isAllOperations, seriesKey } from '#lib/runs/series.ts'
import { addRow, emptyWindow, type MergedWindow, tileWindow, type WindowRow } from '#lib/runs/window.ts'
import { type Course, followCourse } from './course.ts'
import type { Analysed } from './measure.ts'
import { mergeSlices, minutesOf } from './slices.ts'

export interface TimeRange {
  fromMs: number
  toMs: number
}

export type RunEnd = 'completed' | 'stopped' | 'aborted' | 'failed' | 'lost'

/** What is tallied by itself: what a criterion can select, and custom metrics. */
export type TalliedSelector = Selector | { kind: 'metric'; key: string }

/** One shard of a run. */
export interface MeasuredPart {
  index: number
  /** Its worker, for people. */
  worker: string | null
  /** null while it goes on. */
  end: RunEnd | null
  /** null while it goes on, and where nobody can tell. */
  durationMs: number | null
}

/** What a second of a generator has to say to a judgement. */
export type JudgedSecond = Pick<
  GeneratorSecond,
  | ('second' | 'offered' | 'sent' | 'droppedTarget' | 'droppedGenerator' | 'users')
  | ('lagP99Micros' | 'utilisation' | 'waitedForConnection' | 'localSocketErrors')
> & { shardIndex?: number }

export interface Evidence {
  /** Everything measured of a selector (null = all operations) in whole seconds inside of the ranges. */
  tally(selector: TalliedSelector | null, ranges: readonly TimeRange[]): MergedWindow
  load: LoadProfile
  phases: CompiledScenario['phases']
  /** One row per second and shard. */
  generator: readonly JudgedSecond[]
  shards: number
  /** What is known of each shard; default: that they all were as the run. */
  parts?: readonly MeasuredPart[]
  /** How far the run came: its end, or the last complete second of one that goes on. */
  elapsedMs: number
  /** null while the run goes on. */
  end: RunEnd | null
  /** For times of day in reasons; null gives times since the start. */
  startedAt: Date | null
  /** Custom metrics of the scenario; default: none. */
  metrics?: readonly (Pick<CompiledMetric, 'key' | 'kind'> & { isOfJob?: boolean })[]
  /** The run it is of, whose id seeds what is drawn; default: none that is stored. */
  run?: { id: string; label: string } | null
  /** Windows of a selector, range by range, which lie in order and apart: each is there until the next is asked for. Default: none. */
  slices?(selector: TalliedSelector | null, ranges: readonly TimeRange[]): Iterable<MergedWindow>
  /** Shorter stretches cannot be told apart everywhere: 10 in runs of hours; default: 1. */
  finestSeconds?: number
  /** How a criterion went within the ranges; null where nobody followed it. */
  course?(criterion: Criterion, ranges: readonly TimeRange[]): Course | null
  /** What analyses of the whole run found for metrics that have but one value. */
  analysed?: Partial<Record<PlainMetric, Analysed>>
  /** What the sources of server-side metrics told; default: nothing. */
  monitors?: readonly MonitorSeries[]
  /** Where windows can be cut exactly, in seconds; default: at every second. */
  edges?: { before(second: number): number; after(second: number): number }
}

export type RunFacts = Omit<Evidence, 'tally' | 'slices'>

/** Evidence from the rows of a run, of all resolutions and shards. Windows are merged once and remembered. */
export function evidenceFromRows(rows: readonly WindowRow[], facts: RunFacts): Evidence {
  const merged = new Map<string, MergedWindow>()
  const selected = selectionOf(rows)
  const slices = (selector: TalliedSelector | null, ranges: readonly TimeRange[]) =>
    mergeSlices(selected(selector), ranges)
  return {
    course: (criterion, ranges) => courseOf(criterion, ranges, slices, facts.finestSeconds),
    ...facts,
    slices,
    tally(selector, ranges) {
      const name = JSON.stringify([selector, ranges])
      let window = merged.get(name)
      if (!window) merged.set(name, (window = mergeRanges(selected(selector), ranges)))
      return window
    },
  }
}

function courseOf(
  criterion: Criterion,
  ranges: readonly TimeRange[],
  slices: NonNullable<Evidence['slices']>,
  finestSeconds = 1,
): Course | null {
  const hasTens = finestSeconds <= 10
  const minutes = minutesOf(ranges).map((minute) => (hasTens ? minute : { ...minute, tens: [minute] }))
  const course: Course = { tens: [], minutes: [] }
  const windows = slices(
    criterion.selector,
    minutes.flatMap(({ tens }) => tens),
  )
  followCourse(new Map([[criterion, course]]), minutes, windows[Symbol.iterator]())
  return hasTens ? course : { ...course, tens: [] }
}

/** The rows of a selector, found series by series: hundreds of objectives do not each go through all rows of hundreds of operations. */
export function selectionOf(rows: readonly WindowRow[]): (selector: TalliedSelector | null) => WindowRow[] {
  const bySeries = [...Map.groupBy(rows, ({ series }) => seriesKey(series)).values()]
  return (selector) => bySeries.filter(([row]) => row && selects(selector, row.series)).flat()
}

function mergeRanges(rows: readonly WindowRow[], ranges: readonly TimeRange[]): MergedWindow {
  const window = emptyWindow()
  for (const { fromMs, toMs } of ranges) {
    for (const row of tileWindow(rows, Math.ceil(fromMs / 1000), Math.floor(toMs / 1000))) addRow(window, row)
  }
  return window
}

/** Series by operation, flow or payload class; a status is counted inside of the series of all operations. */
export function selects(selector: TalliedSelector | null, series: SeriesId): boolean {
  if (!selector || selector.kind === 'status') return isAllOperations(series)
  if (isAllOperations(series)) return false
  if (selector.kind === 'payload') return series.kind === 'operation' && series.payload === selector.key
  return series.kind === selector.kind && series.key === selector.key
}
