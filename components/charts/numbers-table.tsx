'use client'

import clsx from 'clsx'
import type { ReactElement } from 'react'
import type { ChartNumbers } from './chart-csv.ts'
import css from './charts.module.css'
import xy from './xy.module.css'

/** What a chart draws, as numbers. */
export function NumbersTable({ numbers, caption, height }: { numbers: ChartNumbers; caption: string; height: number }) {
  const { columns, rows } = numbers
  return (
    <section
      className={clsx(css.tableWrap, xy.tableScroll)}
      style={{ maxHeight: height }}
      tabIndex={0}
      aria-label={`${caption} as a table`}
    >
      <table className={css.table}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ label }) => (
              <th scope="col" key={label}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name, and are never sorted in place
            <tr key={at}>
              {row.map((value, i) => (
                <Cell key={columns[i]?.label} value={value} column={columns[i]} isFirst={i === 0} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

interface CellProps {
  value: number | string | null
  column: ChartNumbers['columns'][number] | undefined
  isFirst: boolean
}

function Cell({ value, column, isFirst }: CellProps): ReactElement {
  const [digits, unit] =
    value === null
      ? ['–', '']
      : typeof value === 'number'
        ? (column?.show?.(value) ?? [String(value), ''])
        : [value, '']
  const content = (
    <>
      {digits}
      {column?.show ? <span>{unit}</span> : null}
    </>
  )
  return isFirst ? (
    <th scope="row" className={css.value}>
      {content}
    </th>
  ) : (
    <td className={css.value}>{content}</td>
  )
}
