'use client'

import { type ReactElement, useState } from 'react'
import { Input } from '#components/ui/field.tsx'
import { useFindings } from '../page/findings.tsx'

interface Props {
  label: string
  place: string
  value: string
  readOnly: boolean
  onChange: (text: string) => void
}

/** A pause: fixed, or drawn anew each time. */
export function ThinkTime({ label, place, value, readOnly, onChange }: Props): ReactElement {
  const [focused, setFocused] = useState(false)
  const found = useFindings().at(place)
  const wrong = !focused && found?.severity === 'error' ? found.message : null
  return (
    <>
      <span className="text-xs text-ink-2">Pause</span>
      <Input
        mono
        aria-label={label}
        aria-invalid={wrong ? true : undefined}
        data-place={place}
        data-control="think"
        value={value}
        placeholder="1s-3s"
        readOnly={readOnly}
        onChange={({ target }) => onChange(target.value)}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
        className="w-28"
      />
      <span className={`min-w-0 flex-1 text-2xs ${wrong ? 'basis-full text-fail' : 'text-ink-3 max-[560px]:hidden'}`}>
        {wrong ?? 'fixed, or between two: 1s-3s'}
      </span>
    </>
  )
}
