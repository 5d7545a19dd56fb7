'use client'

import { memo, type ReactElement, useId, useState } from 'react'
import { cn } from '#components/ui/class-names.ts'
import { useEdits } from '../draft/edits.ts'
import { CELL } from '../grid/cell.tsx'
import { useFindings } from '../page/findings.tsx'
import { MATRIX_METRICS, type MatrixMetric, type MatrixRow, withUnit } from './objective-views.ts'
import { readCell } from './sla-cells.ts'

type Change = (operation: string, metric: string, field: 'target' | 'limit', text: string) => void

interface RowProps {
  row: MatrixRow
  index: number
  onChange: Change
}

function Row({ row, index, onChange }: RowProps): ReactElement {
  return (
    <tr>
      <th
        scope="row"
        title={row.operation}
        className="sticky left-0 z-[1] h-9 max-w-44 truncate border-b border-line bg-panel pl-3 text-left font-medium"
      >
        {row.name}
      </th>
      {MATRIX_METRICS.flatMap(({ metric }) =>
        (['target', 'limit'] as const).map((field) => (
          <MatrixCell
            key={`${metric} ${field}`}
            row={row}
            index={index}
            metric={metric}
            field={field}
            onChange={onChange}
          />
        )),
      )}
    </tr>
  )
}

const sameRow = (before: RowProps, after: RowProps): boolean =>
  before.index === after.index &&
  before.row.name === after.row.name &&
  MATRIX_METRICS.every(({ metric }) => before.row.cells[metric] === after.row.cells[metric])

/** Rows whose objectives did not change are not drawn again. */
export const MatrixCells = memo(Row, sameRow)

interface CellProps extends RowProps {
  metric: MatrixMetric
  field: 'target' | 'limit'
}

function MatrixCell({ row, index, metric, field, onChange }: CellProps): ReactElement {
  const { canEdit } = useEdits()
  const { at } = useFindings()
  const [focused, setFocused] = useState(false)
  const hint = useId()
  const sla = row.cells[metric]
  const text = sla?.[field] ?? ''
  const unit = MATRIX_METRICS.find((one) => one.metric === metric)?.unit ?? null
  const reading = sla ? readCell(sla, field) : null
  const finding = sla ? at(`slas.${sla.key}.${field}`) : undefined
  const wrong = reading?.ok === false ? reading.message : finding?.severity === 'error' ? finding.message : null
  const isBad = wrong !== null && !focused
  return (
    <td
      title={isBad ? wrong : undefined}
      className={cn(
        'relative border-b border-l border-line p-0',
        field === 'limit' && 'border-l-dashed',
        isBad && 'bg-fail-soft',
      )}
    >
      <input
        data-row={index}
        data-col={`${metric} ${field}`}
        data-place={sla ? `slas.${sla.key}.${field}` : undefined}
        aria-label={`${metric} ${field}, ${row.name}`}
        aria-invalid={wrong === null ? undefined : true}
        aria-describedby={focused && reading ? hint : undefined}
        value={text}
        readOnly={!canEdit}
        placeholder="–"
        spellCheck={false}
        onChange={(event) => onChange(row.operation, metric, field, event.target.value)}
        onFocus={() => setFocused(true)}
        onBlur={() => {
          setFocused(false)
          const full = withUnit(text, unit)
          if (full !== text) onChange(row.operation, metric, field, full)
        }}
        className={cn(
          CELL,
          'px-1.5 text-right font-mono text-[12px] tracking-[-0.03em]',
          isBad && 'font-[550] text-fail',
        )}
      />
      {focused && reading ? (
        <span
          id={hint}
          className="pointer-events-none absolute top-[calc(100%+5px)] right-0 z-10 w-max max-w-60 rounded-md border border-edge bg-raised px-2.5 py-1 text-left text-xs text-ink-2 shadow-mid max-[860px]:sr-only"
        >
          {reading.ok ? (
            <>
              read as <b className="text-ink">{reading.says}</b>
              {reading.aside}
            </>
          ) : (
            <span className="text-fail">{reading.message}</span>
          )}
        </span>
      ) : null}
    </td>
  )
}
