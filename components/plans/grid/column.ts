// What a table of the plan shows of each row, and how its cells are read and pasted.

import type { ReactNode } from 'react'
import type { Option } from '#components/ui/select.tsx'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import type { DraftPath } from '#lib/plans/draft-path.ts'
import type { DraftOperation } from '#lib/plans/merge.ts'

/** What was understood of a cell, or what is wrong with it. */
export type CellReading = { ok: true; says: string; aside?: string } | { ok: false; message: string }

export interface Column<Row> {
  /** The field of the row. */
  id: string
  label: string
  /** What the word means, with an example. */
  help?: string
  /** `words` are texts divided by commas; a `key` is taken as a whole when the cell is left. */
  kind?: 'text' | 'prose' | 'choice' | 'words' | 'flag' | 'key' | 'derived'
  options?: readonly Option[]
  suggestions?: readonly string[]
  /** What holds while nothing is chosen. */
  fallback?: string
  placeholder?: string
  mono?: boolean
  right?: boolean
  /** Width of the column, and what sets it apart. */
  className?: string
  headClassName?: string
  read?: (row: Row) => CellReading | null
  /** The accessible name of a cell; else the label and the number of the row. */
  say?: (row: Row, index: number) => string
  /** What else changes with a text that others in the plan repeat; it is then taken when its cell is left. */
  follow?: (draft: PlanDraft, before: string, after: string) => DraftOperation[]
  /** What a derived cell shows. */
  draw?: (row: Row, index: number) => ReactNode
}

export interface GridProps<Row extends object> {
  /** Where the list stands in the document. */
  list: DraftPath
  /** The table's name, for those who hear it. */
  label: string
  /** One row, e.g. "risk". */
  what: string
  columns: readonly Column<Row>[]
  /** A new row; `taken` are the keys in use, `above` the last row shown. */
  fresh: (taken: readonly string[], above: Row | undefined) => Record<string, unknown>
  addLabel: string
  /** Which rows of the list are shown here. */
  isShown?: (row: Row) => boolean
  /** What unfolds below a row. */
  detail?: (row: Row, path: readonly string[]) => ReactNode
  /** The cell that has the cursor in a new row; else the first. */
  startAt?: string
  minWidth?: string
}

export interface Shown<Row> {
  row: Row
  segment: string
}

/** What every control of a table carries: its place, its name, whether it is right. */
export interface Attributes {
  'data-place': string
  'data-row': number
  'data-col': string
  'aria-label': string
  'aria-invalid': true | undefined
  'aria-describedby': string | undefined
  onFocus: () => void
  onBlur: () => void
}

/** What a pasted text means in a column; undefined leaves the field out. */
export function taken<Row>(column: Column<Row>, text: string): unknown {
  const said = text.trim()
  if (column.kind === 'flag') return /^(true|yes|y|x|✓|✔|1)$/i.test(said) ? true : undefined
  if (said === '' || column.kind === 'derived' || column.kind === 'key') return undefined
  if (column.kind === 'words') return wordsOf(said)
  if (column.kind !== 'choice') return said
  const same = (word: string): boolean => word.toLowerCase() === said.toLowerCase()
  return column.options?.find(({ value, label }) => same(value) || same(label))?.value ?? said
}

export const wordsOf = (text: string): string[] =>
  text
    .split(/[,;\n]/)
    .map((word) => word.trim())
    .filter(Boolean)

/** Columns a block is pasted into, beginning with the one that has the cursor. */
export function pasteColumns<Row>(columns: readonly Column<Row>[], from: string | null): readonly Column<Row>[] {
  const fillable = columns.filter(({ kind }) => kind !== 'derived' && kind !== 'key')
  const at = fillable.findIndex(({ id }) => id === from)
  return fillable.slice(Math.max(0, at))
}
