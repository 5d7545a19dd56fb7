'use client'

import { Check, OctagonX, TriangleAlert } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'

export type LineReading =
  | { ok: true; says?: ReactNode; isWeak?: boolean }
  /** `suggestions`: the whole line as it was probably meant. */
  | { ok: false; message: string; position?: number; suggestions?: { label: string; text: string }[] }

/** Whether a line reads, as icon and word. */
export function State({ reading }: { reading: LineReading }): ReactElement {
  const [Icon, tone, word] = !reading.ok
    ? ([OctagonX, 'text-fail', 'Error'] as const)
    : reading.isWeak
      ? ([TriangleAlert, 'text-warn', 'Weak'] as const)
      : ([Check, 'text-pass', 'Reads'] as const)
  return (
    <span className={`inline-flex shrink-0 items-center gap-1 text-[11.5px] font-medium ${tone}`}>
      <Icon aria-hidden className="size-[13px]" />
      {word}
    </span>
  )
}

interface EchoProps {
  text: string
  reading: LineReading
  /** Puts the line as it was probably meant in its place. */
  onTake: ((text: string) => void) | undefined
}

/** What a line says in plain words, or where it breaks and what was probably meant. */
export function Echo({ text, reading, onTake }: EchoProps): ReactElement | null {
  if (reading.ok) return reading.says ? <p className="pb-1 text-[11.5px] leading-4 text-ink-3">{reading.says}</p> : null
  return (
    <p className="pb-1 text-[11.5px] leading-[18px] text-ink-2">
      {reading.position === undefined || text.trim() === '' ? null : (
        <WrongPart text={text} position={reading.position} />
      )}
      {reading.message}
      {onTake
        ? reading.suggestions?.map(({ label, text: meant }) => (
            <button
              key={meant}
              type="button"
              onClick={() => onTake(meant)}
              className="ml-1.5 min-h-6 rounded-sm bg-accent-soft px-1.5 font-mono font-medium text-accent-ink hover:underline"
            >
              {label}
            </button>
          ))
        : null}
    </p>
  )
}

/** The line up to where it breaks, and what breaks it. */
function WrongPart({ text, position }: { text: string; position: number }): ReactElement {
  const wrong = /^[^\s()]+|^\S/.exec(text.slice(position))?.[0] ?? ''
  return (
    <code className="mr-1.5">
      {text.slice(0, position)}
      <mark className="rounded-sm bg-fail-soft text-fail underline decoration-wavy underline-offset-2">
        {wrong || '▁'}
      </mark>
    </code>
  )
}
