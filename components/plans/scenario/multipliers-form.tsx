'use client'

import { Plus, X } from 'lucide-react'
import type { ReactElement } from 'react'
import { Button, IconButton } from '#components/ui/button.tsx'
import { cn } from '#components/ui/class-names.ts'
import { BOX } from '#components/ui/field.tsx'
import type { LoadDraft } from '#lib/plans/document/plan.ts'
import { useEdits } from '../draft/edits.ts'
import { type LoadFieldsProps, problemWithin } from './load-problem.ts'

type Multiplier = NonNullable<LoadDraft['multipliers']>[number]

interface Props extends LoadFieldsProps {
  multipliers: readonly Multiplier[]
}

const COLUMNS = 'grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_24px] items-center gap-1.5'

/** The level as a multiple of the base, one time after the other. */
export function MultipliersForm({ path, multipliers, problems }: Props): ReactElement {
  const { set, put, remove, canEdit } = useEdits()
  const add = (): void => set(path, [...multipliers, { for: multipliers.at(-1)?.for ?? '5m', factor: '1.0' }])
  return (
    <fieldset className="col-span-2 grid gap-1.5" data-place={path.join('.')}>
      <legend className="sr-only">Multipliers</legend>
      <div className={cn(COLUMNS, 'text-2xs text-ink-3')} aria-hidden>
        <span>for</span>
        <span>times the level</span>
      </div>
      {multipliers.map((multiplier, index) => {
        const row = [...path, multiplier.key ?? String(index)]
        const at = [...path, segmentOf(multipliers, index)]
        const wrong = problemWithin(problems, row)
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: its place is what a row is known by
          <div key={index}>
            <fieldset className={COLUMNS} aria-label={`Multiplier ${index + 1}`}>
              {(['for', 'factor'] as const).map((name) => (
                <input
                  key={name}
                  aria-label={name === 'for' ? 'for' : 'times the level'}
                  data-place={[...row, name].join('.')}
                  value={multiplier[name] ?? ''}
                  placeholder={name === 'for' ? '30m' : '1.0'}
                  readOnly={!canEdit}
                  onChange={(event) => put([...at, name], event.target.value)}
                  className={cn(BOX, 'h-[30px] font-mono text-[12.5px]')}
                />
              ))}
              {canEdit && multipliers.length > 1 ? (
                <IconButton
                  label={`Remove multiplier ${index + 1}`}
                  className="size-6"
                  onClick={() => remove(path, segmentOf(multipliers, index), `Multiplier ${index + 1}`)}
                >
                  <X aria-hidden />
                </IconButton>
              ) : null}
            </fieldset>
            {wrong ? <p className="mt-0.5 text-[11.5px] leading-[15px] text-fail">{wrong}</p> : null}
          </div>
        )
      })}
      {canEdit ? (
        <span>
          <Button kind="ghost" size="sm" className="-ml-2" onClick={add}>
            <Plus aria-hidden />
            Add a multiplier
          </Button>
        </span>
      ) : null}
    </fieldset>
  )
}

/** Edits find an item by its key only in a list where each has one. */
function segmentOf(multipliers: readonly Multiplier[], index: number): string {
  return multipliers.every(({ key }) => key) ? (multipliers[index]?.key ?? '') : String(index)
}
