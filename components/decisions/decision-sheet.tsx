'use client'

import { History, TriangleAlert } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { useCycle } from '#components/cycles/cycle-context.tsx'
import { Button } from '#components/ui/button.tsx'
import { NothingYet, TitledSheet } from '#components/ui/titled-sheet.tsx'
import { showMoment } from '#lib/core/moment.ts'
import type { DecisionView } from '#lib/decisions/schema.ts'
import { sayDay } from '#lib/reports/report-format.ts'
import { DecideForm } from './decide-form.tsx'
import { OUTCOME_LOOKS, OutcomeWord } from './outcome-word.tsx'

/** What was decided, or the form to do it; what was decided before stays readable. */
export function DecisionSheet(): ReactElement {
  const { decision, earlierDecisions, may } = useCycle()
  const [isDeciding, setDeciding] = useState(false)
  // What somebody is writing stays when somebody else decides meanwhile.
  const [isTouched, setTouched] = useState(false)
  const showsForm = may.decide && (!decision || isDeciding || isTouched)
  const leave = (): void => {
    setDeciding(false)
    setTouched(false)
  }
  return (
    <TitledSheet
      title="Decision"
      meta={decision ? `number ${decision.sequence}` : may.decide ? 'yours to make as lead' : undefined}
      tools={
        decision && may.decide && !showsForm ? (
          <Button size="sm" kind="ghost" onClick={() => setDeciding(true)}>
            Decide again
          </Button>
        ) : undefined
      }
    >
      {decision && !showsForm ? <Decided decision={decision} /> : null}
      {showsForm ? <DecideForm onTouch={() => setTouched(true)} onLeave={leave} /> : null}
      {!decision && !may.decide ? <NothingYet>Nobody has decided yet. A lead of this project can.</NothingYet> : null}
      {earlierDecisions.length > 0 ? (
        <details className="border-t border-line px-4 py-2 text-xs">
          <summary className="flex min-h-6 cursor-pointer items-center gap-1.5 text-ink-2">
            <History aria-hidden className="size-3.5" />
            {earlierDecisions.length === 1 ? '1 earlier decision' : `${earlierDecisions.length} earlier decisions`}
          </summary>
          <ul className="mt-1 grid gap-3 pb-1">
            {earlierDecisions.map((one) => (
              <li key={one.id} className="grid gap-1 break-words">
                <p>
                  <OutcomeWord outcome={one.outcome} />{' '}
                  <span className="text-ink-3">
                    by {one.by}, {showMoment(one.at)}
                  </span>
                </p>
                <p className="text-pretty whitespace-pre-line text-ink-2">{one.justification}</p>
                <Reason decision={one} />
                <ConditionList conditions={one.conditions} />
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </TitledSheet>
  )
}

function Decided({ decision }: { decision: DecisionView }): ReactElement {
  return (
    <div className="grid gap-2.5 px-4 pt-3 pb-4 break-words">
      <div>
        <OutcomeWord outcome={decision.outcome} className="text-lg font-semibold tracking-[-0.017em]" />
        <p className="text-xs text-ink-3">
          {decision.by}, {showMoment(decision.at)}
        </p>
      </div>
      {decision.changedSince ? (
        <p role="status" className="flex gap-1.5 rounded-md border border-warn-line bg-warn-soft px-2.5 py-2 text-xs">
          <TriangleAlert aria-hidden className="mt-px size-3.5 shrink-0 text-warn" />
          <span className="min-w-0">Changed since: {decision.changedSince}</span>
        </p>
      ) : null}
      <p className="min-w-0 text-pretty whitespace-pre-line">{decision.justification}</p>
      <Reason decision={decision} />
      {decision.conditions.length > 0 ? (
        <div className="min-w-0">
          <h3 className="mb-1 text-xs font-semibold">Conditions</h3>
          <ConditionList conditions={decision.conditions} />
        </div>
      ) : null}
    </div>
  )
}

function Reason({ decision: { reason, proposal } }: { decision: DecisionView }): ReactElement | null {
  if (!reason) return null
  return (
    <p className="min-w-0 text-pretty text-ink-2">
      <b>Against the proposal</b> ({OUTCOME_LOOKS[proposal.outcome].word.toLowerCase()}): {reason}
    </p>
  )
}

function ConditionList({ conditions }: Pick<DecisionView, 'conditions'>): ReactElement | null {
  if (conditions.length === 0) return null
  return (
    <ol className="rounded-md border border-line">
      {conditions.map(({ text, owner, dueOn }) => (
        <li key={`${text} ${owner} ${dueOn}`} className="border-t border-line px-[11px] py-2 first:border-t-0">
          <p className="leading-[18px] text-pretty">{text}</p>
          <p className="text-xs text-ink-3">
            {owner}, due {sayDay(dueOn)}
          </p>
        </li>
      ))}
    </ol>
  )
}
