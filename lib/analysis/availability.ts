// Availability, outages, and how fast and with what loss the target came back.
//   a second is down when fewer than half of its attempts were answered well; a second without attempts is as the one before it.
//   What the end of the run interrupted says nothing of the target
//   availability = seconds up ÷ seconds measured
//   RTO achieved = the longest outage, exact to the seconds at its ends; RPO achieved = how far before an outage the oldest
//   acknowledged write lies that was lost
//   downtime budget = (1 − uptime) × period; a month is a twelfth of a year of 365.25 days
// Units: milliseconds since the start; fractions. Source: Google SRE book, ch. 3–4; ISO 22301 (RTO, RPO).

import { say, showLatency, showPercent } from '#lib/core/number-format.ts'
import type { CompiledAvailability } from '#lib/plans/compiled.ts'
import type { Analysis, Figure } from './analysis.ts'
import { analysis, atClock, figure, plural, saySpan, unknown } from './figure.ts'
import { ledgerOf } from './integrity.ts'
import { endSecondOf, type RunData, type RunPoint } from './run-data.ts'

const UP = 0.5
const MONTH_MS = (365.25 / 12) * 86_400_000

const HEAD = {
  key: 'availability',
  title: 'Availability and outages',
  howToRead:
    'A second is down when fewer than half of its attempts were answered well. Availability is the share of seconds that were up; the budget is what the stated uptime allows of downtime.',
}

export interface Outage {
  fromMs: number
  toMs: number
  /** False when it was still down at the end of the run. */
  isOver: boolean
}

export interface Uptime {
  measuredMs: number
  downMs: number
  /** null when nothing was measured. */
  share: number | null
  outages: Outage[]
}

const answersOf = ({ ok, failed, droppedTarget }: RunPoint): number => ok + failed + droppedTarget

export function measureUptime(points: readonly RunPoint[]): Uptime {
  const outages: Outage[] = []
  let isDown = false
  let [measuredMs, downMs] = [0, 0]
  let hasBegun = false
  for (const point of points) {
    const attempts = answersOf(point)
    if (attempts > 0) isDown = point.ok < attempts * UP
    hasBegun ||= attempts > 0
    if (!hasBegun) continue
    const ms = point.seconds * 1000
    measuredMs += ms
    const last = outages.at(-1)
    if (!isDown) {
      if (last) last.isOver = true
      continue
    }
    downMs += ms
    if (last && !last.isOver) last.toMs = endSecondOf(point) * 1000
    else outages.push({ fromMs: point.second * 1000, toMs: endSecondOf(point) * 1000, isOver: false })
  }
  return { measuredMs, downMs, share: measuredMs === 0 ? null : 1 - downMs / measuredMs, outages }
}

export function analyseAvailability(data: Pick<RunData, 'points' | 'whileDown' | 'availability' | 'marks'>): Analysis {
  const goal = data.availability
  const { share, outages, downMs, measuredMs } = measureUptime(data.points)
  if (share === null) return unknown(HEAD, 'No attempt was measured, so nothing is known of availability.')
  const stepMs = Math.max(...data.points.map(({ seconds }) => seconds)) * 1000
  const longest = Math.max(0, ...outages.map(({ fromMs, toMs }) => toMs - fromMs))
  const isMet = goal.uptime !== null && share >= goal.uptime && (goal.rtoMs === null || longest <= goal.rtoMs)
  return analysis(HEAD, {
    tone: outages.length === 0 ? 'good' : isMet ? 'note' : 'bad',
    sentence: sentenceOf(share, outages, goal, measuredMs),
    figures: [
      figure('availability', 'Availability', share, 'fraction', { note: `of ${saySpan(measuredMs)} measured` }),
      figure('downtime', 'Down', downMs, 'ms'),
      figure('outages', 'Outages', outages.length, 'count'),
      ...rtoFigures(outages, longest, stepMs, goal.rtoMs),
      ...rpoFigures(data, outages, goal.rpoMs),
      ...budgetFigures(goal.uptime, measuredMs, downMs),
    ],
    table: outages.length > 0 ? tableOf(outages) : null,
    chart: {
      x: { label: 'Time', unit: 'time' },
      y: { label: 'Answered well', unit: 'fraction' },
      lines: [{ key: 'ok', label: 'Answered well', kind: 'line', points: shareLine(data.points) }],
      marks: outages
        .slice(0, 10)
        .flatMap(({ fromMs, toMs, isOver }) => [
          { axis: 'x' as const, at: fromMs, label: 'down', tone: 'limit' as const },
          ...(isOver ? [{ axis: 'x' as const, at: toMs, label: 'up', tone: 'target' as const }] : []),
        ]),
    },
    suggestion:
      outages.length > 0 && !isMet
        ? {
            title: `${outages.length} ${plural(outages.length, 'outage')}, the longest ${saySpan(longest)}`,
            severity: longest >= 60_000 ? 'critical' : 'high',
            advice: `Compare the logs of the target at ${atClock(outages[0]!.fromMs)} of the run. ${whoAnswered(data.whileDown)}`,
          }
        : null,
  })
}

function sentenceOf(share: number, outages: readonly Outage[], goal: CompiledAvailability, measuredMs: number): string {
  const achieved = say(showPercent(share, share > 0.9995 ? 3 : 2))
  const wanted =
    goal.uptime === null
      ? ''
      : `, ${share >= goal.uptime ? 'which meets' : 'below'} the ${say(showPercent(goal.uptime))} asked for`
  const [first] = outages
  if (!first)
    return `The target answered in every second of the ${saySpan(measuredMs)} measured: ${achieved} available${wanted}.`
  const until = first.isOver ? `to ${atClock(first.toMs)}` : 'to the end of the run'
  const one = `from ${atClock(first.fromMs)} ${until} (${saySpan(first.toMs - first.fromMs)})`
  const told = outages.length === 1 ? `one outage, ${one}` : `${outages.length} outages, the first ${one}`
  return `${achieved} available${wanted}: ${told}.`
}

function rtoFigures(outages: readonly Outage[], longest: number, stepMs: number, goalMs: number | null): Figure[] {
  if (outages.length === 0) return []
  const isOver = outages.every((one) => one.isOver)
  return [
    figure('rto', 'Time to recover (RTO)', isOver ? longest : null, 'ms', {
      interval: isOver ? [Math.max(0, longest - stepMs), longest + stepMs] : null,
      note: isOver
        ? goalMs === null
          ? 'longest outage'
          : `longest outage; at most ${say(showLatency(goalMs))} was asked for`
        : 'down until the end of the run',
    }),
  ]
}

/** Where acknowledged writes were read back: the outage that took the most. */
function rpoFigures({ marks }: Pick<RunData, 'marks'>, outages: readonly Outage[], goalMs: number | null): Figure[] {
  const ledger = ledgerOf({ marks })
  if (!ledger || outages.length === 0) return []
  const lostAtMs = ledger.examples.filter(({ what }) => what === 'lost').map(({ atMs }) => atMs)
  const points = outages.map((outage) => recoveryPoint(outage, lostAtMs))
  const worst = points.reduce((most, one) => (one.rpoMs > most.rpoMs ? one : most))
  const asked = goalMs === null ? '' : `; at most ${say(showLatency(goalMs))} was asked for`
  return [
    figure('rpo', 'Data lost (RPO)', worst.rpoMs, 'ms', {
      note: `age of the oldest lost write as it went down${asked}`,
    }),
    figure('rpo-newest', 'Newest lost write', worst.newestMs, 'ms', { note: 'its age as it went down' }),
  ]
}

function budgetFigures(uptime: number | null, measuredMs: number, downMs: number): Figure[] {
  if (uptime === null) return []
  const note = `of what ${say(showPercent(uptime))} allows`
  return [
    figure('budget-left', 'Downtime left, of this run', (1 - uptime) * measuredMs - downMs, 'ms', { note }),
    figure('budget-left-month', 'Downtime left, of a month', (1 - uptime) * MONTH_MS - downMs, 'ms', { note }),
  ]
}

function tableOf(outages: readonly Outage[]): Analysis['table'] {
  return {
    columns: [
      { key: 'from', label: 'Down at', unit: 'text' },
      { key: 'to', label: 'Up at', unit: 'text' },
      { key: 'length', label: 'Lasted', unit: 'ms' },
    ],
    rows: outages.slice(0, 100).map(({ fromMs, toMs, isOver }) => ({
      from: atClock(fromMs),
      to: isOver ? atClock(toMs) : 'end of the run',
      length: toMs - fromMs,
    })),
  }
}

function whoAnswered(whileDown: RunData['whileDown']): string {
  const answered = (whileDown ?? []).filter(({ ok }) => ok > 0)
  if (answered.length === 0) return 'No operation was answered meanwhile.'
  return `Meanwhile ${answered.map(({ key, ok, attempts }) => `${key} was answered ${ok} of ${attempts} times`).join(', ')}.`
}

/** A value only where it changes, so that a day fits. */
function shareLine(points: readonly RunPoint[]): { x: number; y: number | null }[] {
  const all = points.map((point) => {
    const attempts = answersOf(point)
    return { x: point.second * 1000, y: attempts > 0 ? point.ok / attempts : null }
  })
  const kept = all.filter(
    ({ y }, at) => at === 0 || at === all.length - 1 || y !== all[at - 1]!.y || y !== all[at + 1]!.y,
  )
  const size = Math.ceil(kept.length / 600)
  return kept.filter((_, at) => at % size === 0)
}

/** How far before the outage the oldest lost write lies: what was lost with it. `lostAtMs`: when each was acknowledged. */
export function recoveryPoint(
  outage: Outage,
  lostAtMs: readonly number[],
): { rpoMs: number; newestMs: number; lost: number } {
  const before = lostAtMs.filter((atMs) => atMs <= outage.toMs)
  if (before.length === 0) return { rpoMs: 0, newestMs: 0, lost: 0 }
  const age = (atMs: number) => Math.max(0, outage.fromMs - atMs)
  return { rpoMs: age(Math.min(...before)), newestMs: age(Math.max(...before)), lost: before.length }
}
