'use client'

import { Plus } from 'lucide-react'
import { type ReactElement, useRef } from 'react'
import { cn } from '#components/ui/class-names.ts'
import { isKeyedList, valueAt } from '#lib/plans/draft-path.ts'
import { useDraft } from '../draft/draft-context.tsx'
import { useEdits } from '../draft/edits.ts'
import type { Column, GridProps, Shown } from './column.ts'
import { GridRow } from './grid-row.tsx'
import { useGridActions } from './use-grid-actions.ts'
import { ROW_PX, useVisibleRows } from './visible-rows.ts'

const NONE: readonly never[] = []
const HEAD =
  'border-b border-l border-line bg-sunken px-2 py-[5px] text-left text-2xs leading-[14px] font-medium text-ink-3 first:border-l-0 first:rounded-tl-[7px] first:pl-3'

/** A list of the document as a spreadsheet: type, Enter down, Tab right, arrows, Ctrl D fills down, blocks can be pasted. */
export function DraftGrid<Row extends object>(props: GridProps<Row>): ReactElement {
  const { list, label, what, columns, addLabel, isShown, detail, minWidth = '560px' } = props
  const items = useDraft((draft) => (valueAt(draft, list) as readonly Row[] | undefined) ?? NONE)
  const body = useRef<HTMLTableSectionElement>(null)
  const { canEdit } = useEdits()
  const shown = shownRows(items, isShown)
  const { first, last } = useVisibleRows(body, shown.length)
  const { add, paste, press, act } = useGridActions({ ...props, shown, body })
  const hasTools = canEdit || detail !== undefined
  return (
    <div
      className="sheet relative max-[860px]:overflow-x-auto max-[860px]:[container-type:inline-size]"
      onPaste={paste}
      data-place={list.join('.')}
    >
      {columns.map(({ id, suggestions }) =>
        suggestions ? (
          <datalist key={id} id={`list-${list[0]}-${id}`}>
            {suggestions.map((one) => (
              <option key={one} value={one} />
            ))}
          </datalist>
        ) : null,
      )}
      <table aria-label={label} className="w-full border-separate border-spacing-0 text-xs" style={{ minWidth }}>
        <thead className={shown.length === 0 ? 'sr-only' : undefined}>
          <tr>
            {columns.map((column) => (
              <Heading key={column.id} column={column} />
            ))}
            {hasTools ? (
              <th scope="col" className={cn(HEAD, 'w-9 rounded-tr-[7px]')}>
                <span className="sr-only">Tools</span>
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody ref={body} onKeyDown={press}>
          <Gap rows={first} />
          {shown.slice(first, last).map(({ row, segment }, at) => (
            <GridRow
              key={segment}
              row={row}
              index={first + at}
              path={segment}
              list={list}
              what={what}
              columns={columns}
              detail={detail}
              act={act}
            />
          ))}
          <Gap rows={shown.length - last} />
        </tbody>
      </table>
      {canEdit ? (
        <button
          type="button"
          onClick={add}
          className="flex h-[34px] w-full items-center gap-[7px] px-3 text-xs text-ink-3 hover:text-accent-ink"
        >
          <Plus aria-hidden className="size-[13px]" />
          {addLabel}
        </button>
      ) : shown.length === 0 ? (
        <p className="px-3 py-2 text-xs text-ink-3">none</p>
      ) : null}
    </div>
  )
}

function shownRows<Row extends object>(items: readonly Row[], isShown?: (row: Row) => boolean): Shown<Row>[] {
  const keyed = isKeyedList(items)
  return items.flatMap((row, index) => {
    if (isShown && !isShown(row)) return []
    return [{ row, segment: keyed ? (row as unknown as { key: string }).key : String(index) }]
  })
}

function Heading<Row>({ column }: { column: Column<Row> }): ReactElement {
  return (
    <th
      scope="col"
      title={column.help}
      className={cn(HEAD, column.right && 'text-right', column.className, column.headClassName)}
    >
      {column.label ? (
        <span
          className={column.help ? 'cursor-help underline decoration-n-400 decoration-dotted underline-offset-2' : ''}
        >
          {column.label}
        </span>
      ) : (
        <span className="sr-only">{column.id}</span>
      )}
      {column.help ? <span className="sr-only">: {column.help}</span> : null}
    </th>
  )
}

/** Rows that are not drawn keep their place. */
function Gap({ rows }: { rows: number }): ReactElement | null {
  if (rows <= 0) return null
  return (
    <tr aria-hidden>
      <td style={{ height: rows * ROW_PX }} />
    </tr>
  )
}
