// Judges the levels of a search while they are offered, and asks for the next. A level is broken when, over its time less the second it
// takes to settle,
//   an objective of the scenario that is no mere information is beyond its limit, where there are attempts enough to measure it,
//   a stop rule was met at any moment, or
//   less than nine in ten of what was offered in the open model was answered well; 95 % where the level is confirmed, for longer.
// It is plainly broken, and left before its time, when a stop rule was met, a time is twice its limit, or most of the last three seconds
// failed. The target has recovered when three seconds in a row break nothing and their p95 is at most half as high again as that of the first level.

import { say, showIn, showPercent } from '#lib/core/number-format.ts'
import type { LoadProfile } from '#lib/load/profile.ts'
import { type Decided, LevelSearch, type Reading, SETTLE_MS } from '#lib/load/search.ts'
import type { MonitorSeries } from '#lib/monitors/sample.ts'
import type { CompiledPlan, CompiledScenario } from '#lib/plans/compiled.ts'
import type { Comparator, Criterion } from '#lib/plans/criterion.ts'
import { formatMetric, formatSelector } from '#lib/plans/criterion-text.ts'
import { objectivesFor } from '#lib/plans/objectives-for.ts'
import type { Bucket, GeneratorSecond } from '#lib/runs/bucket.ts'
import { describeFound, describeLevel, type RunMark, type SearchLevel, type SearchMark } from '#lib/runs/run-mark.ts'
import { isAllOperations } from '#lib/runs/series.ts'
import { judgedAttempts, type MergedWindow, mergeRows, shownQuantile } from '#lib/runs/window.ts'
import { holds } from '#lib/verdicts/comparator.ts'
import { selects } from '#lib/verdicts/evidence.ts'
import { measureWindow } from '#lib/verdicts/measure.ts'
import { StopRules } from './stop-rules.ts'

const FOLLOWS = 0.9
const FOLLOWS_CONFIRMED = 0.95
const PLAINLY = 2
const CALM_SECONDS = 3
const CALM_FACTOR = 1.5
/** Of a target this fast, half as high again is noise. */
const CALM_SLACK_MS = 5

interface Second {
  second: number
  rows: Bucket[]
}

interface Limit {
  criterion: Criterion
  target: number
  limit: number
}

interface Breach {
  why: string
  isPlain: boolean
}

export interface SearchLook {
  mark: RunMark
  /** Why the run ends with it; null while the search goes on. */
  ending: string | null
}

export class SearchJudge {
  readonly #scenario: CompiledScenario
  readonly #search: LevelSearch
  readonly #limits: Limit[]
  readonly #monitors: () => readonly MonitorSeries[]
  #rules: StopRules
  #seconds: Second[] = []
  #usualP95Ms: number | null = null
  #ruleMet: string | null = null

  /** null for a load that is not searched for. `monitors`: what the sources of the run have told so far. */
  static of(
    plan: CompiledPlan,
    key: string,
    noticeMs: number,
    monitors: () => readonly MonitorSeries[] = () => [],
  ): SearchJudge | null {
    const scenario = plan.scenarios.find((one) => one.key === key)
    const search = scenario?.load.search
    return scenario && search
      ? new SearchJudge(plan, scenario, new LevelSearch({ ...scenario.load, search }, noticeMs), monitors)
      : null
  }

  private constructor(
    plan: CompiledPlan,
    scenario: CompiledScenario,
    search: LevelSearch,
    monitors: () => readonly MonitorSeries[],
  ) {
    this.#monitors = monitors
    this.#scenario = scenario
    this.#search = search
    this.#limits = objectivesFor(plan, scenario).flatMap(({ entry, priority }): Limit[] => {
      if (entry.kind === 'any' || priority === 'low' || !isOfLevel(entry.criterion)) return []
      return [entry]
    })
    this.#rules = this.#rulesOfLevel()
  }

  /** Seconds come in order, each once, with the rows of all shards, while the run is at `nowMs`. */
  look(
    second: number,
    rows: readonly Bucket[],
    generator: readonly GeneratorSecond[],
    nowMs: number,
  ): SearchLook | null {
    const { step } = this.#search
    const fine = rows.filter((row) => row.resolution === 1 && row.startSecond === second)
    if (second * 1000 < step.fromMs) return null
    this.#ruleMet ??= this.#rules.look(second, fine, generator)
    this.#seconds.push({ second, rows: fine })
    const decided = this.#search.look((second + 1) * 1000, nowMs, this.#read(second))
    if (!decided) return null
    const level = this.#levelOf(decided)
    this.#begin()
    return this.#told(decided, level)
  }

  #begin(): void {
    this.#seconds = []
    this.#rules = this.#rulesOfLevel()
    this.#ruleMet = null
  }

  /** What was told of the level before says nothing of this one. */
  #rulesOfLevel(): StopRules {
    const fromMs = this.#search.step.fromMs + SETTLE_MS
    const ofLevel = ({ points, ...series }: MonitorSeries) => ({
      ...series,
      points: points.filter(({ offsetMs }) => offsetMs >= fromMs),
    })
    return new StopRules(this.#scenario, () => this.#monitors().map(ofLevel))
  }

  #read(second: number): Reading {
    const newest = this.#seconds.filter((one) => one.second > second - CALM_SECONDS)
    if (this.#search.step.kind === 'recover') return { broken: null, isPlain: false, isCalm: this.#isCalm(newest) }
    const breach = this.#ruleMet ? { why: this.#ruleMet, isPlain: true } : this.#breachIn(this.#settled())
    const last = windowOf(newest)
    const isHopeless = last.counts.ok < judgedAttempts(last.counts) / 2
    return { broken: breach?.why ?? null, isPlain: breach?.isPlain || isHopeless, isCalm: false }
  }

  #settled(step = this.#search.step): Second[] {
    const fromMs = step.fromMs + SETTLE_MS
    return this.#seconds.filter(({ second }) => second * 1000 >= fromMs)
  }

  #breachIn(seconds: readonly Second[]): Breach | null {
    if (seconds.length === 0) return null
    for (const { criterion, target, limit } of this.#limits) {
      const measured = this.#measure(criterion, seconds)
      if (!measured?.ok || isWithin(criterion.comparator, measured.value, target, limit)) continue
      const { unit, selector } = criterion
      const what = `${formatMetric(criterion.metric, criterion.service)}${selector ? ` of ${formatSelector(selector)}` : ''}`
      const value = Number.isFinite(measured.value) ? say(showIn(unit, measured.value)) : 'beyond every measured value'
      const why = `${what} was ${value}, the limit is ${say(showIn(unit, limit))}.`
      return { why, isPlain: unit === 'ms' && measured.value >= limit * PLAINLY }
    }
    const why = this.#lagsBehind(seconds)
    return why === null ? null : { why, isPlain: false }
  }

  /** The oldest second's offers may be answered later; in a level that holds as many come in from the one before. */
  #lagsBehind(seconds: readonly Second[]): string | null {
    if (this.#scenario.load.model !== 'rate') return null
    const { counts } = windowOf(seconds)
    const least = this.#search.step.kind === 'confirm' ? FOLLOWS_CONFIRMED : FOLLOWS
    if (counts.offered === 0 || counts.ok >= counts.offered * least) return null
    return `only ${say(showPercent(counts.ok / counts.offered, 1))} of what was offered was answered well.`
  }

  #measure(criterion: Criterion, seconds: readonly Second[]) {
    const rows = seconds.flatMap((one) => one.rows).filter(({ series }) => selects(criterion.selector, series))
    return measureWindow(criterion, mergeRows(rows), seconds.length * 1000)
  }

  #isCalm(newest: readonly Second[]): boolean {
    if (newest.length < CALM_SECONDS || this.#breachIn(newest) !== null) return false
    const { p95Ms, errorRate } = figuresOf(newest)
    if (p95Ms === null || (errorRate ?? 0) > 0.01) return false
    return (
      this.#usualP95Ms === null || p95Ms <= Math.max(this.#usualP95Ms * CALM_FACTOR, this.#usualP95Ms + CALM_SLACK_MS)
    )
  }

  #levelOf({ over }: Decided): SearchLevel {
    const figures = figuresOf(this.#settled(over))
    if (over.held && over.kind === 'probe') this.#usualP95Ms ??= figures.p95Ms
    return { ...over, ...figures }
  }

  #told({ next, found }: Decided, level: SearchLevel): SearchLook {
    const model: LoadProfile['model'] = this.#scenario.load.model
    const data: SearchMark = { level, found }
    const text = describeLevel(model, level)
    const mark: RunMark = { kind: 'search', offsetMs: level.toMs, text, data, ...(next ? { change: next.change } : {}) }
    return { mark, ending: found ? describeFound(model, found) : null }
  }
}

/** What can be measured over a level, as an SLA of the load; what names a window of its own speaks of another. */
function isOfLevel({ metric, window }: Criterion): boolean {
  if (window !== null && !(window.kind === 'during' && window.phase === 'steady')) return false
  if (metric.kind === 'percentile') return true
  return metric.kind === 'plain' && ['mean', 'max', 'error_rate', 'check_rate', 'dropped'].includes(metric.name)
}

/** The limit itself is still acceptable where it is not the target, too. */
function isWithin(comparator: Comparator, value: number, target: number, limit: number): boolean {
  return holds(comparator, value, target === limit ? target : limit) || (target !== limit && value === limit)
}

function windowOf(seconds: readonly Second[]): MergedWindow {
  return mergeRows(seconds.flatMap(({ rows }) => rows.filter(({ series }) => isAllOperations(series))))
}

function figuresOf(seconds: readonly Second[]): Pick<SearchLevel, 'okPerSecond' | 'p95Ms' | 'errorRate'> {
  const window = windowOf(seconds)
  const { ok, failed } = window.counts
  const p95Micros = shownQuantile(window, 0.95)
  return {
    okPerSecond: seconds.length > 0 ? ok / seconds.length : 0,
    p95Ms: p95Micros === null ? null : p95Micros / 1000,
    errorRate: ok + failed > 0 ? failed / (ok + failed) : null,
  }
}
