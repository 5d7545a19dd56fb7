'use client'

import { X } from 'lucide-react'
import { type KeyboardEvent, type ReactElement, useId, useState } from 'react'
import { IconButton } from '#components/ui/button.tsx'
import { cn } from '#components/ui/class-names.ts'
import { useDraft } from '../draft/draft-context.tsx'
import { useEdits } from '../draft/edits.ts'
import { useFindings } from '../page/findings.tsx'
import { isReversed, METRICS, measuredIn, readThreshold, type SlaDraft } from './sla-cells.ts'

const CELL =
  'h-9 w-full min-w-0 border-0 bg-transparent px-2 hover:shadow-[inset_0_0_0_1.5px_var(--accent-line)] focus-visible:rounded-none focus-visible:bg-panel focus-visible:shadow-[inset_0_0_0_2px_var(--focus)] focus-visible:outline-none'
const TD = 'relative border-b border-line p-0'

interface RowProps {
  slaKey: string
  row: number
  above: SlaDraft | undefined
}

export function ObjectiveRow({ slaKey, row, above }: RowProps): ReactElement | null {
  const sla = useDraft((draft) => draft.slas?.find(({ key }) => key === slaKey))
  const operations = useDraft((draft) => draft.operations)
  const { set, remove, canEdit } = useEdits()
  if (!sla) return null
  const path = (cell: string): string[] => ['slas', slaKey, cell]
  const place = (cell: string): object => ({ 'data-place': path(cell).join('.'), 'data-row': row, 'data-col': cell })
  const scope = sla.operation || sla.flow || '*'
  const fillDown = (cell: 'target' | 'limit') => (event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== 'd' || !(event.ctrlKey || event.metaKey) || !above) return
    event.preventDefault()
    set(path(cell), above[cell])
  }
  const name = `${scope === '*' ? 'all operations' : scope} ${sla.metric ?? ''}`.trim()
  return (
    <tr data-place={`slas.${slaKey}`} className="scroll-mt-28">
      <td className={cn(TD, 'min-w-36')}>
        <select
          {...place('operation')}
          aria-label={`Operation of objective ${row + 1}`}
          value={scope}
          disabled={!canEdit || Boolean(sla.flow)}
          onChange={(event) => set(path('operation'), event.target.value)}
          className={cn(CELL, 'appearance-none truncate pl-3 font-medium')}
        >
          <option value="*">All operations</option>
          {(operations ?? []).map(({ key, name: label }) => (
            <option key={key} value={key}>
              {label || key}
            </option>
          ))}
          {scope !== '*' && !(operations ?? []).some(({ key }) => key === scope) ? (
            <option value={scope}>{sla.flow ? `flow ${scope}` : `${scope} (unknown)`}</option>
          ) : null}
        </select>
      </td>
      <td className={cn(TD, 'w-40 border-l')}>
        <input
          {...place('metric')}
          aria-label={`Metric of objective ${row + 1}`}
          title={sla.metric || undefined}
          value={sla.metric ?? ''}
          readOnly={!canEdit}
          list="sla-metrics"
          placeholder="p95"
          onChange={(event) => set(path('metric'), event.target.value)}
          className={cn(CELL, 'truncate font-mono tracking-[-0.02em]')}
        />
        {row === 0 ? (
          <datalist id="sla-metrics">
            {METRICS.map((metric) => (
              <option key={metric} value={metric} />
            ))}
          </datalist>
        ) : null}
      </td>
      <Threshold sla={sla} cell="target" name={name} place={place('target')} onFill={fillDown('target')} />
      <Threshold sla={sla} cell="limit" name={name} place={place('limit')} onFill={fillDown('limit')} />
      <td className={cn(TD, 'w-24 border-l')}>
        <select
          {...place('priority')}
          aria-label={`Priority of ${name}`}
          value={sla.priority || 'high'}
          disabled={!canEdit}
          onChange={(event) => set(path('priority'), event.target.value)}
          className={cn(CELL, 'appearance-none text-ink-2')}
        >
          {['high', 'medium', 'low'].map((priority) => (
            <option key={priority}>{priority}</option>
          ))}
        </select>
      </td>
      <td className={cn(TD, 'min-w-28 border-l px-2 text-2xs text-ink-3')}>{measuredIn(sla)}</td>
      <td className={cn(TD, 'w-9')}>
        {canEdit ? (
          <IconButton
            label={`Remove the objective ${name}`}
            className="mx-auto flex text-ink-3"
            onClick={() => remove(['slas'], slaKey, 'Objective')}
          >
            <X aria-hidden />
          </IconButton>
        ) : null}
      </td>
    </tr>
  )
}

interface ThresholdProps {
  sla: SlaDraft
  cell: 'target' | 'limit'
  name: string
  place: object
  onFill: (event: KeyboardEvent) => void
}

function Threshold({ sla, cell, name, place, onFill }: ThresholdProps): ReactElement {
  const { set, canEdit } = useEdits()
  const { at } = useFindings()
  const [before, setBefore] = useState<string | null>(null)
  const id = useId()
  const path = ['slas', sla.key, cell]
  const reading = readThreshold(sla, cell)
  const focused = before !== null
  const finding = at(path.join('.'))
  const isBad = reading?.ok === false || isReversed(sla) || finding?.severity === 'error'
  const says = reading?.ok === false ? reading.message : isBad && !focused ? finding?.message : undefined
  return (
    <td
      className={cn(TD, 'w-24 border-l', isBad && !focused && 'bg-fail-soft font-[550] text-fail')}
      title={says ?? (isReversed(sla) ? 'Target and limit stand the wrong way round' : undefined)}
    >
      <input
        {...place}
        aria-label={`${cell === 'target' ? 'Target' : 'Limit'} of ${name}`}
        aria-invalid={isBad || undefined}
        aria-describedby={focused ? id : undefined}
        value={sla[cell] ?? ''}
        readOnly={!canEdit}
        placeholder={cell === 'target' ? '–' : 'as target'}
        onChange={(event) => set(path, event.target.value)}
        onFocus={() => setBefore(sla[cell] ?? '')}
        onBlur={() => setBefore(null)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') set(path, before)
          onFill(event)
        }}
        className={cn(
          CELL,
          'truncate text-right font-mono tracking-[-0.02em] placeholder:text-ink-3 placeholder:opacity-70',
        )}
      />
      {isBad && !focused ? (
        <span
          aria-hidden
          className="absolute top-0 right-0 border-4 border-fail-solid border-b-transparent border-l-transparent"
        />
      ) : null}
      {focused && canEdit ? <CellHint id={id} reading={reading} /> : null}
    </td>
  )
}

function CellHint({ id, reading }: { id: string; reading: ReturnType<typeof readThreshold> }): ReactElement {
  return (
    <div
      id={id}
      className="pointer-events-none absolute max-[860px]:sr-only top-[calc(100%+7px)] right-0 z-10 w-max max-w-72 rounded-md border border-edge bg-raised px-2.5 pt-1.5 pb-[7px] text-left text-xs leading-[18px] text-ink-2 shadow-mid"
    >
      {reading === null ? (
        <>write 200ms, 0.1% or 500/s, as the metric asks</>
      ) : reading.ok ? (
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
