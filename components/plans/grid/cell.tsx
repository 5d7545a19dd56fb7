'use client'

import { type ChangeEvent, type ReactElement, type ReactNode, useId, useState } from 'react'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { cn } from '#components/ui/class-names.ts'
import { Choices } from '#components/ui/select.tsx'
import { useEdits } from '../draft/edits.ts'
import { useFindings } from '../page/findings.tsx'
import type { Attributes, CellReading, Column } from './column.ts'
import { FollowedCell, KeyCell, WordsCell } from './taken-cells.tsx'

export const CELL =
  'min-h-9 w-full min-w-0 border-0 bg-transparent px-2 hover:shadow-[inset_0_0_0_1.5px_var(--accent-line)] focus-visible:rounded-none focus-visible:bg-panel focus-visible:shadow-[inset_0_0_0_2px_var(--focus)] focus-visible:outline-none placeholder:text-ink-3 placeholder:opacity-0 focus-visible:placeholder:opacity-70'

export interface CellProps<Row> {
  column: Column<Row>
  row: Row
  index: number
  path: readonly string[]
  what: string
}

/** One cell of a table of the plan; a text is saved as it is typed. */
export function Cell<Row>({ column, row, index, path, what }: CellProps<Row>): ReactElement {
  const { at } = useFindings()
  const [focused, setFocused] = useState(false)
  const hint = useId()
  const { kind = 'text' } = column
  const place = [...path, column.id]
  const reading = column.read?.(row) ?? null
  const finding = at(place.join('.'))
  const wrong = reading?.ok === false ? reading.message : finding?.severity === 'error' ? finding.message : null
  const isBad = wrong !== null && !focused
  if (kind === 'derived') return <Frame column={column}>{column.draw?.(row, index)}</Frame>
  return (
    <Frame column={column} bad={isBad ? wrong : null}>
      <Control
        column={column}
        row={row}
        place={place}
        isFocused={focused}
        attributes={{
          'data-place': place.join('.'),
          'data-row': index,
          'data-col': column.id,
          'aria-label': column.say?.(row, index) ?? `${column.label || column.id} of ${what} ${index + 1}`,
          'aria-invalid': wrong === null ? undefined : true,
          'aria-describedby': focused && reading ? hint : undefined,
          onFocus: () => setFocused(true),
          onBlur: () => setFocused(false),
        }}
      />
      {focused && reading ? <Hint id={hint} reading={reading} right={column.right} /> : null}
    </Frame>
  )
}

function Frame<Row>({
  column,
  bad,
  children,
}: {
  column: Column<Row>
  bad?: string | null
  children: ReactNode
}): ReactElement {
  return (
    <td
      title={bad ?? undefined}
      className={cn(
        'relative border-b border-l border-line p-0 align-top first:border-l-0',
        column.kind === 'derived' && 'px-2 py-2 leading-5 text-ink-2',
        column.className,
        bad && 'bg-fail-soft font-[550] text-fail',
      )}
    >
      {children}
      {bad ? (
        <span
          aria-hidden
          className="absolute top-0 right-0 border-4 border-fail-solid border-b-transparent border-l-transparent"
        />
      ) : null}
    </td>
  )
}

interface ControlProps<Row> {
  column: Column<Row>
  row: Row
  isFocused: boolean
  place: readonly string[]
  attributes: Attributes
}

function Control<Row>({ column, row, place, isFocused, attributes }: ControlProps<Row>): ReactElement {
  const { set, canEdit } = useEdits()
  const value = (row as Record<string, unknown>)[column.id]
  const text = typeof value === 'string' ? value : ''
  const change = (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>): void =>
    set(place, event.target.value)
  const look = cn(
    CELL,
    column.right && 'text-right',
    column.mono && 'font-mono text-[12px] tracking-[-0.02em]',
    column.id === 'name' && 'font-medium',
  )
  if (column.kind === 'key') return <KeyCell place={place} text={text} attributes={attributes} className={look} />
  if (column.follow) {
    return <FollowedCell column={column} place={place} text={text} attributes={attributes} className={look} />
  }
  if (column.kind === 'words') {
    return <WordsCell column={column} value={value} place={place} attributes={attributes} className={look} />
  }
  if (column.kind === 'flag') {
    const { onFocus: _f, onBlur: _b, 'aria-invalid': _i, 'aria-describedby': _d, ...rest } = attributes
    return (
      <span className="grid min-h-9 place-items-center">
        <Checkbox
          {...rest}
          checked={value === true}
          disabled={!canEdit}
          onCheckedChange={(on) => set(place, on === true ? true : undefined)}
        >
          <span className="sr-only">{attributes['aria-label']}</span>
        </Checkbox>
      </span>
    )
  }
  if (column.kind === 'choice') {
    const shown = text || (column.fallback ?? '')
    const known = (column.options ?? []).some((option) => option.value === shown)
    const options =
      known && column.options ? column.options : [...(column.options ?? []), { value: shown, label: shown || '–' }]
    return (
      <Choices
        {...attributes}
        value={shown}
        disabled={!canEdit}
        options={options}
        onChange={change}
        className={cn(look, 'appearance-none truncate disabled:opacity-100')}
      />
    )
  }
  const shared = { ...attributes, value: text, readOnly: !canEdit, placeholder: canEdit ? column.placeholder : '' }
  if (column.kind === 'prose') {
    return (
      <textarea
        {...shared}
        // A cell is as high as its words, be they only an example that is not seen.
        placeholder={isFocused ? shared.placeholder : ''}
        rows={1}
        onChange={change}
        className={cn(look, 'field-sizing-content block resize-none py-2 leading-5')}
      />
    )
  }
  return (
    <input
      {...shared}
      title={text.length > 16 ? text : undefined}
      spellCheck={column.mono ? false : undefined}
      list={column.suggestions ? `list-${place[0]}-${column.id}` : undefined}
      onChange={change}
      className={cn(look, 'truncate')}
    />
  )
}

function Hint({ id, reading, right }: { id: string; reading: CellReading; right?: boolean | undefined }): ReactElement {
  return (
    <div
      id={id}
      className={cn(
        'pointer-events-none absolute top-[calc(100%+7px)] z-10 w-max max-w-72 rounded-md border border-edge bg-raised px-2.5 pt-1.5 pb-[7px] text-left font-sans text-xs leading-[18px] font-normal text-ink-2 shadow-mid max-[860px]:sr-only',
        right ? 'right-0' : 'left-0',
      )}
    >
      {reading.ok ? (
        <>
          read as <b className="text-ink">{reading.says}</b>
          {reading.aside}
        </>
      ) : (
        <span className="text-fail">{reading.message}</span>
      )}
      <span className="mt-0.5 block text-2xs text-ink-3">
        <kbd>↵</kbd> down <kbd>⇥</kbd> right <kbd>Ctrl D</kbd> from above
      </span>
    </div>
  )
}
