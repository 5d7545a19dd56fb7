'use client'

import { ToggleGroup } from 'radix-ui'
import type { ReactElement } from 'react'
import type { Option } from './select.tsx'

interface Props {
  label: string
  value: string
  options: readonly Option[]
  onChange: (value: string) => void
}

/** Segments change one view or one choice; tabs move between views. */
export function Segments({ label, value, options, onChange }: Props): ReactElement {
  return (
    <ToggleGroup.Root
      type="single"
      aria-label={label}
      value={value}
      onValueChange={(next) => next && onChange(next)}
      className="inline-flex gap-px rounded-md border border-line bg-sunken p-0.5"
    >
      {options.map((option) => (
        <ToggleGroup.Item
          key={option.value}
          value={option.value}
          className="h-6 rounded-sm px-[9px] text-xs whitespace-nowrap text-ink-3 hover:text-ink data-[state=on]:bg-panel data-[state=on]:font-medium data-[state=on]:text-ink data-[state=on]:shadow-low dark:data-[state=on]:bg-n-300"
        >
          {option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  )
}
