'use client'

import type { ReactElement } from 'react'
import { Select } from '#components/ui/select.tsx'
import type { OperationDraft } from '#lib/plans/document/plan.ts'
import { useDraft } from '../draft/draft-context.tsx'

const NONE: readonly OperationDraft[] = []

export function useOperations(): readonly OperationDraft[] {
  return useDraft((draft) => draft.operations ?? NONE)
}

export const nameOfOperation = (operations: readonly OperationDraft[], key: string): string =>
  operations.find((one) => one.key === key)?.name || key || 'no operation'

interface Props {
  value: string
  label: string
  disabled: boolean
  onChange: (key: string) => void
}

/** One of the plan's operations; one that is gone is shown, not lost. */
export function OperationChoice({ value, label, disabled, onChange }: Props): ReactElement {
  const operations = useOperations()
  const known = operations.map(({ key, name }) => ({ value: key, label: name || key }))
  const isKnown = operations.some(({ key }) => key === value)
  const options = isKnown ? known : [{ value, label: value ? `${value} (unknown)` : 'choose an operation' }, ...known]
  return (
    <span className="min-w-40 flex-1">
      <Select
        aria-label={label}
        data-control="operation"
        value={value}
        disabled={disabled}
        options={options}
        onChange={({ target }) => onChange(target.value)}
      />
    </span>
  )
}
