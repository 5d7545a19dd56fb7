'use client'

import clsx from 'clsx'
import { TriangleAlert } from 'lucide-react'
import { type FormEvent, type ReactElement, useState } from 'react'
import { useCycle, useCycleCall } from '#components/cycles/cycle-context.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field, Textarea } from '#components/ui/field.tsx'
import { notify } from '#components/ui/notify.ts'
import { Problem } from '#components/ui/problem.tsx'
import { verdictTone } from '#components/verdicts/verdict-badge.tsx'
import { api } from '#lib/api/client.ts'
import { showMoment } from '#lib/core/moment.ts'
import { type Condition, type DecisionView, OUTCOMES, type Outcome } from '#lib/decisions/schema.ts'
import { Conditions, EMPTY } from './conditions-field.tsx'
import css from './decisions.module.css'
import { OUTCOME_LOOKS, OutcomeWord } from './outcome-word.tsx'

interface Draft {
  /** Null: as proposed, whatever that becomes meanwhile. */
  outcome: Outcome | null
  justification: string
  reason: string
  conditions: Condition[]
}

interface Props {
  /** Something was written that must not be lost. */
  onTouch: () => void
  onLeave: () => void
}

/** A lead decides: as proposed, or otherwise with a reason. */
export function DecideForm({ onTouch, onLeave }: Props): ReactElement {
  const cycle = useCycle()
  const { proposal, decision } = cycle
  const { busy, problem, attempt } = useCycleCall()
  const [draft, setDraft] = useState<Draft>({
    outcome: null,
    justification: decision?.justification ?? '',
    reason: '',
    conditions: decision?.conditions ?? [],
  })
  const last = decision?.sequence ?? 0
  const [seen, setSeen] = useState(last)
  const isOvertaken = last > seen
  const isWaived = cycle.waivers.some(({ state }) => state === 'holds')
  // It has at least one, where no waiver stands for it.
  const conditions = draft.conditions.length > 0 || isWaived ? draft.conditions : [EMPTY]
  const change = (part: Partial<Draft>): void => {
    onTouch()
    setDraft((before) => ({ ...before, ...part }))
  }
  const outcome = draft.outcome ?? proposal.outcome
  // Before that there is something better to do.
  const isRun = cycle.matrix.some(({ run }) => run)
  const isAgainst = outcome !== proposal.outcome
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    let isStored = false
    await attempt(async () => {
      const made = await api.cycles.decide({
        id: cycle.id,
        outcome,
        justification: draft.justification,
        after: seen,
        ...(outcome === 'conditional' ? { conditions } : {}),
        ...(isAgainst ? { reason: draft.reason } : {}),
      })
      isStored = true
      setSeen(made.sequence)
      notify(`Decided: ${OUTCOME_LOOKS[outcome].word.toLowerCase()}`, {}, 'success')
    })
    if (isStored) onLeave()
  }
  return (
    <form onSubmit={(event) => void submit(event)} className="grid gap-2.5 px-4 pt-3 pb-4" aria-label="Decide">
      {isOvertaken && decision ? (
        <Overtaken decision={decision} onLeave={onLeave} onGoOn={() => setSeen(decision.sequence)} />
      ) : null}
      <OutcomeChoice value={outcome} onChange={(chosen) => change({ outcome: chosen })} />
      <p className="text-xs text-ink-3">
        {isAgainst
          ? `The rules propose ${OUTCOME_LOOKS[proposal.outcome].word.toLowerCase()}: say why you decide otherwise.`
          : 'As proposed. Another choice asks for a reason.'}
        {proposal.goBlockedBecause ? ' A go cannot be decided; the proposal says why.' : ''}
      </p>
      {isAgainst ? (
        <Field label="Why against the proposal">
          {(control) => (
            <Textarea
              {...control}
              required
              rows={2}
              value={draft.reason}
              onChange={(e) => change({ reason: e.target.value })}
            />
          )}
        </Field>
      ) : null}
      {outcome === 'conditional' ? (
        <Conditions conditions={conditions} onChange={(next) => change({ conditions: next })} />
      ) : null}
      <Field label="Justification">
        {(control) => (
          <Textarea
            {...control}
            required
            rows={4}
            value={draft.justification}
            placeholder="All limits hold at 800/s; payment is slower and watched."
            onChange={(e) => change({ justification: e.target.value })}
          />
        )}
      </Field>
      <Problem>{problem}</Problem>
      <div className="flex gap-2">
        <Button
          kind={isRun ? 'primary' : 'secondary'}
          size="lg"
          type="submit"
          className="flex-1"
          busy={busy !== null}
          disabled={isOvertaken}
        >
          Decide: {OUTCOME_LOOKS[outcome].word.toLowerCase()}
        </Button>
        {decision ? (
          <Button size="lg" onClick={onLeave}>
            Cancel
          </Button>
        ) : null}
      </div>
    </form>
  )
}

interface OvertakenProps {
  decision: DecisionView
  onLeave: () => void
  onGoOn: () => void
}

/** Somebody else decided while this was written: it is read before it is superseded. */
function Overtaken({ decision, onLeave, onGoOn }: OvertakenProps): ReactElement {
  return (
    <div role="alert" className="grid gap-1.5 rounded-md border border-warn-line bg-warn-soft px-2.5 py-2 text-xs">
      <p className="flex gap-1.5 font-[550]">
        <TriangleAlert aria-hidden className="mt-px size-3.5 shrink-0 text-warn" />
        {decision.by} decided meanwhile, {showMoment(decision.at)}
      </p>
      <p className="break-words text-ink-2">
        <OutcomeWord outcome={decision.outcome} />: {decision.justification}
      </p>
      <p className="text-ink-2">What you wrote is still here. Yours would supersede it, and its signatures fall.</p>
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={onLeave}>
          Leave it at that
        </Button>
        <Button size="sm" kind="ghost" onClick={onGoOn}>
          Decide again
        </Button>
      </div>
    </div>
  )
}

function OutcomeChoice({ value, onChange }: { value: Outcome; onChange: (outcome: Outcome) => void }): ReactElement {
  const { goBlockedBecause } = useCycle().proposal
  return (
    <fieldset>
      <legend className="sr-only">Decision</legend>
      <div className={css.choice}>
        {OUTCOMES.map((outcome) => {
          const { icon: Icon, word, verdict } = OUTCOME_LOOKS[outcome]
          const isBlocked = outcome === 'go' && goBlockedBecause !== null
          return (
            <label
              key={outcome}
              className={clsx(verdictTone(verdict))}
              title={isBlocked ? goBlockedBecause : undefined}
            >
              <input
                type="radio"
                name="outcome"
                value={outcome}
                checked={value === outcome}
                disabled={isBlocked}
                onChange={() => onChange(outcome)}
              />
              <Icon aria-hidden className="size-4" />
              {word.replace(' go', '')}
            </label>
          )
        })}
      </div>
    </fieldset>
  )
}
