'use client'

import { useQuery } from '@tanstack/react-query'
import { type FormEvent, type ReactElement, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Select } from '#components/ui/select.tsx'
import { api, apiProblem, query } from '#lib/api/client.ts'
import { useCycle, useCycleCall } from './cycle-context.tsx'

interface Moved {
  revision: { number: number }
  judged: string[]
  stale: string[]
  revokedSignOffs: number
}

/** Runs of the same load are judged again without a new run; the others become stale; what was signed falls. */
export function MoveDialog({ onClose }: { onClose: () => void }): ReactElement {
  const cycle = useCycle()
  const { busy, problem, attempt } = useCycleCall()
  const { data, error } = useQuery(query.plans.revisions.queryOptions({ input: { id: cycle.plan.id } }))
  const [moved, setMoved] = useState<Moved | null>(null)
  const options = [
    ...(cycle.planChangedSince?.isDraftChanged
      ? [{ value: 'latest', label: 'The plan as it is now (frozen as a new revision)' }]
      : []),
    ...(data?.items ?? [])
      .filter(({ number }) => number !== cycle.revision.number)
      .map(({ number, note }) => ({ value: String(number), label: `Revision ${number}${note ? `: ${note}` : ''}` })),
  ]
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const chosen = String(new FormData(event.currentTarget).get('revision'))
    void attempt(async () => {
      const revision = chosen === 'latest' ? chosen : Number(chosen)
      const { moved: what } = await api.cycles.update({ id: cycle.id, revision })
      setMoved(what)
    })
  }
  if (moved) return <MovedDialog moved={moved} onClose={onClose} />
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Move the cycle to another revision"
      description="Runs under the same load are judged again by its objectives, without a new run. Runs under another load become stale. Every signature is revoked."
      className="max-w-[500px]"
    >
      <form onSubmit={submit}>
        {data && options.length === 0 ? (
          <p className="text-ink-2">
            The plan has no other revision, and its draft says what revision {cycle.revision.number} says. Edit the plan
            first.
          </p>
        ) : (
          <Field label="Revision" error={problem ?? (error && apiProblem(error).message)}>
            {(control) => <Select {...control} name="revision" required autoFocus options={options} />}
          </Field>
        )}
        <DialogFooter>
          <span className="flex-1" />
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" busy={busy !== null} disabled={options.length === 0}>
            Move
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}

function MovedDialog({ moved, onClose }: { moved: Moved; onClose: () => void }): ReactElement {
  const { revision, judged, stale, revokedSignOffs } = moved
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`The cycle is on revision ${revision.number}`}
      className="max-w-[460px]"
    >
      <ul className="grid list-disc gap-1 pl-5">
        <li>{judged.length > 0 ? `Judged again: ${judged.join(', ')}` : 'No run is judged again'}</li>
        <li>{stale.length > 0 ? `Stale, of another load: ${stale.join(', ')}` : 'No run became stale'}</li>
        <li>
          {revokedSignOffs === 0
            ? 'No signature was there to be revoked'
            : revokedSignOffs === 1
              ? '1 signature is revoked'
              : `${revokedSignOffs} signatures are revoked`}
        </li>
      </ul>
      <DialogFooter>
        <span className="flex-1" />
        <Button kind="primary" onClick={onClose}>
          Go on
        </Button>
      </DialogFooter>
    </Dialog>
  )
}
