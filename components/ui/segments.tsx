'use client'

import { type ReactElement, useId } from 'react'
import type { Option } from './select.tsx'

interface Props {
  label: string
  value: string
  options: readonly Option[]
  onChange: (value: string) => void
}

/** Segments change one view or one choice; tabs move between views. Radio buttons underneath, with their keys. */
export function Segments({ label, value, options, onChange }: Props): ReactElement {
  const name = useId()
  return (
    <div
      role="radiogroup"
      aria-label={label}
      className="inline-flex gap-px rounded-md border border-line bg-sunken p-0.5"
    >
      {options.map((option) => (
        <label
          key={option.value}
          className="relative inline-flex h-6 cursor-pointer items-center rounded-sm px-[9px] text-xs whitespace-nowrap text-ink-3 hover:text-ink has-checked:bg-panel has-checked:font-medium has-checked:text-ink has-checked:shadow-low has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus dark:has-checked:bg-n-300"
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className="absolute inset-0 cursor-pointer opacity-0"
          />
          {option.label}
        </label>
      ))}
    </div>
  )
}
