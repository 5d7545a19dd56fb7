'use client'

import clsx from 'clsx'
import { CircleSlash, Minus, Plus, ShieldOff } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { useCycle } from '#components/cycles/cycle-context.tsx'
import { Button } from '#components/ui/button.tsx'
import { ConfidenceWord } from '#components/verdicts/confidence.tsx'
import { verdictTone } from '#components/verdicts/verdict-badge.tsx'
import { showMoment } from '#lib/core/moment.ts'
import type { DecisionView, Proposal } from '#lib/decisions/schema.ts'
import css from './decisions.module.css'
import { OUTCOME_LOOKS } from './outcome-word.tsx'
import { WaiveDialog } from './waive-dialog.tsx'

const SHOWN = 6

const decidedBy = ({ by, at, outcome }: DecisionView, proposal: Proposal): string =>
  `Decided by ${by}, ${showMoment(at)}${outcome === proposal.outcome ? ', as the rules propose' : `; the rules propose ${OUTCOME_LOOKS[proposal.outcome].word.toLowerCase()}`}`

interface Props {
  proposal: Proposal
  /** The answer in a sentence. */
  sentence: string
  /** What was decided, while it stands on what is there now: it is the answer then, and what the rules say its ground. */
  decision: DecisionView | null
}

/** What was decided, or what the rules propose; why, and how sure that is. */
export function ProposalSheet({ proposal, sentence, decision }: Props): ReactElement {
  const look = OUTCOME_LOOKS[decision?.outcome ?? proposal.outcome]
  const { confidence, waiversForGo: offer } = proposal
  const goBlockedBecause = decision ? null : proposal.goBlockedBecause
  const { may } = useCycle()
  const [isWaiving, setWaiving] = useState(false)
  const [isWhole, setWhole] = useState(false)
  const reasons = isWhole ? proposal.reasons : proposal.reasons.slice(0, SHOWN)
  return (
    <section
      className={clsx('sheet', css.proposal, verdictTone(look.verdict))}
      aria-label={decision ? 'Answer' : 'Proposal'}
    >
      <div className={css.main}>
        <p className={css.label}>{decision ? decidedBy(decision, proposal) : 'Proposed by the rules'}</p>
        <p className={css.word}>
          <look.icon aria-hidden />
          {look.word}
        </p>
        <p className={css.sentence}>{sentence}</p>
        {goBlockedBecause ? (
          <details className="mt-2 text-xs text-ink-2">
            <summary className="flex min-h-6 cursor-pointer items-center gap-1.5">
              <CircleSlash aria-hidden className="size-3.5 shrink-0 text-fail" />A go cannot be decided: why
            </summary>
            <p className="pl-5 text-pretty break-words">{goBlockedBecause}</p>
            {offer && offer.length > 0 && may.decide ? (
              <Button size="sm" className="mt-1.5 ml-5" onClick={() => setWaiving(true)}>
                <ShieldOff aria-hidden />
                Waive what is not shown…
              </Button>
            ) : null}
          </details>
        ) : null}
      </div>
      <div className={css.why}>
        <h2>Why</h2>
        <ul>
          {reasons.map(({ rule, outcome, text }) => {
            const { icon: Icon, ink, word } = OUTCOME_LOOKS[outcome]
            return (
              <li key={`${rule} ${text}`}>
                <Icon aria-hidden className={clsx('mt-[2.5px] size-4', ink)} strokeWidth={2.1} />
                <span>
                  <span className="sr-only">Speaks for {word.toLowerCase()}: </span>
                  {text}
                </span>
              </li>
            )
          })}
        </ul>
        {proposal.reasons.length > SHOWN ? (
          <Button size="sm" kind="ghost" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
            {isWhole ? 'Only the gravest' : `${proposal.reasons.length - SHOWN} more`}
          </Button>
        ) : null}
      </div>
      <div className={css.confidence}>
        <h2>
          Confidence <ConfidenceWord level={confidence.level} />
        </h2>
        <ul>
          {confidence.reasons.map((reason) => (
            <li key={reason}>
              {confidence.level === 'HIGH' ? (
                <Plus aria-hidden className="mt-[3px] size-3 text-pass" />
              ) : (
                <Minus aria-hidden className="mt-[3px] size-3 text-fail" />
              )}
              <span>{reason}</span>
            </li>
          ))}
        </ul>
      </div>
      {isWaiving ? <WaiveDialog chosen={offer?.[0]} onClose={() => setWaiving(false)} /> : null}
    </section>
  )
}
