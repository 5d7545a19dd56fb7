// `stopWhen` of a scenario: a rule ends the run when it has held for all of its sliding window of whole seconds. `p95 > 2s for 30s` is met
// when p95 was above 2 s all through the last 30 s, which 20 slow seconds are not, however slow. So the window is cut, from its end, into
// the shortest stretches that can be measured, and the rule must hold in each of them:
//   a percentile needs the attempts that put ten beyond it (p95: 200); a share p needs 10 / min(p, 1 − p) for the same reason;
//   means, extremes and rates are measured second by second; totals (counts, bytes) only over the whole window.
// The window's first and last moments must show the breach, too: see `edgesOf`.
// What is left at the start of the window belongs to the stretch after it. A rule without `for` looks at the last second. What was not
// measured never stops a run.

import type { MonitorSeries } from '#lib/monitors/sample.ts'
import type { CompiledScenario } from '#lib/plans/compiled.ts'
import type { Criterion, CriterionEntry } from '#lib/plans/criterion.ts'
import { formatEntry } from '#lib/plans/criterion-text.ts'
import { attemptsForPercentile } from '#lib/plans/samples-needed.ts'
import type { Bucket, GeneratorSecond } from '#lib/runs/bucket.ts'
import { judgedAttempts, judgedQuantile, mergeRows } from '#lib/runs/window.ts'
import { holds } from '#lib/verdicts/comparator.ts'
import { type Evidence, selects } from '#lib/verdicts/evidence.ts'
import { measure } from '#lib/verdicts/measure.ts'
import { isMetByMonitors, isMonitorRule } from './monitored-rules.ts'

interface Second {
  second: number
  rows: Bucket[]
  generator: readonly GeneratorSecond[]
}

export class StopRules {
  readonly #scenario: CompiledScenario
  readonly #criteria: Criterion[]
  readonly #longestSeconds: number
  readonly #monitors: () => readonly MonitorSeries[]
  #seconds: Second[] = []
  #firstSecond: number | null = null

  /** `monitors`: what the sources of the run have told so far. */
  constructor(scenario: CompiledScenario, monitors: () => readonly MonitorSeries[] = () => []) {
    this.#scenario = scenario
    this.#monitors = monitors
    this.#criteria = scenario.stopWhen.flatMap(criteriaOf)
    this.#longestSeconds = Math.max(0, ...this.#criteria.map(windowSeconds))
  }

  /** Takes what one second came to: rows of one second, of one shard or of all. Returns which rule ends the run and why, or null. */
  look(second: number, fine: readonly Bucket[], generator: readonly GeneratorSecond[]): string | null {
    if (this.#longestSeconds === 0) return null
    this.#firstSecond ??= second
    const rows = fine.filter(({ series }) => this.#criteria.some(({ selector }) => selects(selector, series)))
    const oldest = second + 1 - this.#longestSeconds
    this.#seconds = [...this.#seconds.filter((kept) => kept.second >= oldest), { second, rows, generator }]
    const rule = this.#scenario.stopWhen.find((entry) => this.#isMet(entry, second + 1))
    return rule ? `The stop rule ${formatEntry(rule)} was met.` : null
  }

  #isMet(entry: CriterionEntry, endSecond: number): boolean {
    if (entry.kind === 'any') return entry.entries.some((one) => this.#isMet(one, endSecond))
    const { criterion } = entry
    if (isMonitorRule(criterion)) return isMetByMonitors(criterion, endSecond * 1000, this.#monitors())
    const fromSecond = endSecond - windowSeconds(criterion)
    // Who takes over in the middle of a run has not seen all of a long window.
    if (fromSecond < (this.#firstSecond ?? 0)) return false
    const window = this.#seconds.filter(({ second }) => second >= fromSecond)
    if (attemptsNeeded(criterion) === Number.POSITIVE_INFINITY) return this.#holdsIn(criterion, window)
    const parts = stretches(criterion, window)
    return (
      edgesOf(parts).every((edge) => this.#holdsAtEdge(criterion, edge)) &&
      parts.every((part) => this.#holdsIn(criterion, part))
    )
  }

  /** Measured with the attempts there are: at an edge a doubt is no breach. */
  #holdsAtEdge(criterion: Criterion, edge: Second[]): boolean {
    const { metric, selector, service, comparator, value } = criterion
    if (metric.kind !== 'percentile' || service) return service || this.#holdsIn(criterion, edge)
    const micros = judgedQuantile(this.#evidence(edge, 0).tally(selector, []), metric.percentile / 100)
    return micros !== null && holds(comparator, micros / 1000, value)
  }

  #holdsIn(criterion: Criterion, stretch: Second[]): boolean {
    const fromMs = stretch[0]!.second * 1000
    const toMs = (stretch.at(-1)!.second + 1) * 1000
    const measured = measure(criterion, [{ fromMs, toMs }], this.#evidence(stretch, toMs))
    return measured.ok && holds(criterion.comparator, measured.value, criterion.value)
  }

  #evidence(stretch: Second[], elapsedMs: number): Evidence {
    // All rows are of one second and lie in the stretch, whichever shard told them.
    const rows = stretch.flatMap((second) => second.rows)
    return {
      tally: (selector) => mergeRows(rows.filter(({ series }) => selects(selector, series))),
      load: this.#scenario.load,
      phases: this.#scenario.phases,
      generator: stretch.flatMap(({ generator }) => generator),
      shards: 1,
      elapsedMs,
      end: null,
      startedAt: null,
    }
  }
}

function criteriaOf(entry: CriterionEntry): Criterion[] {
  return entry.kind === 'any' ? entry.entries.flatMap(criteriaOf) : [entry.criterion]
}

function windowSeconds({ forMs }: Criterion): number {
  return Math.max(1, Math.ceil((forMs ?? 0) / 1000))
}

/** The newest first, so that a rule that does not hold now is done with at once. At least one. */
function stretches(criterion: Criterion, window: Second[]): Second[][] {
  const needed = attemptsNeeded(criterion)
  const found: Second[][] = []
  let attempts = 0
  let end = window.length
  for (let at = window.length - 1; at >= 0; at--) {
    attempts += attemptsIn(criterion, window[at]!)
    if (attempts < needed) continue
    found.push(window.slice(at, end))
    attempts = 0
    end = at
  }
  if (end === 0) return found
  const oldest = found.pop() ?? []
  return [...found, window.slice(0, end + oldest.length)]
}

/**
 * The last and the first tenth of a stretch at the ends of the window, at least a second: a breach that begins or ends inside of a long
 * stretch would fill all of it.
 */
function edgesOf(parts: Second[][]): Second[][] {
  const tenth = (part: Second[]) => Math.ceil(part.length / 10)
  const [newest, oldest] = [parts[0]!, parts.at(-1)!]
  return [newest.slice(-tenth(newest)), oldest.slice(0, tenth(oldest))]
}

function attemptsNeeded({ metric, unit, value }: Criterion): number {
  if (metric.kind === 'percentile') return attemptsForPercentile(metric.percentile / 100)
  if (unit === 'count' || unit === 'bytes') return Number.POSITIVE_INFINITY
  const rarer = Math.min(value, 1 - value)
  return unit === 'fraction' && rarer > 0 ? Math.ceil(10 / rarer) : 1
}

function attemptsIn({ selector }: Criterion, { rows }: Second): number {
  return rows.reduce((sum, row) => sum + (selects(selector, row.series) ? judgedAttempts(row) : 0), 0)
}
