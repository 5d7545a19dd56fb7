import { Clock, Undo2 } from 'lucide-react'
import Link from 'next/link'
import type { ReactElement } from 'react'
import { OUTCOME_LOOKS, OutcomeWord } from '#components/decisions/outcome-word.tsx'
import { Button } from '#components/ui/button.tsx'
import { cn } from '#components/ui/class-names.ts'
import { ConfidenceWord } from '#components/verdicts/confidence.tsx'
import type { WaitingCycle } from '#lib/reports/overview-schema.ts'
import { sayDay } from '#lib/reports/report-format.ts'

const ACTS: Record<WaitingCycle['act'], string> = {
  decide: 'Review and decide',
  sign: 'Review and sign',
  'sign-again': 'Review and sign again',
}

/** Decisions that wait for the reader: the first has the one primary button. */
export function WaitingForYou({ cycles, now }: { cycles: readonly WaitingCycle[]; now: string }): ReactElement | null {
  if (cycles.length === 0) return null
  return (
    <section aria-label="Waiting for you" className="mb-7">
      <div className="mb-2.5 flex flex-wrap items-baseline gap-x-2.5">
        <h2 className="text-md font-semibold tracking-[-0.012em]">Waiting for you</h2>
        <span className="inline-flex items-center gap-1 text-xs text-ink-3">
          <Clock aria-hidden className="size-3.5" />
          {sayDay(now)}, {now.slice(11, 16)} UTC
        </span>
      </div>
      <div className="sheet">
        {cycles.map((one, index) => (
          <Waiting key={one.id} one={one} isFirst={index === 0} />
        ))}
      </div>
    </section>
  )
}

function Waiting({ one, isFirst }: { one: WaitingCycle; isFirst: boolean }): ReactElement {
  return (
    <article
      className={cn(
        'relative grid grid-cols-[232px_minmax(0,1fr)_168px_170px] items-center gap-5 border-t border-line py-[13px] pr-4 pl-5 first:border-t-0 max-[960px]:grid-cols-1 max-[960px]:gap-2',
        isFirst && 'before:absolute before:inset-y-0 before:-left-px before:w-1 before:rounded-tl-lg before:bg-accent',
      )}
    >
      <div className="min-w-0">
        <OutcomeWord
          outcome={one.outcome}
          word={`${one.isProposal ? 'Proposed' : 'Decided'}: ${OUTCOME_LOOKS[one.outcome].word.toLowerCase()}`}
          className="text-xs"
        />
        <h3 className="line-clamp-4 text-md leading-6 font-semibold tracking-[-0.012em] break-words">
          <Link href={`/cycles/${one.id}`} className="hover:underline" title={one.name}>
            {one.name}
          </Link>{' '}
          <span className="text-sm font-normal tracking-normal text-ink-3">cycle {one.number}</span>
        </h3>
      </div>
      <div className="min-w-0">
        <p className="max-w-[74ch] text-pretty">{one.why}</p>
        {one.note ? (
          <p className="mt-0.5 flex items-start gap-1.5 text-xs text-fail">
            <Undo2 aria-hidden className="mt-0.5 size-3 shrink-0" />
            <span>{one.note}</span>
          </p>
        ) : null}
      </div>
      <div className="grid gap-0.5 text-xs text-ink-2">
        <span className="inline-flex items-center gap-1.5">
          Confidence <ConfidenceWord level={one.confidence} />
        </span>
        {one.dueOn ? (
          <span>
            Release <b className="text-ink">{sayDay(one.dueOn)}</b>
          </span>
        ) : null}
      </div>
      <Button
        kind={isFirst ? 'primary' : 'secondary'}
        asChild
        className="justify-self-end max-[960px]:justify-self-stretch"
      >
        <Link href={`/cycles/${one.id}`}>{ACTS[one.act]}</Link>
      </Button>
    </article>
  )
}
