// How numbers, times and verdicts stand in a report.

import type { AnalysisUnit } from '#lib/analysis/analysis.ts'
import {
  type NumberUnit,
  say,
  showBytes,
  showClock,
  showCount,
  showIn,
  showPercent,
  showRate,
} from '#lib/core/number-format.ts'
import type { MatrixRow } from '#lib/cycles/matrix-schema.ts'
import type { CycleFigure } from '#lib/cycles/schema.ts'
import type { Derivation } from '#lib/runs/verdict-schema.ts'
import type { Cell, Tone } from './report-model.ts'

const MISSING = '–'

export function sayUnit(unit: CycleFigure['unit'] | AnalysisUnit, value: number | null): string {
  if (value === null) return MISSING
  switch (unit) {
    case 'users':
      return `${showCount(value)[0]}\u00a0users`
    case 's':
      return say(showIn('ms', value * 1000))
    case 'bytesPerHour':
      return `${say(showBytes(value))}/h`
    case 'perHour':
      return `${Number(value.toPrecision(3))}\u00a0/h`
    default:
      return say(showIn(unit satisfies NumberUnit, value))
  }
}

/** A measured number; `derivation` makes it traceable. */
export function measured(
  unit: CycleFigure['unit'] | AnalysisUnit,
  value: number | null,
  derivation?: Derivation | null,
): Cell {
  return { text: sayUnit(unit, value), value, ...(derivation ? { derivation } : {}) }
}

export const saidRate = (perSecond: number | null): string => say(showRate(perSecond))

/** `45 s`, `12 min`, `4 h 05 min`. */
export function sayDuration(ms: number | null): string {
  if (ms === null) return MISSING
  const seconds = Math.round(ms / 1000)
  if (seconds < 120) return `${seconds}\u00a0s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 120) return `${minutes}\u00a0min`
  return `${Math.floor(minutes / 60)}\u00a0h ${String(minutes % 60).padStart(2, '0')}\u00a0min`
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ')

/** `21 November 2026` */
export const sayDay = (iso: string): string => `${dayAndMonth(iso)} ${iso.slice(0, 4)}`

/** `21 November 2026, 14:05 UTC` */
export const sayMoment = (iso: string): string => `${sayDay(iso)}, ${iso.slice(11, 16)}\u00a0UTC`

/** `21 Nov, 14:05` */
export const sayShortMoment = (iso: string): string => `${dayAndMonth(iso, 3)}, ${iso.slice(11, 16)}`

/** Of an instant in UTC or of a date: a report says hundreds of them, and formats of the locale are slow to make. */
const dayAndMonth = (iso: string, letters?: number): string =>
  `${Number(iso.slice(8, 10))} ${MONTHS[Number(iso.slice(5, 7)) - 1]?.slice(0, letters)}`

/** `02:10 to 04:20`, since the start of the run. */
export const sayWindow = ({ fromMs, toMs }: { fromMs: number; toMs: number }): string =>
  `${showClock(fromMs / 1000)} to ${showClock(toMs / 1000)}`

const ONE_WAY = 0.02

/** Half the width of an interval in the unit of the number before it, e.g. "± 8.8"; of one that goes one way, its far end: "(≤ 0.77)". */
export function halfInterval(
  unit: NumberUnit,
  actual: number | null,
  interval: readonly [number, number] | null,
): string {
  if (!interval || actual === null) return ''
  const half = Math.abs(interval[1] - interval[0]) / 2
  const scale = unit === 'fraction' ? 100 : unit === 'ms' && Math.abs(actual) >= 999.5 ? 0.001 : 1
  const [low, high] = interval
  if (actual - low <= half * ONE_WAY && high > actual) return `(≤ ${farEnd(unit, high, actual)})`
  if (high - actual <= half * ONE_WAY && low < actual) return `(≥ ${farEnd(unit, low, actual)})`
  return `± ${unit === 'bytes' ? say(showBytes(half)) : Number((half * scale).toPrecision(2))}`
}

/** As exactly as the number before it: 99.7 % rounded to two digits would read as all. With its unit where that is another. */
function farEnd(unit: NumberUnit, value: number, actual: number): string {
  const shown = unit === 'fraction' ? showPercent(value, 2) : showIn(unit, value)
  return shown[1] === showIn(unit, actual)[1] ? shown[0] : say(shown)
}

const WORDS: Record<Tone, string> = {
  pass: 'Pass',
  warn: 'Warn',
  fail: 'Fail',
  inconclusive: 'Inconclusive',
  invalid: 'Invalid',
  none: 'Not judged',
}

export const wordOf = (tone: Tone): string => WORDS[tone]
export const judged = (tone: Tone, text = WORDS[tone]): Cell => ({ text, tone })

/** Of a scenario's row: an invalid instrument goes before any verdict. */
export function toneOf({ verdict, validity }: Pick<MatrixRow, 'verdict' | 'validity'>): Tone {
  if (validity === 'invalid') return 'invalid'
  return verdict ?? 'none'
}

const STATUS: Record<MatrixRow['status'], string> = {
  'not-run': 'Not run',
  waiting: 'Waiting',
  running: 'Running',
  done: 'Done',
  incomplete: 'Incomplete',
  stale: 'Stale',
}

export const sayStatus = ({ status, waivedUntil }: Pick<MatrixRow, 'status' | 'waivedUntil'>): string =>
  waivedUntil && status === 'not-run' ? `Not run, waived until ${sayDay(waivedUntil)}` : STATUS[status]

/** `≤ 300 ms`, as the plan compares. */
export function sayDemand(comparator: string | null, unit: NumberUnit, value: number | null): string {
  if (value === null) return MISSING
  const sign = { '<=': '≤', '>=': '≥', '!=': '≠' }[comparator ?? ''] ?? comparator ?? ''
  return `${sign} ${say(showIn(unit, value))}`.trim()
}

export const runHref = (run: { id: string } | null): { href?: string } => (run ? { href: `/runs/${run.id}` } : {})

/** `33 % headroom` */
export const headroomWords = (headroom: number | null): string =>
  headroom === null ? 'headroom unknown' : `${Math.round(headroom * 100)}\u00a0% headroom`
