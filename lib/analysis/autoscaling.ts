// Units of the system (instances, ACU) as it grew with load, against what the plan expects.
//   reached       = first moment the offered load is within 5 % of a stated load, until the next stated load is reached
//   scaling time  = from then to the first reading with at least the least units stated for it
//   in time       = not later than the plan states; past two minutes it is a finding whatever was stated
// Units: units of the plan; milliseconds. Source: 003 §auto-scaling.

import { say, showCount, showLatency } from '#lib/core/number-format.ts'
import type { ExpectedScaling } from '#lib/plans/scaling-statement.ts'
import type { Analysis } from './analysis.ts'
import { analysis, atClock, figure, saySpan } from './figure.ts'
import { gaugesOf } from './monitored.ts'
import type { RunData } from './run-data.ts'

const NEAR = 0.95
const TOO_LONG_MS = 120_000

type Sample = { atMs: number; value: number }

interface Met {
  row: ExpectedScaling
  fromMs: number
  /** Most units while this load was there. */
  most: number
  /** null where they never came. */
  tookMs: number | null
  verdict: 'as expected' | 'faster' | 'slower' | 'too few' | 'too many'
}

/** null where no gauge has the role units. */
export function analyseAutoscaling(data: RunData): Analysis | null {
  const gauge = gaugesOf(data).find(({ role, samples }) => role === 'units' && samples.length > 0)
  if (!gauge) return null
  const { samples, name } = gauge
  const statement = data.planned.scaling
  const [first, last] = [samples[0]!.value, samples.at(-1)!.value]
  const most = Math.max(...samples.map(({ value }) => value))
  const met = statement ? metOf(data, statement.expected, samples) : []
  const off = met.filter(({ verdict }) => verdict !== 'as expected' && verdict !== 'faster')
  const slow = met.some(({ tookMs }) => tookMs !== null && tookMs > TOO_LONG_MS)
  const unit = statement?.unit ?? 'units'
  const moved =
    first === most && last === most
      ? `${name}: ${units(first)} ${unit} all through the run.`
      : `${name} went from ${units(first)} to ${units(most)} ${unit}${last === most ? '' : ` and back to ${units(last)}`}.`
  const beyond = statement?.max != null && most > statement.max ? ` The policy allows ${units(statement.max)}.` : ''
  return analysis(
    {
      key: 'autoscaling',
      title: 'Scaling, expected and actual',
      howToRead:
        'For each load the plan states, the units that were there and how long after the load they came. Past two minutes scaling is too slow to help.',
    },
    {
      tone: off.length > 0 || slow || beyond ? 'bad' : met.length > 0 ? 'good' : 'note',
      sentence: `${moved}${beyond} ${sayMet(met, statement !== null)}`,
      figures: [
        figure('first', 'At the start', first, 'count'),
        figure('most', 'Most', most, 'count'),
        figure('last', 'At the end', last, 'count'),
        figure('slowest', 'Slowest scaling', slowestOf(met), 'ms'),
      ],
      chart: {
        x: { label: 'Time', unit: 'time' },
        y: { label: unit, unit: 'count' },
        lines: [{ key: 'units', label: name, kind: 'line', points: stepped(samples) }],
        marks: met.map(({ row, fromMs }) => ({ axis: 'x', at: fromMs, label: row.text.load, tone: 'plain' })),
      },
      table:
        met.length === 0
          ? null
          : {
              columns: [
                { key: 'load', label: 'Load', unit: 'text' },
                { key: 'at', label: 'From', unit: 'text' },
                { key: 'expected', label: 'Expected', unit: 'text' },
                { key: 'actual', label: 'Actual', unit: 'count' },
                { key: 'stated', label: 'Within', unit: 'text' },
                { key: 'took', label: 'Took', unit: 'text' },
                { key: 'verdict', label: '', unit: 'text' },
              ],
              rows: met.map(({ row, fromMs, most: actual, tookMs, verdict }) => ({
                ...{ load: row.text.load, at: atClock(fromMs), expected: row.text.units, actual },
                ...{ stated: row.text.time, took: tookMs === null ? '–' : say(showLatency(tookMs)), verdict },
              })),
            },
      suggestion:
        off.length > 0 || slow
          ? {
              title: slow ? 'Scaling took more than two minutes' : 'Scaling was other than expected',
              severity: slow ? 'high' : 'medium',
              advice: 'Lower the target of the policy, keep more units ready, or scale ahead of known peaks.',
            }
          : null,
    },
  )
}

const units = (value: number): string => (Number.isInteger(value) ? say(showCount(value)) : value.toFixed(1))

const slowestOf = (met: readonly Met[]): number | null => {
  const times = met.flatMap(({ tookMs }) => tookMs ?? [])
  return times.length > 0 ? Math.max(...times) : null
}

function sayMet(met: readonly Met[], isStated: boolean): string {
  if (!isStated) return 'The plan states no scaling to hold it against.'
  if (met.length === 0) return 'No load the plan states units for was reached.'
  return `${met
    .map(({ row, most, tookMs, verdict }) => {
      const time = tookMs === null ? 'not reached' : `after ${saySpan(tookMs)}`
      const stated = row.text.time ? ` (${row.text.time} expected)` : ''
      return `At ${row.text.load}: ${units(most)} of ${row.text.units} expected, ${time}${stated}, ${verdict}`
    })
    .join('; ')}.`
}

function metOf(data: RunData, expected: readonly ExpectedScaling[], samples: readonly Sample[]): Met[] {
  const ordered = expected
    .filter(({ load }) => load.model === data.load.model)
    .toSorted((a, b) => a.load.value - b.load.value)
  const starts = ordered.map(({ load }) => reachedMs(data, load))
  return ordered.flatMap((row, at) => {
    const fromMs = starts[at]
    if (fromMs == null) return []
    const toMs = starts.slice(at + 1).find((one) => one != null && one > fromMs) ?? Number.POSITIVE_INFINITY
    const before = samples.findLast(({ atMs }) => atMs <= fromMs)
    const during = samples.filter(({ atMs }) => atMs > fromMs && atMs <= toMs)
    const all = before ? [{ ...before, atMs: fromMs }, ...during] : during
    if (all.length === 0) return []
    const most = Math.max(...all.map(({ value }) => value))
    const there = all.find(({ value }) => value >= row.least)
    const tookMs = there ? there.atMs - fromMs : null
    return [{ row, fromMs, most, tookMs, verdict: verdictOf(row, most, tookMs) }]
  })
}

function verdictOf({ most: allowed, timeMs }: ExpectedScaling, most: number, tookMs: number | null): Met['verdict'] {
  if (tookMs === null) return 'too few'
  if (most > allowed) return 'too many'
  if (timeMs === null) return 'as expected'
  if (tookMs > Math.max(timeMs[1], 1000)) return 'slower'
  return tookMs < timeMs[0] ? 'faster' : 'as expected'
}

function reachedMs({ points, load: { model } }: RunData, load: ExpectedScaling['load']): number | null {
  const found = points.find((point) => {
    const level = model === 'users' ? point.users : point.offered / point.seconds
    return level >= load.value * NEAR
  })
  return found ? found.second * 1000 : null
}

/** Units hold until the next reading. */
const stepped = (samples: readonly Sample[]): { x: number; y: number }[] =>
  samples.flatMap(({ atMs, value }, at) => {
    const last = samples[at - 1]
    return last && last.value !== value
      ? [
          { x: atMs, y: last.value },
          { x: atMs, y: value },
        ]
      : [{ x: atMs, y: value }]
  })
