// The rows of a chart as a file: one line per bucket, times in seconds since the start, units in the heads.

import type { Shown } from '#lib/core/number-format.ts'
import type { ChartRow } from './chart-rows.ts'
import type { PlotSpec } from './plot-spec.ts'

const cell = (value: string): string => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)

export function toCsv(plots: readonly PlotSpec[], rows: readonly ChartRow[]): string {
  const series = plots.flatMap((plot) =>
    plot.series.map((s) => ({ key: s.key, head: `${s.name} (${plot.unit.replace('/s', 'per second')})` })),
  )
  const head = ['second', 'seconds', ...series.map((s) => s.head)]
  const lines = rows.map((row) => [
    String(row.second),
    String(row.seconds),
    ...series.map((s) => {
      const value = row[s.key]
      return value === null ? '' : String(Number(value.toPrecision(6)))
    }),
  ])
  return `${[head, ...lines].map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`
}

/** Any chart as numbers: what its table shows and its file holds. */
export interface ChartNumbers {
  columns: readonly { label: string; show?: (value: number) => Shown }[]
  rows: readonly (readonly (number | string | null)[])[]
}

/** Text that a spreadsheet would take for a formula is marked as text. */
const safe = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)

/** Of the value as it stands in the file, which is never rounded to a larger unit. */
const UNITS: Record<string, string> = { ms: ' (ms)', '/s': ' (per second)', '%': ' (fraction of 1)', B: ' (bytes)' }
const headOf = ({ label, show }: ChartNumbers['columns'][number]): string =>
  safe(`${label}${show ? (UNITS[show(1)[1]] ?? '') : ''}`)

export function numbersToCsv({ columns, rows }: ChartNumbers): string {
  const shown = (value: number | string | null): string => {
    if (value === null) return ''
    return typeof value === 'number' ? String(Number(value.toPrecision(6))) : safe(value)
  }
  return `${[columns.map(headOf), ...rows.map((row) => row.map(shown))].map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`
}
