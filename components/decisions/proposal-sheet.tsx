import clsx from 'clsx'
import { CircleSlash, Minus, Plus } from 'lucide-react'
import type { ReactElement } from 'react'
import { ConfidenceWord } from '#components/verdicts/confidence.tsx'
import { verdictTone } from '#components/verdicts/verdict-badge.tsx'
import type { Proposal } from '#lib/decisions/schema.ts'
import css from './decisions.module.css'
import { OUTCOME_LOOKS } from './outcome-word.tsx'

interface Props {
  proposal: Proposal
  /** The answer in a sentence. */
  sentence: string
}

/** What the rules propose, why, and how sure that is. */
export function ProposalSheet({ proposal, sentence }: Props): ReactElement {
  const look = OUTCOME_LOOKS[proposal.outcome]
  const { confidence, goBlockedBecause } = proposal
  return (
    <section className={clsx('sheet', css.proposal, verdictTone(look.verdict))} aria-label="Proposal">
      <div className={css.main}>
        <p className={css.label}>Proposed by the rules</p>
        <p className={css.word}>
          <look.icon aria-hidden />
          {look.word}
        </p>
        <p className={css.sentence}>{sentence}</p>
        {goBlockedBecause ? (
          <p className="mt-2 flex gap-1.5 text-xs text-ink-2">
            <CircleSlash aria-hidden className="mt-px size-3.5 shrink-0 text-fail" />
            <span>A go cannot be decided: {goBlockedBecause}</span>
          </p>
        ) : null}
      </div>
      <div className={css.why}>
        <h2>Why</h2>
        <ul>
          {proposal.reasons.map(({ rule, outcome, text }) => {
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
    </section>
  )
}
