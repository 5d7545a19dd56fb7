'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Scale } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Select } from '#components/ui/select.tsx'
import { useAttempt } from '#components/ui/use-attempt.ts'
import { VerdictBadge } from '#components/verdicts/verdict-badge.tsx'
import { showMoment } from '#lib/core/moment.ts'
import { say, showIn } from '#lib/core/number-format.ts'
import type { RunView } from '#lib/runs/schema.ts'
import type { RunVerdictView } from '#lib/runs/verdict-schema.ts'
import { byLeastHeadroom } from '../follow/readings.ts'
import { fetchJudgingRevisions, judgeAgain } from '../follow/run-requests.ts'
import { runViewKey } from '../follow/use-run-live.ts'
import { scopeOf } from '../tables/objective-sources.ts'

interface Props {
  view: RunView
  onClose: () => void
}

export function JudgeDialog(props: Props): ReactElement {
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) props.onClose()
      }}
      title="Judge this run by another revision"
      description="The same measurements against other objectives; no load is sent. Only revisions that ask for the same load of its scenario can judge it."
    >
      <JudgeForm {...props} />
    </Dialog>
  )
}

/** Chooses the revision, judges, and shows what came of it. */
function JudgeForm({ view, onClose }: Props): ReactElement {
  const { run } = view
  const client = useQueryClient()
  const { data, error } = useQuery({
    queryKey: ['runs', run.id, 'revisions'],
    queryFn: () => fetchJudgingRevisions(run.id),
    staleTime: 0,
  })
  const [chosen, setChosen] = useState<number | null>(null)
  const [verdict, setVerdict] = useState<{ revision: number; verdict: RunVerdictView } | null>(null)
  const { busy, problem, attempt } = useAttempt()
  const possible = data ?? []
  const revision = chosen ?? possible[0]?.number ?? run.revision
  const judge = async (): Promise<void> => {
    setVerdict({ revision, verdict: await judgeAgain(run.id, revision) })
    await client.invalidateQueries({ queryKey: runViewKey(run.id) })
  }
  return (
    <>
      <Field
        label="Revision"
        error={problem ?? error?.message ?? null}
        help={
          data && possible.length < 2
            ? 'No other revision asks for this load. Change objectives in the plan and freeze it, then judge by that revision.'
            : undefined
        }
      >
        {(control) => (
          <Select
            {...control}
            value={String(revision)}
            options={possible.map(({ number, note, createdAt }) => ({
              value: String(number),
              label: `${number}${number === run.revision ? ', it ran under this one' : ''}, ${showMoment(createdAt)}${note ? `: ${note}` : ''}`,
            }))}
            onChange={(event) => setChosen(Number(event.target.value))}
          />
        )}
      </Field>
      {verdict ? <Outcome view={view} {...verdict} /> : null}
      <DialogFooter>
        <span className="flex-1" />
        <Button onClick={onClose}>Close</Button>
        <Button kind="primary" busy={busy !== null} disabled={!data} onClick={() => void attempt(judge)}>
          <Scale aria-hidden />
          Judge
        </Button>
      </DialogFooter>
    </>
  )
}

const SHOWN = 6

function Outcome({
  view,
  revision,
  verdict,
}: {
  view: RunView
  revision: number
  verdict: RunVerdictView
}): ReactElement {
  const isInvalid = verdict.validity.status === 'invalid'
  const objectives = byLeastHeadroom(verdict.objectives)
  return (
    <div className="mt-4 rounded-lg border border-edge bg-panel px-4 py-3" role="status">
      <p className="flex items-center gap-2 font-medium">
        <VerdictBadge verdict={isInvalid ? 'invalid' : verdict.verdict} />
        by revision {revision}
      </p>
      <p className="mt-1.5 text-pretty">{verdict.sentence}</p>
      <ul className="mt-2 grid gap-0.5 text-ink-2">
        {objectives.slice(0, SHOWN).map((objective) => (
          <li key={objective.key} className="flex flex-wrap items-center gap-x-2">
            <VerdictBadge verdict={objective.verdict} look="plain" />
            {scopeOf(view, objective)} {objective.metric.replaceAll('_', ' ')}{' '}
            {say(showIn(objective.unit, objective.actual))}, target {say(showIn(objective.unit, objective.target))}
          </li>
        ))}
      </ul>
      {objectives.length > SHOWN ? <p className="mt-1 text-ink-3">and {objectives.length - SHOWN} more</p> : null}
    </div>
  )
}
