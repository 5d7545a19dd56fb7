import type { ReactElement } from 'react'
import { Chip } from '#components/ui/chip.tsx'
import { Td, Th } from '#components/ui/table.tsx'

interface Props {
  label: string
  columns: readonly string[]
  rows: readonly (readonly string[])[]
  /** What a row is beside an ordinary one. */
  noteOf?: (index: number) => string | null
}

/** The first rows of a data set. */
export function RowsTable({ label, columns, rows, noteOf }: Props): ReactElement {
  return (
    <section aria-label={label} tabIndex={0} className="max-h-80 overflow-auto rounded-md border border-line">
      <table className="w-full border-separate border-spacing-0 text-sm">
        <thead>
          <tr>
            <Th className="sticky top-0 bg-panel text-right">row</Th>
            {columns.map((column) => (
              <Th key={column} className="sticky top-0 bg-panel font-mono">
                {column}
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => {
            const note = noteOf?.(index) ?? null
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows never change their place
              <tr key={index}>
                <Td className="num h-7 text-right text-ink-3">{index + 1}</Td>
                {columns.map((column, at) => (
                  <Td key={column} className="h-7 font-mono text-xs whitespace-nowrap">
                    {row[at]}
                    {note && at === 0 ? <Chip className="ml-2 font-sans">{note}</Chip> : null}
                  </Td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}
