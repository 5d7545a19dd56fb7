'use client'

import { History, TriangleAlert } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { useCycle } from '#components/cycles/cycle-context.tsx'
import { Button } from '#components/ui/button.tsx'
import { NothingYet, TitledSheet } from '#components/ui/titled-sheet.tsx'
import { showMoment } from '#lib/core/moment.ts'
import type { DecisionView } from '#lib/decisions/schema.ts'
import { DecideForm } from './decide-form.tsx'
import { OutcomeWord } from './outcome-word.tsx'

/** What was decided, or the form to do it; what was decided before stays readable. */
export function DecisionSheet(): ReactElement {
  const { decision, earlierDecisions, may } = useCycle()
  const [isDeciding, setDeciding] = useState(false)
  const showsForm = may.decide && (!decision || isDeciding)
  return (
    <TitledSheet
      title="Decision"
      meta={decision ? `number ${decision.sequence}` : may.decide ? 'yours to make as lead' : undefined}
      tools={
        decision && may.decide && !isDeciding ? (
          <Button size="sm" kind="ghost" onClick={() => setDeciding(true)}>
            Decide again
          </Button>
        ) : undefined
      }
    >
      {decision && !isDeciding ? <Decided decision={decision} /> : null}
      {showsForm ? <DecideForm {...(decision ? { onDone: () => setDeciding(false) } : {})} /> : null}
      {!decision && !may.decide ? <NothingYet>Nobody has decided yet. A lead of this project can.</NothingYet> : null}
      {earlierDecisions.length > 0 ? (
        <details className="border-t border-line px-4 py-2 text-xs">
          <summary className="flex min-h-6 cursor-pointer items-center gap-1.5 text-ink-2">
            <History aria-hidden className="size-3.5" />
            {earlierDecisions.length === 1 ? '1 earlier decision' : `${earlierDecisions.length} earlier decisions`}
          </summary>
          <ul className="mt-1 grid gap-3 pb-1">
            {earlierDecisions.map((one) => (
              <li key={one.id}>
                <OutcomeWord outcome={one.outcome} />{' '}
                <span className="text-ink-3">
                  by {one.by}, {showMoment(one.at)}
                </span>
                <p className="text-pretty text-ink-2">{one.justification}</p>
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
    <div className="grid gap-2.5 px-4 pt-3 pb-4">
      <div>
        <OutcomeWord outcome={decision.outcome} className="text-lg font-semibold tracking-[-0.017em]" />
        <p className="text-xs text-ink-3">
          {decision.by}, {showMoment(decision.at)}
        </p>
      </div>
      {decision.changedSince ? (
        <p role="status" className="flex gap-1.5 rounded-md border border-warn-line bg-warn-soft px-2.5 py-2 text-xs">
          <TriangleAlert aria-hidden className="mt-px size-3.5 shrink-0 text-warn" />
          <span>Changed since: {decision.changedSince}</span>
        </p>
      ) : null}
      <p className="text-pretty whitespace-pre-line">{decision.justification}</p>
      {decision.reason ? (
        <p className="text-pretty text-ink-2">
          <b>Against the proposal</b> ({decision.proposal.outcome}): {decision.reason}
        </p>
      ) : null}
      {decision.conditions.length > 0 ? (
        <div>
          <h3 className="mb-1 text-xs font-semibold">Conditions</h3>
          <ol className="rounded-md border border-line">
            {decision.conditions.map(({ text, owner, dueOn }) => (
              <li key={text} className="border-t border-line px-[11px] py-2 first:border-t-0">
                <p className="leading-[18px] text-pretty">{text}</p>
                <p className="text-xs text-ink-3">
                  {owner}, due {dueOn}
                </p>
              </li>
            ))}
          </ol>
        </div>
      ) : null}
    </div>
  )
}
