// The breaking point: the first level that met a failure criterion; and the highest below it that did not, which can be sustained.
// From a search, its own words. Otherwise from the stages the load was held in, each judged on all of it:
//   broken when the run's stop rule ended it there, a high-priority p-percentile or error rate was beyond its limit, or in the open
//   model less than 90 % of what was offered was answered well
//   sustainable = the highest held level below the first that broke; the breaking point lies between the two
// Judged percentiles rank what was not answered well slower than any value (lib/runs/window.ts). Units: users, or arrivals per second.
// Source: 001 and 002 (stress: 200, 400, 800/s until error_rate > 5 %).

import { say, showIn, showPercent } from '#lib/core/number-format.ts'
import type { CompiledObjective } from '#lib/plans/compiled.ts'
import { attemptsForPercentile } from '#lib/plans/samples-needed.ts'
import { type SearchLevel, type SearchMark, sayLevel, searchMarkSchema } from '#lib/runs/run-mark.ts'
import { judgedAttempts, judgedQuantile, type MergedWindow, shownQuantile } from '#lib/runs/window.ts'
import type { Analysis, AnalysisUnit } from './analysis.ts'
import { analysis, atClock, figure } from './figure.ts'
import { heldStages, type RunData, type StageWindow } from './run-data.ts'

const HEAD = {
  key: 'breaking-point',
  title: 'Breaking point',
  howToRead:
    'The breaking point is the first level at which the target broke an SLA or a stop rule, or no longer kept up. The highest level below it that held is what it can sustain; the truth lies between the two.',
}
const FOLLOWS = 0.9

export interface BreakingPoint {
  /** Highest level that held below the first that broke; null when none did. */
  sustainable: number | null
  broke: { level: number; key: string; why: string; atMs: number } | null
  levels: Level[]
}

export interface Level {
  key: string
  level: number
  fromMs: number
  toMs: number
  okPerSecond: number
  p95Ms: number | null
  errorRate: number | null
  why: string | null
}

/** null where there is no rise to speak of. */
export function findBreakingPoint(data: RunData): BreakingPoint | null {
  const searched = searchMarks(data)
  if (searched.length > 0) return fromSearch(searched)
  const levels = heldStages(data).map((one) => levelOf(data, one))
  const isRising = levels.some(({ level }) => level > levels[0]!.level)
  if (!isRising && !data.scenario.untilFailure) return null
  const at = levels.findIndex(({ why }) => why !== null)
  const broken = levels[at]
  const below = broken ? levels.slice(0, at).filter(({ level }) => level < broken.level) : levels
  const sustainable = below.length > 0 ? Math.max(...below.map(({ level }) => level)) : null
  return { sustainable, broke: broken ? { ...broken, why: broken.why ?? '', atMs: broken.fromMs } : null, levels }
}

export function searchMarks({ marks }: Pick<RunData, 'marks'>): SearchMark[] {
  return marks.flatMap(({ kind, data }) => {
    const read = kind === 'search' ? searchMarkSchema.safeParse(data) : null
    return read?.success ? [read.data] : []
  })
}

function fromSearch(marks: readonly SearchMark[]): BreakingPoint {
  const found = marks.findLast((mark) => mark.found !== null)?.found
  const levels = marks.filter(({ level }) => level.kind !== 'recover').map(({ level }) => asLevel(level))
  const broke = found?.broke ?? null
  const atMs = levels.find(({ key }) => key === broke?.key)?.fromMs ?? 0
  return { sustainable: found?.sustainable ?? null, broke: broke && { ...broke, atMs }, levels }
}

const asLevel = ({ kind, held, why, ...figures }: SearchLevel): Level => ({
  ...figures,
  why: held ? null : (why ?? 'it broke'),
})

function levelOf(data: RunData, { stage, fromMs, toMs, window }: StageWindow): Level {
  const { ok, failed } = window.counts
  const p95 = shownQuantile(window, 0.95)
  return {
    ...{ key: stage.key, level: stage.from, fromMs, toMs },
    okPerSecond: ok / ((toMs - fromMs) / 1000),
    p95Ms: p95 === null ? null : p95 / 1000,
    errorRate: ok + failed > 0 ? failed / (ok + failed) : null,
    why: stoppedIn(data, stage.startMs, stage.startMs + stage.durationMs) ?? whyBroken(data, window),
  }
}

/** The rule that ended the run while the stage was on. */
function stoppedIn(
  { scenario, endReason, endMessage, durationMs }: RunData,
  startMs: number,
  endMs: number,
): string | null {
  const byRule = endMessage?.startsWith('The stop rule ') && (endReason === 'aborted' || scenario.untilFailure)
  return byRule && durationMs > startMs && durationMs <= endMs ? endMessage : null
}

function whyBroken({ objectives, load }: RunData, window: MergedWindow): string | null {
  for (const objective of objectives) {
    const why = objective.priority === 'high' ? breach(objective, window) : null
    if (why) return why
  }
  const { offered, ok } = window.counts
  if (load.model === 'users' || offered === 0 || ok >= offered * FOLLOWS) return null
  return `Only ${say(showPercent(ok / offered, 1))} of what was offered was answered well.`
}

/** Of objectives for all operations, as a stage has no other windows. */
function breach({ entry, judge }: CompiledObjective, window: MergedWindow): string | null {
  if (entry.kind === 'any' || entry.criterion.selector !== null || entry.criterion.window !== null) return null
  const { metric, unit } = entry.criterion
  const value = metric.kind === 'percentile' ? percentile(metric.percentile / 100, window) : rateOf(metric, window)
  if (value === null || !['<', '<='].includes(entry.criterion.comparator) || value <= entry.limit) return null
  const shown = Number.isFinite(value) ? say(showIn(unit, value)) : 'beyond every measured value'
  return `${judge}: it was ${shown}, the limit is ${say(showIn(unit, entry.limit))}.`
}

function percentile(fraction: number, window: MergedWindow): number | null {
  if (judgedAttempts(window.counts) < attemptsForPercentile(fraction)) return null
  return (judgedQuantile(window, fraction) ?? 0) / 1000
}

function rateOf(metric: { kind: string; name?: string }, { counts }: MergedWindow): number | null {
  if (metric.kind !== 'plain' || metric.name !== 'error_rate' || counts.ok + counts.failed === 0) return null
  return counts.failed / (counts.ok + counts.failed)
}

export function analyseBreakingPoint(data: RunData): Analysis | null {
  const found = findBreakingPoint(data)
  if (!found) return null
  const { model } = data.load
  const unit: AnalysisUnit = model === 'users' ? 'users' : 'perSecond'
  const { sustainable, broke, levels } = found
  const between: [number, number] | null = sustainable !== null && broke ? [sustainable, broke.level] : null
  return analysis(HEAD, {
    tone: sustainable === null ? 'bad' : broke ? 'note' : 'good',
    sentence: sentenceOf(data, found),
    figures: [
      figure('sustainable_rate', model === 'users' ? 'Sustainable users' : 'Sustainable rate', sustainable, unit, {
        note: broke ? 'highest level that held' : 'highest level tried',
      }),
      figure('breaking_point', 'Breaking point', broke?.level ?? null, unit, {
        interval: between,
        note: broke ? `stage ${broke.key}` : 'not reached',
      }),
    ],
    chart: {
      x: { label: 'Level', unit },
      y: { label: 'p95', unit: 'ms' },
      lines: [
        { key: 'held', label: 'Held', kind: 'dots', points: dots(levels.filter(({ why }) => why === null)) },
        { key: 'broke', label: 'Broke', kind: 'dots', points: dots(levels.filter(({ why }) => why !== null)) },
      ],
      marks: [
        ...(sustainable === null
          ? []
          : [{ axis: 'x' as const, at: sustainable, label: 'sustainable', tone: 'target' as const }]),
        ...(broke ? [{ axis: 'x' as const, at: broke.level, label: 'broke', tone: 'limit' as const }] : []),
      ],
    },
    table: {
      columns: [
        { key: 'stage', label: 'Stage', unit: 'text' },
        { key: 'level', label: 'Level', unit },
        { key: 'ok', label: 'Answered well', unit: 'perSecond' },
        { key: 'p95', label: 'p95', unit: 'ms' },
        { key: 'errors', label: 'Failed', unit: 'fraction' },
        { key: 'why', label: 'Broke because', unit: 'text' },
      ],
      rows: levels.map(({ key, level, okPerSecond, p95Ms, errorRate, why }) => ({
        ...{ stage: key, level, ok: okPerSecond, p95: p95Ms, errors: errorRate, why: why ?? '' },
      })),
    },
  })
}

const dots = (levels: readonly Level[]) =>
  levels.map(({ level, p95Ms }) => ({ x: level, y: p95Ms })).sort((a, b) => a.x - b.x)

function sentenceOf({ load, marks }: RunData, { sustainable, broke, levels }: BreakingPoint): string {
  const at = (level: number) => sayLevel(load.model, level)
  if (!broke && sustainable !== null) return `It did not break: ${at(sustainable)}, the highest level tried, held.`
  if (!broke) return 'Nothing was held long enough to tell where it breaks.'
  const told = `it broke at ${at(broke.level)} in ${broke.key}, ${atClock(broke.atMs)} into the run. ${broke.why}`
  if (sustainable !== null) return `${at(sustainable)} can be sustained; ${told}`
  const once = searchMarks({ marks }).findLast(({ found }) => found)?.found?.held
  if (once) return `No level was confirmed, though ${at(once)} held once; ${told}`
  return `No level below held: ${told}${levels.length === 1 ? ' Begin lower.' : ''}`
}
