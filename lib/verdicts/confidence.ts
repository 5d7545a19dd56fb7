// How far the verdict of a run can be relied on: the lowest level anything asks for, with what asks for it.
//   LOW     the instrument is suspect or invalid; nothing counts; less than a minute of steady load; less than half of the schedule was
//           run; an objective that counts has too few attempts, or no interval because its window makes fewer than 20 blocks
//   MEDIUM  less than five minutes of steady load; the run broke off; seconds are missing; an objective that counts could not be judged;
//           an interval reaches across what decides
//   HIGH    none of these
// Objectives of low priority inform only, and lower nothing.

import { LEAST_BLOCKS } from '#lib/analysis/interval.ts'
import { say, showCount, showIn, showPercent } from '#lib/core/number-format.ts'
import { totalDurationMs } from '#lib/load/pacer.ts'
import type { Comparator } from '#lib/plans/criterion.ts'
import { CONFIDENCE_LEVELS, type Confidence, type ConfidenceLevel } from '#lib/runs/verdict-schema.ts'
import { holds } from './comparator.ts'
import type { Evidence } from './evidence.ts'
import { clockOf, lengthMs, steadyWindow } from './judged-window.ts'
import type { ObjectiveVerdict, Validity } from './verdict.ts'

interface Lowering {
  level: ConfidenceLevel
  reason: string
}

const SHORT_MS = 60_000
const LONG_ENOUGH_MS = 300_000

export function assessConfidence(
  objectives: readonly ObjectiveVerdict[],
  validity: Validity,
  evidence: Evidence,
): Confidence {
  const counting = objectives.filter(({ priority }) => priority !== 'low')
  const lowering = [
    ...ofInstrument(validity),
    ...(counting.length === 0 ? [{ level: 'LOW' as const, reason: 'No objective of this run counts.' }] : []),
    ...ofLength(evidence),
    ...counting.flatMap(ofObjective),
  ]
  const worst = Math.max(0, ...lowering.map(({ level }) => CONFIDENCE_LEVELS.indexOf(level)))
  const level = CONFIDENCE_LEVELS[worst] ?? 'LOW'
  const gravestFirst = CONFIDENCE_LEVELS.toReversed().flatMap((one) => lowering.filter((each) => each.level === one))
  const reasons = lowering.length > 0 ? gravestFirst.map(({ reason }) => reason) : support(counting, evidence)
  return { level, reasons: [...new Set(reasons)] }
}

function ofInstrument({ status, reasons, completeness }: Validity): Lowering[] {
  if (status !== 'valid')
    return [{ level: 'LOW', reason: `The instrument was ${status}: ${reasons[0] ?? 'see validity'}` }]
  if (completeness >= 0.9995) return []
  return [{ level: 'MEDIUM', reason: `Only ${say(showPercent(completeness))} of the planned seconds hold data.` }]
}

function ofLength(evidence: Evidence): Lowering[] {
  const steadyMs = lengthMs(steadyWindow(evidence).reached)
  const found: Lowering[] = []
  if (steadyMs < LONG_ENOUGH_MS) {
    const reason = `The load was steady for ${clockOf(steadyMs)}; what comes and goes within ${steadyMs < SHORT_MS ? 'a minute' : 'five minutes'} does not show.`
    found.push({ level: steadyMs < SHORT_MS ? 'LOW' : 'MEDIUM', reason })
  }
  const totalMs = totalDurationMs(evidence.load)
  const { end, elapsedMs } = evidence
  if (end !== null && end !== 'completed' && elapsedMs < totalMs) {
    const reason = `The run ${BROKEN_OFF[end]} at ${clockOf(elapsedMs)} of ${clockOf(totalMs)}.`
    found.push({ level: elapsedMs < totalMs / 2 ? 'LOW' : 'MEDIUM', reason })
  }
  return found
}

const BROKEN_OFF = {
  stopped: 'was stopped',
  aborted: 'was aborted',
  failed: 'failed',
  lost: 'lost a worker',
} as const

function ofObjective(objective: ObjectiveVerdict): Lowering[] {
  const { verdict, reason, derivation, interval, judge, samples } = objective
  if (verdict === 'inconclusive') {
    const isShortOfAttempts = samples > 0 && objective.actual === null
    return [{ level: isShortOfAttempts ? 'LOW' : 'MEDIUM', reason: `Not judged: ${judge}. ${reason}` }]
  }
  const blocks = derivation?.blocks
  if (blocks && blocks.count < LEAST_BLOCKS && interval === null) {
    const made = `${blocks.count} ${blocks.count === 1 ? 'block' : 'blocks'}`
    return [
      {
        level: 'LOW',
        reason: `No interval for ${judge}: its window makes ${made} of time, and it takes ${LEAST_BLOCKS}.`,
      },
    ]
  }
  return interval ? ofInterval(objective, interval) : []
}

/** The point decided, and the interval does not agree with it throughout. */
function ofInterval(objective: ObjectiveVerdict, [low, high]: readonly [number, number]): Lowering[] {
  const { comparator, target, limit, verdict, unit, judge } = objective
  const deciding = verdict === 'fail' ? limit : target
  const agree = [low, high].map((end) => holds(comparator as Comparator, end, deciding))
  if (verdict === 'pass' || agree[0] === agree[1]) return []
  const [from, to] = [say(showIn(unit, low)), say(showIn(unit, high))]
  return [{ level: 'MEDIUM', reason: `The interval of ${judge} reaches from ${from} to ${to}, across what decides.` }]
}

function support(counting: readonly ObjectiveVerdict[], evidence: Evidence): string[] {
  const fewest = Math.min(...counting.map(({ samples }) => samples))
  return [
    'The instrument was valid, and every second holds data.',
    `The load was steady for ${clockOf(lengthMs(steadyWindow(evidence).reached))}.`,
    `Every objective that counts was judged, on at least ${showCount(fewest)[0]} samples, and no interval reaches across what decides.`,
  ]
}
