'use client'

import type { ReactElement, RefObject } from 'react'

interface Props {
  label: string
  value: string
  onChange: (text: string) => void
  area: RefObject<HTMLTextAreaElement | null>
  readOnly?: boolean
  placeholder?: string
}

/** A document as text; files can be dropped on it. */
export function YamlText({ label, value, onChange, area, readOnly, placeholder }: Props): ReactElement {
  return (
    <textarea
      ref={area}
      aria-label={label}
      value={value}
      readOnly={readOnly}
      placeholder={placeholder}
      spellCheck={false}
      wrap="off"
      onChange={(event) => onChange(event.target.value)}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        const [file] = event.dataTransfer.files
        if (!file || readOnly) return
        event.preventDefault()
        void file.text().then(onChange)
      }}
      className="h-[46dvh] min-h-60 w-full resize-none rounded-md border border-control bg-panel px-3 py-2 font-mono text-xs leading-[18px] tracking-[-0.015em] whitespace-pre focus-visible:rounded-md focus-visible:outline-offset-0"
    />
  )
}

/** Puts the cursor at a line and column (from 1) and scrolls it into view. */
export function goToLine(area: HTMLTextAreaElement | null, line: number, column: number): void {
  if (!area) return
  const lines = area.value.split('\n')
  const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0)
  area.focus()
  area.setSelectionRange(start + column - 1, start + (lines[line - 1]?.length ?? 0))
  area.scrollTop = Math.max(0, (line - 6) * 18)
}
