'use client'

import { Check, OctagonX, Plus, TriangleAlert, X } from 'lucide-react'
import { type ReactElement, type ReactNode, useId, useState } from 'react'
import { IconButton } from '#components/ui/button.tsx'
import { cn } from '#components/ui/class-names.ts'
import { valueAt } from '#lib/plans/draft-path.ts'
import { useDraft } from '../draft/draft-context.tsx'
import { useEdits } from '../draft/edits.ts'

export type LineReading =
  | { ok: true; says?: ReactNode; isWeak?: boolean }
  /** `suggestions`: the whole line as it was probably meant. */
  | { ok: false; message: string; position?: number; suggestions?: { label: string; text: string }[] }

interface Props {
  path: readonly string[]
  label: string
  /** One of them, e.g. "criterion". */
  what: string
  help?: ReactNode
  placeholder: string
  example: ReactNode
  read: (text: string) => LineReading
}

const NONE: readonly unknown[] = []

/** Sentences of a small language, one a line: each says as you type how it reads, or where it breaks. */
export function TextLines({ path, label, what, help, placeholder, example, read }: Props): ReactElement {
  const lines = useDraft((draft) => (valueAt(draft, path) as readonly unknown[] | undefined) ?? NONE)
  const { set, remove, canEdit } = useEdits()
  const [fresh, setFresh] = useState('')
  const id = useId()
  const add = (): void => {
    const text = fresh.trim()
    if (text) set(path, [...lines, text])
    setFresh('')
  }
  return (
    <fieldset aria-labelledby={id} data-place={path.join('.')} className="min-w-0">
      <div id={id} className="mb-1.5 text-xs font-semibold">
        {label}
        <span className="ml-1.5 font-normal text-ink-3">
          {lines.length}
          {help ? <>, {help}</> : null}
        </span>
      </div>
      <ul className="rounded-md border border-line">
        {lines.map((line, index) => (
          <Line
            // biome-ignore lint/suspicious/noArrayIndexKey: its place is what a line is known by
            key={index}
            line={line}
            place={[...path, String(index)]}
            label={`${what} ${index + 1}`}
            read={read}
            onRemove={() => remove(path, String(index), `The ${what}`)}
          />
        ))}
        {canEdit ? (
          <li className="flex items-center gap-2 py-1 pr-2.5 pl-3">
            <Plus aria-hidden className="size-[13px] shrink-0 text-ink-3" />
            <input
              aria-label={`Add a ${what}`}
              value={fresh}
              placeholder={placeholder}
              spellCheck={false}
              onChange={(event) => setFresh(event.target.value)}
              onBlur={add}
              onKeyDown={(event) => {
                if (event.key === 'Enter') {
                  event.preventDefault()
                  add()
                }
              }}
              className="h-6.5 min-w-0 flex-1 rounded-sm bg-transparent font-mono text-[12.5px] tracking-[-0.015em] text-ink placeholder:text-ink-3"
            />
            {fresh.trim() ? <State reading={read(fresh)} /> : null}
          </li>
        ) : null}
        <li className="border-t border-line px-3 py-1.5 text-[11.5px] leading-4 text-ink-3 first:border-t-0">
          For example {example}
        </li>
      </ul>
    </fieldset>
  )
}

interface LineProps {
  line: unknown
  place: string[]
  label: string
  read: (text: string) => LineReading
  onRemove: () => void
}

function Line({ line, place, label, read, onRemove }: LineProps): ReactElement {
  const { put, canEdit } = useEdits()
  const isText = typeof line === 'string'
  const judge = isText ? line : (line as { judge?: unknown }).judge
  const textPath = isText ? place : [...place, 'judge']
  const reading = typeof judge === 'string' ? read(judge) : ({ ok: true } as const)
  return (
    <li
      className={cn(
        'border-b border-line py-1 pr-1.5 pl-3',
        !reading.ok && 'bg-[color-mix(in_oklab,var(--fail-soft)_50%,var(--panel))]',
      )}
    >
      <div className="flex items-center gap-2">
        {typeof judge === 'string' ? (
          <input
            aria-label={label}
            aria-invalid={reading.ok ? undefined : true}
            data-place={textPath.join('.')}
            value={judge}
            readOnly={!canEdit}
            spellCheck={false}
            onChange={(event) => put(textPath, event.target.value)}
            className="h-6.5 min-w-0 flex-1 rounded-sm bg-transparent font-mono text-[12.5px] tracking-[-0.015em]"
          />
        ) : (
          <code className="min-w-0 flex-1 truncate">{describe(line)}</code>
        )}
        {isText ? null : <Extras line={line} />}
        <State reading={reading} />
        {canEdit ? (
          <IconButton label={`Remove ${label}`} onClick={onRemove} className="size-6">
            <X aria-hidden />
          </IconButton>
        ) : null}
      </div>
      <Echo text={String(judge ?? '')} reading={reading} onTake={canEdit ? (text) => put(textPath, text) : undefined} />
    </li>
  )
}

function Extras({ line }: { line: unknown }): ReactElement {
  const { limit, priority } = line as { limit?: string; priority?: string }
  return (
    <span className="text-2xs whitespace-nowrap text-ink-3">
      {[limit && `limit ${limit}`, priority].filter(Boolean).join(', ')}
    </span>
  )
}

function describe(line: unknown): string {
  const any = (line as { any?: unknown[] } | null)?.any
  if (!Array.isArray(any)) return JSON.stringify(line)
  return any.map((one) => (typeof one === 'string' ? one : ((one as { judge?: string }).judge ?? '…'))).join('  or  ')
}

function Echo({
  text,
  reading,
  onTake,
}: {
  text: string
  reading: LineReading
  onTake: ((text: string) => void) | undefined
}): ReactElement | null {
  if (reading.ok) return reading.says ? <p className="pb-1 text-[11.5px] leading-4 text-ink-3">{reading.says}</p> : null
  return (
    <p className="pb-1 text-[11.5px] leading-[18px] text-ink-2">
      {reading.position === undefined ? null : <WrongPart text={text} position={reading.position} />}
      {reading.message}
      {onTake
        ? reading.suggestions?.map(({ label, text }) => (
            <button
              key={text}
              type="button"
              onClick={() => onTake(text)}
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
export function WrongPart({ text, position }: { text: string; position: number }): ReactElement {
  const wrong = /^\S+/.exec(text.slice(position))?.[0] ?? ''
  return (
    <code className="mr-1.5">
      {text.slice(0, position)}
      <mark className="rounded-sm bg-fail-soft text-fail underline decoration-wavy underline-offset-2">
        {wrong || '▁'}
      </mark>
    </code>
  )
}

function State({ reading }: { reading: LineReading }): ReactElement {
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
