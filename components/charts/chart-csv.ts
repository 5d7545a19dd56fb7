// The rows of a chart as a file: one line per bucket, times in seconds since the start, units in the heads.

import type { ChartRow } from './chart-rows.ts'
import type { PlotSpec } from './plot-spec.ts'

const cell = (value: string): string => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)

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
