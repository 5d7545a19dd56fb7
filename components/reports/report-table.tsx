'use client'

import clsx from 'clsx'
import type { MouseEvent, ReactElement } from 'react'
import { useOpenDerivation } from '#components/verdicts/derivation.tsx'
import { derivationAt, SHORT_TABLE, type TableBlock } from '#lib/reports/report-model.ts'
import css from './report.module.css'
import { ReportCell } from './report-cell.tsx'

/** One listener for a table, however many numbers it has; by keyboard the first number of a row tells. */
export function ReportTable({ block, isPublic }: { block: TableBlock; isPublic: boolean }): ReactElement {
  const open = useOpenDerivation()
  const { key, title, columns, rows, note, empty } = block
  const nameAt = (row: number, column: number): string =>
    `${columns[column]?.label ?? ''} of ${rows[row]?.[0]?.text ?? title}`
  const onClick = (event: MouseEvent<HTMLTableElement>): void => {
    const cell = event.target instanceof Element ? event.target.closest<HTMLElement>('td[data-at]') : null
    const [row = 0, column = 0] = (cell?.dataset.at ?? '').split('/').map(Number)
    const derivation = cell ? derivationAt(block, row, column) : null
    if (!cell || !derivation || !open) return
    open({
      anchor: cell,
      derived: { ...derivation, name: nameAt(row, column), value: rows[row]?.[column]?.text ?? '' },
    })
  }
  return (
    <div
      className={clsx(css.table, columns.length > 9 && css.wide, rows.length <= SHORT_TABLE && css.short)}
      id={`table-${key}`}
    >
      <p className={css.tableTitle}>{title}</p>
      {rows.length === 0 ? (
        <p className={css.note}>{empty}</p>
      ) : (
        <section
          className="relative overflow-x-auto print:overflow-visible"
          aria-label={`Table: ${title} (${key})`}
          tabIndex={0}
        >
          {/* biome-ignore lint/a11y/useKeyWithClickEvents: the first number of each row is a button */}
          <table onClick={onClick}>
            <thead>
              <tr>
                {columns.map(({ label, align }) => (
                  <th key={label} scope="col" className={align && css.right}>
                    {label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row, at) => {
                const first = row.findIndex((_, column) => derivationAt(block, at, column) !== null)
                return (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a row is known by its place
                  <tr key={at}>
                    {row.map((cell, column) => {
                      const derivation = derivationAt(block, at, column)
                      const { derivation: _, ...plain } = cell
                      return (
                        <td
                          // biome-ignore lint/suspicious/noArrayIndexKey: a cell is known by its column
                          key={column}
                          className={clsx(columns[column]?.align && css.right, derivation && open && css.traced)}
                          data-at={derivation && column !== first ? `${at}/${column}` : undefined}
                        >
                          <ReportCell
                            cell={derivation && column === first ? { ...plain, derivation } : plain}
                            name={nameAt(at, column)}
                            isReachable
                            isPublic={isPublic}
                          />
                        </td>
                      )
                    })}
                  </tr>
                )
              })}
            </tbody>
          </table>
        </section>
      )}
      {note ? <p className={css.note}>{note}</p> : null}
    </div>
  )
}
