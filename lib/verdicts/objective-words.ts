// Why an objective was judged as it was, as sentences with numbers.

import { say, showCount, showIn, showPercent } from '#lib/core/number-format.ts'
import { worstOf } from '#lib/monitors/aggregate.ts'
import type { Criterion, CriterionEntry, CriterionUnit } from '#lib/plans/criterion.ts'
import { formatMetric, formatSelector } from '#lib/plans/criterion-text.ts'
import { isSingleValue } from '#lib/plans/criterion-unit.ts'
import { lengthOfPhase } from '#lib/plans/phase-length.ts'
import { judgedAttempts } from '#lib/runs/window.ts'
import type { Evidence } from './evidence.ts'
import { clockOf, type JudgedWindow } from './judged-window.ts'
import type { MonitorTold } from './monitored.ts'
import type { Verdict } from './verdict.ts'

interface Measured {
  value: number
  samples: number
  monitored?: MonitorTold
}

export type Single = Extract<CriterionEntry, { kind: 'criterion' }>

function subjectOf({ metric, service, selector }: Criterion): string {
  return `${formatMetric(metric, service)}${selector ? ` of ${formatSelector(selector)}` : ''}`
}

const shown = (unit: CriterionUnit, value: number) =>
  Number.isFinite(value) ? say(showIn(unit, value)) : 'beyond every value'
const counted = (value: number) => showCount(value)[0]

export function pointReason(
  { criterion, target, limit }: Single,
  measured: Measured,
  verdict: Verdict,
  window: JudgedWindow,
): string {
  const { unit, comparator } = criterion
  const behind = behindOf(criterion, measured)
  const value = shown(unit, measured.value)
  const head = `${subjectOf(criterion)} was ${value} over ${window.name} (${behind})`
  const wanted = `${comparator} ${shown(unit, target)}`
  if (verdict === 'pass') return `${head}, which meets ${wanted}.`
  if (verdict === 'fail')
    return `${head}, ${target === limit ? `not ${wanted}` : `beyond the limit of ${shown(unit, limit)}`}.`
  return `${head}: not ${wanted}, but within the limit of ${shown(unit, limit)}.`
}

const wordFor = (metric: Criterion['metric']): string => {
  if (metric.kind !== 'plain') return 'attempts'
  return metric.name === 'users' ? 'seconds' : metric.name === 'memory_growth' ? 'readings' : 'attempts'
}

/** What a value was made of; of a gauge with its worst reading, where that is another. */
function behindOf({ metric, unit, comparator }: Criterion, { samples, monitored }: Measured): string {
  if (!monitored) return `${counted(samples)} ${wordFor(metric)}`
  const { readings, missed, kind } = monitored
  const worst = worstOf(readings, comparator !== '>' && comparator !== '>=')
  const isGauge = metric.kind === 'monitor' && kind === 'gauge' && readings.length > 1
  return [
    `${counted(readings.length)} ${readings.length === 1 ? 'reading' : 'readings'}`,
    missed > 0 ? `${counted(missed)} missed` : null,
    isGauge && worst ? `worst ${shown(unit, worst.value)} at ${clockOf(worst.offsetMs)}` : null,
  ]
    .filter(Boolean)
    .join(', ')
}

/** The point meets the target, its interval does not. */
export function unsureReason(
  { criterion, target }: Single,
  { value, samples }: { value: number; samples: number },
  [low, high]: readonly [number, number],
  window: JudgedWindow,
): string {
  const { unit, comparator } = criterion
  const head = `${subjectOf(criterion)} was ${shown(unit, value)} over ${window.name} (${counted(samples)} attempts)`
  return `${head}, but may lie anywhere from ${shown(unit, low)} to ${shown(unit, high)} (95\u00a0%): not all of that is ${comparator} ${shown(unit, target)}.`
}

export function zeroReason({ target }: Single, samples: number, bound: number): string {
  const needed = counted(Math.ceil(3 / target))
  return `No failure in ${counted(samples)} attempts, which shows a rate below ${shown('fraction', bound)}; ${needed} attempts would show ${shown('fraction', target)}.`
}

export function beyondReason(criterion: Criterion, window: JudgedWindow, evidence: Evidence): string {
  if (isSingleValue(criterion.metric))
    return `${subjectOf(criterion)} has no end: it did not come about within the run.`
  const { counts } = evidence.tally(criterion.selector, window.reached)
  const attempts = judgedAttempts(counts)
  const lost = attempts - counts.ok
  return `${subjectOf(criterion)} is beyond every measured value: ${counted(lost)} of ${counted(attempts)} attempts failed, were dropped or interrupted (${shown('fraction', lost / attempts)}).`
}

export function notReached(criterion: Criterion, window: JudgedWindow, evidence: Evidence): string {
  const from = window.planned[0]?.fromMs
  const phase = evidence.phases.find(({ key }) => criterion.window?.kind === 'during' && key === criterion.window.phase)
  if (from === undefined && phase?.durationMs === 0)
    return `Nothing says when the phase ${phase.key} is: ${lengthOfPhase(evidence.load.stages)}.`
  if (from === undefined) return `The window ${window.name} holds no whole second.`
  const state = evidence.end === null ? 'the run is at' : 'the run ended at'
  const untested = criterion.window?.kind === 'at' ? 'Untested. ' : ''
  return `${untested}The window ${window.name} was not reached: it begins at ${clockOf(from)}, ${state} ${clockOf(evidence.elapsedMs)}.`
}

export function unmeasuredReason(criterion: Criterion, window: JudgedWindow, why: string): string {
  return `${subjectOf(criterion)} cannot be judged over ${window.name}: ${why}.`
}

export function lostReason(covered: number, window: JudgedWindow): string {
  return `A worker was lost: only ${say(showPercent(covered))} of ${window.name} holds the load of all workers.`
}

export function unsustainedReason(sustainedMs: number, lastedMs: number, window: JudgedWindow): string {
  return `The level must be sustained for ${clockOf(sustainedMs)}, the window ${window.name} lasted ${clockOf(lastedMs)}.`
}
