'use client'

import { type ClipboardEvent, type KeyboardEvent, type ReactElement, useId, useMemo, useRef, useState } from 'react'
import { cn } from '#components/ui/class-names.ts'
import { Select } from '#components/ui/select.tsx'
import type { OperationDraft, SlaDraft } from '#lib/plans/document/plan.ts'
import { SCENARIO_TYPES } from '#lib/plans/scenario-type.ts'
import { useDraft, useDraftWork } from '../draft/draft-context.tsx'
import { useEdits } from '../draft/edits.ts'
import { useNamed } from '../draft/use-named.ts'
import { moveInGrid } from '../grid/grid-keys.ts'
import { readBlock } from '../grid/paste-block.ts'
import { ROW_PX, useVisibleRows } from '../grid/visible-rows.ts'
import { cellEdits, pasteEdits } from './matrix-edits.ts'
import { MatrixCells } from './matrix-row.tsx'
import { MATRIX_METRICS, matrixOf, type Scope } from './objective-views.ts'

const NO_SLAS: readonly SlaDraft[] = []
const NO_OPERATIONS: readonly OperationDraft[] = []
const HEAD = 'border-b border-l border-line bg-sunken px-1.5 py-1 text-2xs leading-[14px] font-medium text-ink-3'

/** Every operation in a row, its latencies, errors and throughput side by side, each as target and limit. */
export function ObjectiveMatrix(): ReactElement {
  const slas = useDraft((draft) => draft.slas ?? NO_SLAS)
  const operations = useDraft((draft) => draft.operations ?? NO_OPERATIONS)
  const [scope, setScope] = useState<Scope>('')
  const { store } = useDraftWork()
  const { many, canEdit } = useEdits()
  const body = useRef<HTMLTableSectionElement>(null)
  const rows = useMemo(() => matrixOf(slas, operations, scope), [slas, operations, scope])
  const { first, last } = useVisibleRows(body, rows.length)

  const change = (operation: string, metric: string, field: 'target' | 'limit', text: string): void =>
    many(cellEdits(store.snapshot().draft, scope, [{ operation, metric, field, text }]))
  const paste = (event: ClipboardEvent): void => {
    const block = readBlock(event.clipboardData.getData('text/plain'))
    if (!canEdit || !block) return
    event.preventDefault()
    const { row, col } = (event.target as HTMLElement).dataset
    many(
      pasteEdits(store.snapshot().draft, scope, rows, block, {
        row: row === undefined ? null : Number(row),
        col: col ?? null,
      }),
    )
  }
  const press = (event: KeyboardEvent<HTMLElement>): void => {
    const { row, col } = (event.target as HTMLElement).dataset
    if (event.key.toLowerCase() === 'd' && (event.ctrlKey || event.metaKey) && Number(row) > 0 && col && canEdit) {
      event.preventDefault()
      const [metric = '', field] = col.split(' ') as [string, 'target' | 'limit']
      const [above, here] = [rows[Number(row) - 1], rows[Number(row)]]
      const text = above?.cells[metric as 'p50']?.[field] ?? ''
      if (here) change(here.operation, metric, field, text)
    } else moveInGrid(event, body.current)
  }
  return (
    <>
      <ScopeChoice scope={scope} onChange={setScope} />
      <div className="sheet relative overflow-x-auto" onPaste={paste} data-place="slas">
        <table
          aria-label="Objectives by operation"
          className="w-full min-w-[860px] border-separate border-spacing-0 text-xs"
        >
          <MatrixHead />
          <tbody ref={body} onKeyDown={press}>
            {first > 0 ? (
              <tr aria-hidden>
                <td style={{ height: first * ROW_PX }} />
              </tr>
            ) : null}
            {rows.slice(first, last).map((row, at) => (
              <MatrixCells key={row.operation} row={row} index={first + at} onChange={change} />
            ))}
            {last < rows.length ? (
              <tr aria-hidden>
                <td style={{ height: (rows.length - last) * ROW_PX }} />
              </tr>
            ) : null}
          </tbody>
        </table>
      </div>
      <p className="mt-2 text-xs leading-[17px] text-ink-3">
        Paste a block from a spreadsheet, with or without a first column of operations: names, keys or paths are found,
        others are added as new operations. A bare 50 is taken as 50 ms, a bare 0.1 as 0.1 %. Arrows and Enter move,
        Ctrl D fills from above; an emptied cell is no objective any more.
      </p>
    </>
  )
}

function MatrixHead(): ReactElement {
  return (
    <thead>
      <tr>
        <th
          scope="col"
          rowSpan={2}
          className={cn(HEAD, 'sticky left-0 z-[1] min-w-36 rounded-tl-[7px] border-l-0 pl-3 text-left align-bottom')}
        >
          Operation
        </th>
        {MATRIX_METRICS.map(({ metric, label, unit, example }) => (
          <th
            key={metric}
            scope="colgroup"
            colSpan={2}
            title={`for example ${example}`}
            className={cn(HEAD, 'text-center')}
          >
            {label}
            {unit ? <span className="ml-1 font-normal">in {unit}</span> : null}
          </th>
        ))}
      </tr>
      <tr>
        {MATRIX_METRICS.flatMap(({ metric }) =>
          (['target', 'limit'] as const).map((field) => (
            <th
              key={`${metric} ${field}`}
              scope="col"
              className={cn(HEAD, 'text-right', field === 'target' ? 'text-warn' : 'border-l-dashed text-fail')}
            >
              {field}
            </th>
          )),
        )}
      </tr>
    </thead>
  )
}

function ScopeChoice({ scope, onChange }: { scope: Scope; onChange: (scope: Scope) => void }): ReactElement {
  const id = useId()
  const scenarios = useNamed('scenarios')
  const options = [
    { value: '', label: 'every scenario' },
    ...SCENARIO_TYPES.map((type) => ({ value: `type:${type}`, label: `scenarios of type ${type}` })),
    ...scenarios.map(({ key, name }) => ({ value: key, label: `only ${name || key}` })),
  ]
  return (
    <div className="mb-2 flex items-center gap-2 text-xs text-ink-2">
      <label htmlFor={id}>These hold for</label>
      <span className="w-56">
        <Select id={id} value={scope} options={options} onChange={(event) => onChange(event.target.value)} />
      </span>
    </div>
  )
}
