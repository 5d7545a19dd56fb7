// The verdict of one objective, by the first row that applies:
//   inconclusive  no data; fewer than 10 / (1 − q) attempts for percentile q; the instrument invalid; the window not reached, or
//                 (unless it fails all the same) told by less than 99 % of the workers as one was lost
//   fail          the point estimate is beyond the limit
//   pass          the whole interval meets the target (the point, where there is no interval)
//   warn          everything between
// With zero failures in n attempts the failure rate is known only up to 3/n (95 %, "rule of three", Hanley & Lippman-Hand 1983):
// a target above 0 is passed when that bound meets it. Headroom = (limit − actual) / limit, mirrored where higher is better.

import { say, showCount, showIn, showPercent } from '#lib/core/number-format.ts'
import type { CompiledObjective } from '#lib/plans/compiled.ts'
import type { Comparator, Criterion, CriterionEntry, CriterionUnit } from '#lib/plans/criterion.ts'
import { formatMetric, formatSelector } from '#lib/plans/criterion-text.ts'
import { judgedAttempts } from '#lib/runs/window.ts'
import { COMPLETENESS_SUSPECT, coverageOf } from './completeness.ts'
import type { Evidence } from './evidence.ts'
import { clockOf, type JudgedWindow, lengthMs, windowOf } from './judged-window.ts'
import { measure } from './measure.ts'
import type { ObjectiveVerdict, Validity, Verdict } from './verdict.ts'

type Single = Extract<CriterionEntry, { kind: 'criterion' }>

/** Judges one objective; `validity` is the run's. Nothing is thrown for missing data: that is inconclusive, with its reason. */
export function evaluateObjective(
  objective: CompiledObjective,
  evidence: Evidence,
  validity: Validity,
): ObjectiveVerdict {
  return evaluateEntry(objective, objective.entry, evidence, validity)
}

function evaluateEntry(
  objective: CompiledObjective,
  entry: CriterionEntry,
  evidence: Evidence,
  validity: Validity,
): ObjectiveVerdict {
  if (entry.kind === 'criterion') return evaluateSingle(objective, entry, evidence, validity)
  // Any of them is enough, so the best one speaks for all.
  const judged = entry.entries.map((one) => evaluateEntry(objective, one, evidence, validity))
  const best = (['pass', 'warn', 'inconclusive', 'fail'] as const).flatMap((verdict) =>
    judged.filter((one) => one.verdict === verdict),
  )[0]
  return best ?? withoutAlternatives(objective)
}

function withoutAlternatives({ key, judge, source, priority }: CompiledObjective): ObjectiveVerdict {
  return {
    ...{ key, judge, source, priority, metric: '', selector: null, comparator: '', unit: 'count' },
    verdict: 'inconclusive',
    reason: 'It is met by any of its alternatives, but lists none.',
    ...{ actual: null, target: 0, limit: 0, interval: null, headroom: null, samples: 0 },
    window: { fromMs: 0, toMs: 0, name: '' },
  }
}

function evaluateSingle(
  objective: CompiledObjective,
  entry: Single,
  evidence: Evidence,
  validity: Validity,
): ObjectiveVerdict {
  const { criterion } = entry
  const window = windowOf(criterion, evidence)
  const blank = describe(objective, entry, window)
  const inconclusive = (reason: string, samples = 0): ObjectiveVerdict => ({
    ...blank,
    verdict: 'inconclusive',
    reason,
    samples,
  })
  if (!window)
    return inconclusive(
      `This run has no ${criterion.window?.kind === 'during' ? criterion.window.phase : 'such window'}.`,
    )
  if (window.reached.length === 0) return inconclusive(notReached(window, evidence))
  const measured = measure(criterion, window.reached, evidence)
  if (validity.status === 'invalid') {
    const reason = `The instrument was invalid: ${validity.reasons[0] ?? 'see validity'}`
    if (!measured.ok) return inconclusive(reason, measured.samples)
    // What it read is still shown; it only decides nothing.
    return { ...conclude(blank, entry, window, evidence, measured), verdict: 'inconclusive', reason }
  }
  const tooShort = unsustained(objective, window)
  if (tooShort) return inconclusive(tooShort)
  if (!measured.ok)
    return inconclusive(
      `${subjectOf(criterion)} cannot be judged over ${window.name}: ${measured.reason}.`,
      measured.samples,
    )
  const concluded = conclude(blank, entry, window, evidence, measured)
  const gap = concluded.verdict === 'fail' ? null : lostPart(window, evidence)
  return gap ? { ...concluded, verdict: 'inconclusive', reason: gap } : concluded
}

/** What holds under the load of some workers need not hold under that of all. */
function lostPart(window: JudgedWindow, evidence: Evidence): string | null {
  if (evidence.end !== 'lost') return null
  const covered = coverageOf(evidence, window.reached)
  if (covered >= COMPLETENESS_SUSPECT) return null
  return `A worker was lost: only ${say(showPercent(covered))} of ${window.name} holds the load of all workers.`
}

function describe(
  objective: CompiledObjective,
  { criterion, target, limit }: Single,
  window: JudgedWindow | null,
): ObjectiveVerdict {
  const ranges = window && window.reached.length > 0 ? window.reached : (window?.planned ?? [])
  return {
    key: objective.key,
    judge: objective.judge,
    source: objective.source,
    metric: formatMetric(criterion.metric, criterion.service),
    selector: criterion.selector ? formatSelector(criterion.selector) : null,
    comparator: criterion.comparator,
    priority: objective.priority,
    verdict: 'inconclusive',
    reason: '',
    unit: criterion.unit,
    actual: null,
    target,
    limit,
    interval: null,
    headroom: null,
    samples: 0,
    window: { fromMs: ranges[0]?.fromMs ?? 0, toMs: ranges.at(-1)?.toMs ?? 0, name: window?.name ?? '' },
  }
}

function notReached(window: JudgedWindow, evidence: Evidence): string {
  const from = window.planned[0]?.fromMs
  if (from === undefined) return `The window ${window.name} holds no whole second.`
  const state = evidence.end === null ? 'the run is at' : 'the run ended at'
  return `The window ${window.name} was not reached: it begins at ${clockOf(from)}, ${state} ${clockOf(evidence.elapsedMs)}.`
}

function unsustained({ sustainedMs }: CompiledObjective, window: JudgedWindow): string | null {
  const lasted = lengthMs(window.reached)
  if (sustainedMs === null || lasted >= sustainedMs) return null
  return `The level must be sustained for ${clockOf(sustainedMs)}, the window ${window.name} lasted ${clockOf(lasted)}.`
}

function conclude(
  blank: ObjectiveVerdict,
  entry: Single,
  window: JudgedWindow,
  evidence: Evidence,
  { value, samples }: { value: number; samples: number },
): ObjectiveVerdict {
  const { criterion, limit } = entry
  const bound = upperBoundOfNone(criterion, value, samples)
  const verdict = verdictOf(entry, value, bound)
  const actual = Number.isFinite(value) ? value : null
  const reason =
    actual === null
      ? beyondReason(criterion, window, evidence)
      : bound !== null && verdict === 'warn'
        ? zeroReason(entry, samples, bound)
        : pointReason(entry, value, samples, verdict, window)
  const interval: [number, number] | null = bound === null ? null : [0, bound]
  return {
    ...blank,
    verdict,
    reason,
    actual,
    interval,
    samples,
    headroom: headroomOf(criterion.comparator, actual, limit),
  }
}

function verdictOf({ criterion, target, limit }: Single, value: number, bound: number | null): Verdict {
  const { comparator } = criterion
  if (target === limit) {
    if (!holds(comparator, value, target)) return 'fail'
  } else if (isBeyond(comparator, value, target, limit)) return 'fail'
  return holds(comparator, bound ?? value, target) ? 'pass' : 'warn'
}

/** The limit itself is still acceptable. */
function isBeyond(comparator: Comparator, value: number, target: number, limit: number): boolean {
  if (comparator === '>' || comparator === '>=') return value < limit
  if (comparator === '<' || comparator === '<=') return value > limit
  return limit > target ? value > limit : value < limit
}

export function holds(comparator: Comparator, value: number, threshold: number): boolean {
  switch (comparator) {
    case '<':
      return value < threshold
    case '<=':
      return value <= threshold
    case '>':
      return value > threshold
    case '>=':
      return value >= threshold
    case '=':
      return value === threshold
    case '!=':
      return value !== threshold
  }
}

/** 3/n for an error rate without a failure; `= 0` and a target of 0 compare the point. */
function upperBoundOfNone(
  { metric, comparator, value: target, selector }: Criterion,
  value: number,
  samples: number,
): number | null {
  const isErrorRate = metric.kind === 'plain' && metric.name === 'error_rate' && selector?.kind !== 'status'
  if (!isErrorRate || value !== 0 || target <= 0 || (comparator !== '<' && comparator !== '<=')) return null
  return Math.min(1, 3 / samples)
}

export function headroomOf(comparator: Comparator, actual: number | null, limit: number): number | null {
  if (actual === null || limit === 0) return null
  const room = (limit - actual) / limit
  return comparator === '>' || comparator === '>=' ? -room : room
}

function subjectOf({ metric, service, selector }: Criterion): string {
  return `${formatMetric(metric, service)}${selector ? ` of ${formatSelector(selector)}` : ''}`
}

const shown = (unit: CriterionUnit, value: number) => say(showIn(unit, value))
const counted = (value: number) => showCount(value)[0]

function pointReason(
  { criterion, target, limit }: Single,
  value: number,
  samples: number,
  verdict: Verdict,
  window: JudgedWindow,
): string {
  const { unit, comparator } = criterion
  const behind = criterion.metric.kind === 'plain' && criterion.metric.name === 'users' ? 'seconds' : 'attempts'
  const head = `${subjectOf(criterion)} was ${shown(unit, value)} over ${window.name} (${counted(samples)} ${behind})`
  const wanted = `${comparator} ${shown(unit, target)}`
  if (verdict === 'pass') return `${head}, which meets ${wanted}.`
  if (verdict === 'fail')
    return `${head}, ${target === limit ? `not ${wanted}` : `beyond the limit of ${shown(unit, limit)}`}.`
  return `${head}: not ${wanted}, but within the limit of ${shown(unit, limit)}.`
}

function zeroReason({ target }: Single, samples: number, bound: number): string {
  const needed = counted(Math.ceil(3 / target))
  return `No failure in ${counted(samples)} attempts, which shows a rate below ${shown('fraction', bound)}; ${needed} attempts would show ${shown('fraction', target)}.`
}

function beyondReason(criterion: Criterion, window: JudgedWindow, evidence: Evidence): string {
  const { counts } = evidence.tally(criterion.selector, window.reached)
  const attempts = judgedAttempts(counts)
  const lost = attempts - counts.ok
  return `${subjectOf(criterion)} is beyond every measured value: ${counted(lost)} of ${counted(attempts)} attempts failed, were dropped or interrupted (${shown('fraction', lost / attempts)}).`
}
