'use client'

import { type ReactElement, useMemo } from 'react'
import { Select } from '#components/ui/select.tsx'
import { type Named, useNamed } from '../draft/use-named.ts'

export const nameOfOperation = (operations: readonly Named[], key: string): string =>
  operations.find((one) => one.key === key)?.name || key || 'no operation'

interface Props {
  value: string
  label: string
  disabled: boolean
  onChange: (key: string) => void
}

/** One of the plan's operations; one that is gone is shown, not lost. */
export function OperationChoice({ value, label, disabled, onChange }: Props): ReactElement {
  const operations = useNamed('operations')
  const options = useMemo(() => {
    const known = operations.map(({ key, name }) => ({ value: key, label: name || key }))
    if (operations.some(({ key }) => key === value)) return known
    return [{ value, label: value ? `${value} (unknown)` : 'choose an operation' }, ...known]
  }, [operations, value])
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
