// The verdict of one objective, by the first row that applies:
//   inconclusive  no data; fewer than 10 / (1 − q) attempts for percentile q; the instrument invalid; the window not reached; or, unless
//                 it fails all the same, a rate of no attempt at all, or told by less than 99 % of the workers as one was lost
//   fail          the point estimate is beyond the limit
//   pass          the whole 95 % interval meets the target (the point, where there is no interval)
//   warn          everything between
// A target of exactly no failures (or nothing but successes) is met by the point, as are `=` and `!=`: no sample is large enough to show
// more. Headroom = (limit − actual) / limit, mirrored where higher is better.

import type { CompiledObjective } from '#lib/plans/compiled.ts'
import type { Comparator, Criterion, CriterionEntry } from '#lib/plans/criterion.ts'
import { formatMetric, formatSelector } from '#lib/plans/criterion-text.ts'
import { headroomOf, holds } from './comparator.ts'
import { COMPLETENESS_SUSPECT, coverageOf } from './completeness.ts'
import { complianceOf } from './compliance.ts'
import { hasCourse } from './course.ts'
import { deriveFrom } from './derivation.ts'
import type { Evidence } from './evidence.ts'
import { type JudgedWindow, lengthMs, windowOf } from './judged-window.ts'
import { type Measured, measure, NO_ATTEMPT } from './measure.ts'
import { complianceOfMonitored, unreadReason } from './monitored.ts'
import { drawInterval } from './objective-interval.ts'
import {
  beyondReason,
  lostReason,
  notReached,
  pointReason,
  type Single,
  unmeasuredReason,
  unsureReason,
  unsustainedReason,
  zeroReason,
} from './objective-words.ts'
import type { ObjectiveVerdict, Validity, Verdict } from './verdict.ts'

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

const UNKNOWN = {
  verdict: 'inconclusive',
  ...{ actual: null, interval: null, headroom: null, samples: 0 },
  ...{ compliance: null, derivation: null, untested: false },
} as const

function withoutAlternatives({ key, judge, source, priority, phase }: CompiledObjective): ObjectiveVerdict {
  return {
    ...{
      key,
      judge,
      source,
      priority,
      phase: phase ?? null,
      metric: '',
      selector: null,
      comparator: '',
      unit: 'count',
    },
    ...UNKNOWN,
    reason: 'It is met by any of its alternatives, but lists none.',
    ...{ target: 0, limit: 0, window: { fromMs: 0, toMs: 0, name: '' } },
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
  const inconclusive = (reason: string, samples = 0): ObjectiveVerdict => ({ ...blank, reason, samples })
  if (!window)
    return inconclusive(
      `This run has no ${criterion.window?.kind === 'during' ? criterion.window.phase : 'such window'}.`,
    )
  if (window.reached.length === 0)
    return { ...inconclusive(notReached(criterion, window, evidence)), untested: window.planned.length > 0 }
  const measured = measure(criterion, window.reached, evidence)
  if (validity.status === 'invalid') {
    const reason = `The instrument was invalid: ${validity.reasons[0] ?? 'see validity'}`
    if (!measured.ok) return inconclusive(reason, measured.samples)
    // What it read is still shown; it only decides nothing.
    return { ...conclude(blank, entry, window, evidence, measured), verdict: 'inconclusive', reason }
  }
  const tooShort = unsustained(objective, window)
  if (tooShort) return inconclusive(tooShort)
  if (!measured.ok) return inconclusive(unmeasuredReason(criterion, window, measured.reason), measured.samples)
  const concluded = conclude(blank, entry, window, evidence, measured)
  if (concluded.verdict === 'fail') return concluded
  const gap = gapOf(criterion, measured, window, evidence)
  return gap ? { ...concluded, verdict: 'inconclusive', reason: gap } : concluded
}

/** Why a value that does not fail proves nothing all the same. */
function gapOf(
  criterion: Criterion,
  { samples, monitored }: Extract<Measured, { ok: true }>,
  window: JudgedWindow,
  evidence: Evidence,
): string | null {
  if (samples === 0) return unmeasuredReason(criterion, window, NO_ATTEMPT)
  const unread = monitored && criterion.metric.kind !== 'missing' ? unreadReason(monitored, window.name) : null
  return unread ?? lostPart(window, evidence)
}

/** What holds under the load of some workers need not hold under that of all. */
function lostPart(window: JudgedWindow, evidence: Evidence): string | null {
  if (evidence.end !== 'lost') return null
  const covered = coverageOf(evidence, window.reached)
  return covered >= COMPLETENESS_SUSPECT ? null : lostReason(covered, window)
}

function describe(
  { key, judge, source, priority, phase }: CompiledObjective,
  { criterion, target, limit }: Single,
  window: JudgedWindow | null,
): ObjectiveVerdict {
  const ranges = window && window.reached.length > 0 ? window.reached : (window?.planned ?? [])
  return {
    ...{ key, judge, source, priority, phase: phase ?? null },
    metric: formatMetric(criterion.metric, criterion.service),
    selector: criterion.selector ? formatSelector(criterion.selector) : null,
    comparator: criterion.comparator,
    reason: '',
    ...{ unit: criterion.unit, target, limit },
    ...UNKNOWN,
    window: { fromMs: ranges[0]?.fromMs ?? 0, toMs: ranges.at(-1)?.toMs ?? 0, name: window?.name ?? '' },
  }
}

function unsustained({ sustainedMs }: CompiledObjective, window: JudgedWindow): string | null {
  const lasted = lengthMs(window.reached)
  if (sustainedMs === null || lasted >= sustainedMs) return null
  return unsustainedReason(sustainedMs, lasted, window)
}

type Ends = readonly [low: number, high: number]

function conclude(
  blank: ObjectiveVerdict,
  entry: Single,
  window: JudgedWindow,
  evidence: Evidence,
  measured: Extract<Measured, { ok: true }>,
): ObjectiveVerdict {
  const { criterion, target, limit } = entry
  const { value, samples, monitored } = measured
  const drawn = drawInterval(criterion, window.reached, evidence, blank.key)
  const ends: Ends | null = drawn?.interval ?? null
  const verdict = verdictOf(entry, value, isDecidedByPoint(entry) ? null : ends)
  const actual = Number.isFinite(value) ? value : null
  const course = hasCourse(criterion) ? evidence.course?.(criterion, window.reached) : null
  const followed = monitored && complianceOfMonitored(criterion, target, monitored)
  return {
    ...blank,
    verdict,
    reason:
      actual === null ? beyondReason(criterion, window, evidence) : reasonOf(entry, measured, verdict, ends, window),
    actual,
    interval: ends?.every(Number.isFinite) ? [ends[0], ends[1]] : null,
    samples,
    headroom: headroomOf(criterion.comparator, actual, limit),
    compliance: course ? complianceOf(criterion.comparator, target, course) : (followed ?? null),
    derivation: deriveFrom(criterion, evidence, { window, samples, drawn, monitored }),
  }
}

function isDecidedByPoint({ criterion: { comparator, unit }, target }: Single): boolean {
  return comparator === '=' || comparator === '!=' || (unit === 'fraction' && (target === 0 || target === 1))
}

function verdictOf({ criterion, target, limit }: Single, value: number, ends: Ends | null): Verdict {
  const { comparator } = criterion
  if (target === limit) {
    if (!holds(comparator, value, target)) return 'fail'
  } else if (isBeyond(comparator, value, target, limit)) return 'fail'
  return [value, ...(ends ?? [])].every((one) => holds(comparator, one, target)) ? 'pass' : 'warn'
}

/** The limit itself is still acceptable. */
function isBeyond(comparator: Comparator, value: number, target: number, limit: number): boolean {
  if (comparator === '>' || comparator === '>=') return value < limit
  if (comparator === '<' || comparator === '<=') return value > limit
  return limit > target ? value > limit : value < limit
}

function reasonOf(
  entry: Single,
  measured: Extract<Measured, { ok: true }>,
  verdict: Verdict,
  ends: Ends | null,
  window: JudgedWindow,
): string {
  const { comparator, metric } = entry.criterion
  if (verdict !== 'warn' || !ends || !holds(comparator, measured.value, entry.target))
    return pointReason(entry, measured, verdict, window)
  const isNone = measured.value === 0 && metric.kind === 'plain' && metric.name === 'error_rate'
  return isNone ? zeroReason(entry, measured.samples, ends[1]) : unsureReason(entry, measured, ends, window)
}
