import { CircleCheck, CircleDashed, type LucideIcon, OctagonX, TriangleAlert } from 'lucide-react'
import type { ReactElement } from 'react'
import { cn } from '#components/ui/class-names.ts'
import type { VerdictWord } from '#components/verdicts/verdict-badge.tsx'
import type { Outcome } from '#lib/decisions/schema.ts'

export const OUTCOME_LOOKS: Record<
  Outcome | 'open',
  { word: string; icon: LucideIcon; verdict: VerdictWord; ink: string }
> = {
  go: { word: 'Go', icon: CircleCheck, verdict: 'pass', ink: 'text-pass' },
  conditional: { word: 'Conditional go', icon: TriangleAlert, verdict: 'warn', ink: 'text-warn' },
  'no-go': { word: 'No-go', icon: OctagonX, verdict: 'fail', ink: 'text-fail' },
  open: { word: 'Open', icon: CircleDashed, verdict: 'none', ink: 'text-ink-2' },
}

interface Props {
  outcome: Outcome | 'open'
  /** In place of the outcome's own word. */
  word?: string
  className?: string
}

/** Icon, word and colour of a decision or a proposal. */
export function OutcomeWord({ outcome, word, className }: Props): ReactElement {
  const look = OUTCOME_LOOKS[outcome]
  return (
    <span
      className={cn('inline-flex items-center gap-1.5 font-[550] whitespace-nowrap', look.ink, className)}
      data-outcome={outcome}
    >
      <look.icon aria-hidden className="size-[1.15em] shrink-0" strokeWidth={2.1} />
      {word ?? look.word}
    </span>
  )
}
