'use client'

import type { ReactElement } from 'react'
import type { ChartRow } from './chart-rows.ts'
import css from './charts.module.css'
import type { PlotSpec } from './plot-spec.ts'

interface Props {
  plots: PlotSpec[]
  rows: ChartRow[]
  caption: string
  showTime: (second: number) => string
}

/** The charts as numbers, newest first. */
export function ChartTable({ plots, rows, caption, showTime }: Props): ReactElement {
  const series = plots.flatMap((plot) => plot.series)
  return (
    <section className={css.tableWrap} tabIndex={0} aria-label="Charts as a table">
      <table className={css.table}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Second</th>
            {series.map((s) => (
              <th scope="col" key={s.key}>
                {s.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...rows].reverse().map((row) => (
            <tr key={row.second}>
              <th scope="row" className={css.value}>
                {showTime(row.second)}
              </th>
              {series.map((s) => {
                const [digits, unit] = s.show(row[s.key])
                return (
                  <td key={s.key} className={css.value}>
                    {digits}
                    <span>{unit}</span>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
