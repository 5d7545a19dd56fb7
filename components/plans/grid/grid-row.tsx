'use client'

import { ArrowDown, ArrowUp, ChevronDown, ChevronRight, Copy, Ellipsis, Trash2 } from 'lucide-react'
import { memo, type ReactElement, type ReactNode, useEffect } from 'react'
import { IconButton } from '#components/ui/button.tsx'
import { Menu, MenuItem, MenuSeparator } from '#components/ui/menu.tsx'
import type { DraftPath } from '#lib/plans/draft-path.ts'
import { useEdits } from '../draft/edits.ts'
import { useOpened, useRevealed } from '../page/reveal.tsx'
import { Cell } from './cell.tsx'
import type { Column } from './column.ts'

export type RowAct = (segment: string, act: 'duplicate' | 'up' | 'down' | 'remove') => void

interface Props<Row> {
  row: Row
  index: number
  path: string
  list: DraftPath
  what: string
  columns: readonly Column<Row>[]
  detail: ((row: Row, path: readonly string[]) => ReactNode) | undefined
  act: RowAct
}

function DrawnRow<Row>({ row, index, path: segment, list, what, columns, detail, act }: Props<Row>): ReactElement {
  const { canEdit } = useEdits()
  const { isOpen, toggle } = useOpened()
  const path = [...list, segment]
  const place = path.join('.')
  const more = `${place} more`
  const open = detail !== undefined && isOpen(more)
  const goesInside = useGoesInside(place, columns)
  // biome-ignore lint/correctness/useExhaustiveDependencies: it unfolds when a field of it is gone to, and may be folded again
  useEffect(() => {
    if (goesInside && !open) toggle(more)
  }, [goesInside])
  const Chevron = open ? ChevronDown : ChevronRight
  return (
    <>
      <tr data-place={place} className="scroll-mt-28 [&>td:first-child_:is(input,select,textarea)]:pl-3">
        {columns.map((column) => (
          <Cell key={column.id} column={column} row={row} index={index} path={path} what={what} />
        ))}
        {canEdit || detail ? (
          <td className="border-b border-l border-line p-0 align-top">
            <span className="flex h-9 items-center justify-end px-1">
              {detail ? (
                <IconButton
                  label={`More fields of ${what} ${index + 1}`}
                  aria-expanded={open}
                  onClick={() => toggle(more)}
                >
                  <Chevron aria-hidden />
                </IconButton>
              ) : null}
              {canEdit ? <Tools segment={segment} what={what} index={index} act={act} /> : null}
            </span>
          </td>
        ) : null}
      </tr>
      {open ? (
        <tr>
          <td colSpan={columns.length + 1} className="border-b border-line bg-sunken px-3 py-3">
            {/* On a phone the table is wider than what is seen of it; its details are not. */}
            <div className="max-[860px]:sticky max-[860px]:left-3 max-[860px]:w-[calc(100cqw-24px)]">
              {detail?.(row, path)}
            </div>
          </td>
        </tr>
      ) : null}
    </>
  )
}

/** Whether the place that was gone to last is a field that only the unfolded row shows. */
function useGoesInside<Row>(place: string, columns: readonly Column<Row>[]): boolean {
  const revealed = useRevealed()
  if (!revealed?.startsWith(`${place}.`)) return false
  const field = revealed.slice(place.length + 1).split('.')[0]
  return !columns.some(({ id }) => id === field)
}

/** Rows that did not change are not drawn again. */
export const GridRow = memo(DrawnRow) as typeof DrawnRow

function Tools({
  segment,
  what,
  index,
  act,
}: {
  segment: string
  what: string
  index: number
  act: RowAct
}): ReactElement {
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label={`More for ${what} ${index + 1}`}>
          <Ellipsis aria-hidden />
        </IconButton>
      }
    >
      <MenuItem onSelect={() => act(segment, 'duplicate')}>
        <Copy aria-hidden />
        Duplicate
      </MenuItem>
      <MenuItem onSelect={() => act(segment, 'up')}>
        <ArrowUp aria-hidden />
        Move up
        <kbd className="ml-auto">Alt ↑</kbd>
      </MenuItem>
      <MenuItem onSelect={() => act(segment, 'down')}>
        <ArrowDown aria-hidden />
        Move down
        <kbd className="ml-auto">Alt ↓</kbd>
      </MenuItem>
      <MenuSeparator />
      <MenuItem danger onSelect={() => act(segment, 'remove')}>
        <Trash2 aria-hidden />
        Remove
      </MenuItem>
    </Menu>
  )
}
