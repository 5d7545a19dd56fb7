// Lines of a plan over its runs as plots: one place for each run, evenly apart whenever they ran.

import type { ChartNumbers } from '#components/charts/chart-csv.ts'
import { say, showIn, showPercent } from '#lib/core/number-format.ts'
import type { TrendLine, TrendView } from '#lib/verdicts/trend-schema.ts'

export interface TrendDot {
  /** Place of the run, from 0. */
  at: number
  value: number
  isInvalid: boolean
  isBaseline: boolean
  /** Where the level changed, the one before and the one after. */
  change: { before: number; after: number } | null
}

export interface TrendPlot {
  key: string
  label: string
  line: TrendLine
  color: string
  dots: TrendDot[]
  /** Stretches of runs that were held against the same value. */
  targets: Stretch[]
  limits: Stretch[]
}

export interface Stretch {
  from: number
  to: number
  value: number
}

const COLORS: Record<string, string> = { p95: 'series-p95', rate: 'series-rate', errors: 'series-errors' }

export function trendPlots({ lines, runs }: Pick<TrendView, 'lines' | 'runs'>): TrendPlot[] {
  return lines
    .filter(({ values }) => values.some((value) => value !== null))
    .map((line) => ({
      key: line.key,
      label: line.label,
      line,
      color: COLORS[line.key] ?? colorOf(line),
      dots: line.values.flatMap((value, at) => {
        const run = runs[at]
        if (value === null || !run) return []
        const change = line.changes.find(({ runId }) => runId === run.id) ?? null
        return [{ at, value, change, isInvalid: run.validity === 'invalid', isBaseline: run.isBaseline }]
      }),
      targets: stretchesOf(line.targets),
      limits: stretchesOf(line.limits),
    }))
}

function colorOf({ unit, label }: TrendLine): string {
  if (unit === 'ms') return 'series-p95'
  return label.startsWith('error_rate') ? 'series-errors' : 'series-rate'
}

function stretchesOf(values: readonly (number | null)[]): Stretch[] {
  const found: Stretch[] = []
  for (const [at, value] of values.entries()) {
    const last = found.at(-1)
    if (value === null) continue
    if (last && last.to === at - 1 && last.value === value) last.to = at
    else found.push({ from: at, to: at, value })
  }
  return found
}

export const showOf = (line: TrendLine) => (value: number | null) => showIn(line.unit, value)

/** `+24 %`; of a share in percentage points, `+0.47 pp`. */
export function changeOfLevel(unit: TrendLine['unit'], { before, after }: { before: number; after: number }): string {
  const sign = after > before ? '+' : '−'
  if (unit === 'fraction') return `${sign}${(Math.abs(after - before) * 100).toFixed(2)}\u00a0pp`
  return `${sign}${say(showPercent(Math.abs(after / before - 1), 0))}`
}

/** A row for each run, the oldest first. */
export function trendNumbers({ line, label }: TrendPlot, runs: TrendView['runs']): ChartNumbers {
  const show = showOf(line)
  return {
    columns: [
      ...['Run', 'Version', 'Started', 'Instrument'].map((name) => ({ label: name })),
      ...[label, 'Target', 'Limit'].map((name) => ({ label: name, show })),
    ],
    rows: runs.map((run, at) => [
      ...[run.label, run.version || null, run.startedAt, run.validity],
      ...[line.values[at] ?? null, line.targets[at] ?? null, line.limits[at] ?? null],
    ]),
  }
}
