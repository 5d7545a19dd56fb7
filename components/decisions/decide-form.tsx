'use client'

import clsx from 'clsx'
import { Plus, Trash2 } from 'lucide-react'
import { type FormEvent, type ReactElement, useState } from 'react'
import { useCycle, useCycleCall } from '#components/cycles/cycle-context.tsx'
import { Button, IconButton } from '#components/ui/button.tsx'
import { Field, Input, Textarea } from '#components/ui/field.tsx'
import { notify } from '#components/ui/notify.ts'
import { Problem } from '#components/ui/problem.tsx'
import { verdictTone } from '#components/verdicts/verdict-badge.tsx'
import { api } from '#lib/api/client.ts'
import { type Condition, OUTCOMES, type Outcome } from '#lib/decisions/schema.ts'
import css from './decisions.module.css'
import { OUTCOME_LOOKS } from './outcome-word.tsx'

interface Draft {
  outcome: Outcome
  justification: string
  reason: string
  conditions: Condition[]
}

/** A lead decides: as proposed, or otherwise with a reason. */
export function DecideForm({ onDone }: { onDone?: () => void }): ReactElement {
  const cycle = useCycle()
  const { proposal, decision } = cycle
  const { busy, problem, attempt } = useCycleCall()
  const [draft, setDraft] = useState<Draft>({
    outcome: proposal.outcome,
    justification: decision?.justification ?? '',
    reason: '',
    conditions: decision?.conditions ?? [],
  })
  const change = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }))
  const isAgainst = draft.outcome !== proposal.outcome
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    void attempt(async () => {
      await api.cycles.decide({
        id: cycle.id,
        outcome: draft.outcome,
        justification: draft.justification,
        after: decision?.sequence ?? 0,
        ...(draft.outcome === 'conditional' ? { conditions: draft.conditions } : {}),
        ...(isAgainst ? { reason: draft.reason } : {}),
      })
      notify(`Decided: ${OUTCOME_LOOKS[draft.outcome].word.toLowerCase()}`, {}, 'success')
      onDone?.()
    })
  }
  return (
    <form onSubmit={submit} className="grid gap-2.5 px-4 pt-3 pb-4" aria-label="Decide">
      <OutcomeChoice value={draft.outcome} onChange={(outcome) => change({ outcome })} />
      <p className="text-xs text-ink-3">
        {isAgainst
          ? `The rules propose ${OUTCOME_LOOKS[proposal.outcome].word.toLowerCase()}: say why you decide otherwise.`
          : 'As proposed. Another choice asks for a reason.'}
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
      {draft.outcome === 'conditional' ? (
        <Conditions conditions={draft.conditions} onChange={(conditions) => change({ conditions })} />
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
        <Button kind="primary" size="lg" type="submit" className="flex-1" busy={busy !== null}>
          Decide: {OUTCOME_LOOKS[draft.outcome].word.toLowerCase()}
        </Button>
        {onDone ? (
          <Button size="lg" onClick={onDone}>
            Cancel
          </Button>
        ) : null}
      </div>
    </form>
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

const EMPTY: Condition = { text: '', owner: '', dueOn: '' }

function Conditions({
  conditions,
  onChange,
}: {
  conditions: readonly Condition[]
  onChange: (conditions: Condition[]) => void
}): ReactElement {
  const set = (at: number, part: Partial<Condition>): void =>
    onChange(conditions.map((one, index) => (index === at ? { ...one, ...part } : one)))
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 text-xs font-semibold">Conditions</legend>
      {conditions.map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a condition has no other name while it is written
        <div key={index} className="grid gap-1.5 rounded-md border border-line p-2">
          <Field label={`Condition ${index + 1}`} hideLabel>
            {(control) => (
              <Input
                {...control}
                required
                placeholder="What must be done"
                value={one.text}
                onChange={(e) => set(index, { text: e.target.value })}
              />
            )}
          </Field>
          <div className="grid grid-cols-[minmax(0,1fr)_132px_28px] items-center gap-1.5">
            <Field label="Owner" hideLabel>
              {(control) => (
                <Input
                  {...control}
                  required
                  placeholder="Who does it"
                  value={one.owner}
                  onChange={(e) => set(index, { owner: e.target.value })}
                />
              )}
            </Field>
            <Field label="Due on" hideLabel>
              {(control) => (
                <Input
                  {...control}
                  required
                  type="date"
                  value={one.dueOn}
                  onChange={(e) => set(index, { dueOn: e.target.value })}
                />
              )}
            </Field>
            <IconButton
              label="Remove this condition"
              onClick={() => onChange(conditions.filter((_, at) => at !== index))}
            >
              <Trash2 aria-hidden />
            </IconButton>
          </div>
        </div>
      ))}
      <Button size="sm" kind="ghost" className="justify-self-start" onClick={() => onChange([...conditions, EMPTY])}>
        <Plus aria-hidden />
        Add a condition
      </Button>
    </fieldset>
  )
}
