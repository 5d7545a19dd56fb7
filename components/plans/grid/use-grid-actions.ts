'use client'

import { type ClipboardEvent, type KeyboardEvent, type RefObject, useCallback, useRef } from 'react'
import { valueAt } from '#lib/plans/draft-path.ts'
import type { DraftOperation } from '#lib/plans/merge.ts'
import { useDraftWork } from '../draft/draft-context.tsx'
import { useEdits } from '../draft/edits.ts'
import { type GridProps, pasteColumns, type Shown, taken } from './column.ts'
import { cellAt, focusCell, moveInGrid } from './grid-keys.ts'
import type { RowAct } from './grid-row.tsx'
import { isHeading, readBlock } from './paste-block.ts'

interface Given<Row extends object> extends GridProps<Row> {
  shown: readonly Shown<Row>[]
  body: RefObject<HTMLTableSectionElement | null>
}

interface Actions {
  add: () => void
  paste: (event: ClipboardEvent) => void
  press: (event: KeyboardEvent<HTMLElement>) => void
  act: RowAct
}

/** Adding, pasting, filling down and moving rows of one table. */
export function useGridActions<Row extends object>(given: Given<Row>): Actions {
  const edits = useEdits()
  const { store } = useDraftWork()
  // Rows are drawn once and act on the table as it is now.
  const now = useRef({ given, edits })
  now.current = { given, edits }

  const focusLater = (index: number, col: string | undefined): void => {
    requestAnimationFrame(() => {
      const { body, columns, startAt } = now.current.given
      if (body.current) focusCell(cellAt(body.current, index, col ?? startAt ?? columns[0]?.id ?? ''))
    })
  }
  const takenKeys = (): string[] => {
    const items = (valueAt(store.snapshot().draft, given.list) as { key?: string }[] | undefined) ?? []
    return items.flatMap(({ key }) => (typeof key === 'string' ? [key] : []))
  }
  const add = (): void => {
    edits.insert(given.list, given.fresh(takenKeys(), given.shown.at(-1)?.row))
    focusLater(given.shown.length, undefined)
  }
  const paste = (event: ClipboardEvent): void => {
    const linesAreRows = !(event.target instanceof HTMLTextAreaElement)
    const block = readBlock(event.clipboardData.getData('text/plain'), linesAreRows)
    if (!edits.canEdit || !block) return
    event.preventDefault()
    event.stopPropagation()
    edits.many(pasted(given, block, event.target as HTMLElement, takenKeys()))
  }
  const press = (event: KeyboardEvent<HTMLElement>): void => {
    const { row, col } = (event.target as HTMLElement).dataset
    if (row === undefined || col === undefined) return
    const index = Number(row)
    const segment = given.shown[index]?.segment
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown') && segment !== undefined) {
      event.preventDefault()
      const by = event.key === 'ArrowUp' ? -1 : 1
      act(segment, by < 0 ? 'up' : 'down')
      focusLater(Math.max(0, Math.min(given.shown.length - 1, index + by)), col)
    } else if (event.key.toLowerCase() === 'd' && (event.ctrlKey || event.metaKey) && index > 0 && edits.canEdit) {
      event.preventDefault()
      const above = given.shown[index - 1]?.row as Record<string, unknown> | undefined
      edits.set([...given.list, segment ?? '', col], above?.[col])
    } else if (
      !moveInGrid(event, given.body.current) &&
      event.key === 'Enter' &&
      isLast(event, index) &&
      edits.canEdit
    ) {
      event.preventDefault()
      add()
    }
  }
  const isLast = (event: KeyboardEvent, index: number): boolean =>
    index === given.shown.length - 1 && !event.shiftKey && (event.target as HTMLElement).tagName !== 'BUTTON'

  const act: RowAct = useCallback((segment, what) => {
    const { list, shown, what: word } = now.current.given
    const { duplicate, remove, many } = now.current.edits
    const index = shown.findIndex((one) => one.segment === segment)
    if (what === 'remove') remove(list, segment, `The ${word}`)
    if (what === 'duplicate') duplicate(list, segment)
    if (what !== 'up' && what !== 'down') return
    const other = shown[index + (what === 'up' ? -1 : 2)]?.segment ?? null
    if (what === 'up' ? index > 0 : index < shown.length - 1) {
      many([{ op: 'move', path: [...list, segment], before: other }])
    }
  }, [])
  return { add, paste, press, act }
}

/** What a pasted block sets: from the cell with the cursor to the right and down, new rows where there are none. */
function pasted<Row extends object>(
  { list, columns, shown, fresh }: Given<Row>,
  block: string[][],
  target: HTMLElement,
  keys: string[],
): DraftOperation[] {
  const { row, col } = target.dataset
  const labels = columns.map(({ label }) => label)
  const rows = block.length > 0 && isHeading(block[0] ?? [], labels) ? block.slice(1) : block
  const into = pasteColumns(columns, col ?? null)
  const from = row === undefined ? shown.length : Number(row)
  return rows.flatMap((cells, offset): DraftOperation[] => {
    const values = into.flatMap((column, at) => {
      const value = cells[at] === undefined ? undefined : taken(column, cells[at] ?? '')
      return value === undefined ? [] : [[column.id, value] as const]
    })
    const here = shown[from + offset]
    if (here) return values.map(([id, value]) => ({ op: 'set', path: [...list, here.segment, id], value }))
    if (values.length === 0) return []
    const item: Record<string, unknown> = { ...fresh(keys, undefined), ...Object.fromEntries(values) }
    if (typeof item.key === 'string') keys.push(item.key)
    return [{ op: 'insert', path: [...list], value: item }]
  })
}
