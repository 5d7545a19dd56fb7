'use client'

import { ChevronDown, ChevronRight } from 'lucide-react'
import { memo, type ReactElement, useState } from 'react'
import { IconButton } from '#components/ui/button.tsx'
import type { JudgeDraft } from '#lib/plans/document/scenario.ts'
import { useFindings } from '../page/findings.tsx'
import { AlternativeLines } from './alternative-lines.tsx'
import { CriterionDetail } from './criterion-detail.tsx'
import { CriterionInput } from './criterion-input.tsx'
import type { LineReading } from './line-state.tsx'
import { readCriterionLine } from './read-criterion.ts'
import { type LineControl, TextLine, TextLines } from './text-lines.tsx'
import { useKnownKeys } from './use-known-keys.ts'

interface Props {
  path: readonly string[]
  label: string
  /** One of them, e.g. "stop rule". */
  what: string
  help?: string
  placeholder: string
  example: string
  /** Each may have a limit, a priority and alternatives of its own. */
  isJudged?: boolean
}

/** Criteria, one a line: completed as they are typed, said in plain words, or marked where they break. */
export const CriterionLines = memo(function CriterionLines({ isJudged, ...props }: Props): ReactElement {
  const { path, what, example } = props
  const known = useKnownKeys(path[0] === 'scenarios' ? path[1] : undefined)
  const { at } = useFindings()
  const read = (text: string): LineReading => readCriterionLine(text, known)
  const control = (line: LineControl): ReactElement => <CriterionInput {...line} known={known} />
  /** A line that reads may still be worth little, e.g. for want of samples. */
  const readAt =
    (place: string[]) =>
    (text: string): LineReading => {
      const reading = read(text)
      const found = at(place.join('.'))
      if (!reading.ok || found?.severity !== 'warning') return reading
      return { ok: true, isWeak: true, says: [reading.says, found.message].filter(Boolean).join('. ') }
    }
  return (
    <TextLines
      {...props}
      example={<code>{example}</code>}
      read={read}
      control={control}
      entry={(line, place, index, onRemove) => (
        <CriterionLine
          line={line}
          place={place}
          label={`${what} ${index + 1}`}
          isJudged={isJudged === true}
          readAt={readAt}
          control={control}
          onRemove={onRemove}
        />
      )}
    />
  )
}, isSame)

function isSame({ path: left, ...before }: Props, { path: right, ...after }: Props): boolean {
  const names = Object.keys(after) as (keyof typeof after)[]
  return left.join('.') === right.join('.') && names.every((name) => before[name] === after[name])
}

interface LineProps {
  line: unknown
  place: string[]
  label: string
  isJudged: boolean
  readAt: (place: string[]) => (text: string) => LineReading
  control: (line: LineControl) => ReactElement
  onRemove: () => void
}

function CriterionLine({ line, place, label, isJudged, readAt, control, onRemove }: LineProps): ReactElement {
  const [isOpen, setOpen] = useState(false)
  const judge: JudgeDraft = typeof line === 'string' ? { judge: line } : ((line ?? {}) as JudgeDraft)
  const at = typeof line === 'string' ? place : [...place, 'judge']
  const { limit, priority, any } = judge
  const said = [limit && `limit ${limit}`, priority].filter(Boolean).join(', ')
  const Chevron = isOpen ? ChevronDown : ChevronRight
  const shared = {
    label,
    control,
    onRemove,
    aside: said ? <span className="text-2xs whitespace-nowrap text-ink-3 max-[560px]:hidden">{said}</span> : null,
    tools: isJudged ? (
      <IconButton
        label={`Limit and priority of ${label}`}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="size-6"
      >
        <Chevron aria-hidden />
      </IconButton>
    ) : null,
  }
  return (
    <>
      {any ? (
        <AlternativeLines {...shared} any={any} place={[...place, 'any']} readAt={readAt} />
      ) : (
        <TextLine {...shared} text={judge.judge ?? ''} place={at} read={readAt(at)} />
      )}
      {isOpen ? <CriterionDetail line={judge} place={place} /> : null}
    </>
  )
}
