'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { History, Snowflake } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { cn } from '#components/ui/class-names.ts'
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx'
import { Field, Input } from '#components/ui/field.tsx'
import { notify } from '#components/ui/notify.ts'
import { Select } from '#components/ui/select.tsx'
import { api, apiProblem } from '#lib/api/client.ts'
import type { RevisionView } from '#lib/plans/schema.ts'
import { useDraftWork, useSnapshot } from '../draft/draft-context.tsx'
import { ChangeList } from './change-list.tsx'

interface Props {
  planId: string
  open: boolean
  onOpenChange: (open: boolean) => void
  canFreeze: boolean
}

const NONE: readonly RevisionView[] = []

/** Every revision that was frozen: who, when and why, what it changed, and the way back to it. */
export function RevisionsDialog({ planId, open, onOpenChange, canFreeze }: Props): ReactElement {
  const { data, isPending } = useQuery({
    queryKey: ['plan-revisions', planId],
    queryFn: () => api.plans.revisions({ id: planId, limit: 100 }),
  })
  const revisions = data?.items ?? NONE
  const [chosen, setChosen] = useState<number | null>(null)
  const number = chosen ?? revisions[0]?.number ?? null
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Revisions"
      description="What runs were judged against. A revision never changes; restoring one makes it the draft again."
      className="max-w-[920px]"
    >
      {revisions.length === 0 ? (
        <p className="py-6 text-center text-ink-3">
          {isPending
            ? 'Reading the revisions…'
            : 'None yet. Starting a run freezes the draft as revision 1, or freeze it here.'}
        </p>
      ) : (
        <div className="grid min-h-0 flex-1 grid-cols-[240px_minmax(0,1fr)] gap-5 overflow-hidden max-[720px]:grid-cols-1 max-[720px]:overflow-y-auto">
          <ul aria-label="Revisions" className="min-h-0 overflow-y-auto max-[720px]:max-h-44">
            {revisions.map((revision) => (
              <li key={revision.id}>
                <RevisionButton
                  revision={revision}
                  isChosen={revision.number === number}
                  onChoose={() => setChosen(revision.number)}
                />
              </li>
            ))}
          </ul>
          {number === null ? null : (
            <Comparison
              key={number}
              planId={planId}
              number={number}
              revisions={revisions}
              onDone={() => onOpenChange(false)}
            />
          )}
        </div>
      )}
      {canFreeze ? <Freeze planId={planId} /> : null}
    </Dialog>
  )
}

interface ButtonProps {
  revision: RevisionView
  isChosen: boolean
  onChoose: () => void
}

function RevisionButton({ revision, isChosen, onChoose }: ButtonProps): ReactElement {
  const at = new Date(revision.createdAt).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={onChoose}
      className={cn('grid w-full gap-0.5 rounded-md px-2.5 py-2 text-left hover:bg-hover', isChosen && 'bg-n-200')}
    >
      <span className="font-medium">Revision {revision.number}</span>
      <span className="text-2xs text-ink-3">
        {revision.by}, {at}
      </span>
      {revision.note ? <span className="text-xs break-words text-ink-2">{revision.note}</span> : null}
    </button>
  )
}

interface ComparisonProps {
  planId: string
  number: number
  revisions: readonly RevisionView[]
  onDone: () => void
}

function Comparison({ planId, number, revisions, onDone }: ComparisonProps): ReactElement {
  const { canEdit } = useDraftWork()
  const version = useSnapshot((snapshot) => snapshot.version)
  const [other, setOther] = useState('draft')
  const { data } = useQuery({
    queryKey: ['plan-diff', planId, number, other, version],
    queryFn: () => api.plans.diff({ id: planId, n: number, with: other === 'draft' ? 'draft' : Number(other) }),
  })
  const options = [
    { value: 'draft', label: 'the draft as it is now' },
    ...revisions
      .filter((one) => one.number !== number)
      .map((one) => ({ value: String(one.number), label: `revision ${one.number}` })),
  ]
  const changes = data?.changes
  return (
    <section aria-label={`Revision ${number} compared`} className="flex min-h-0 min-w-0 flex-col">
      <div className="mb-2 flex flex-wrap items-center gap-2">
        <span className="text-xs text-ink-2">From revision {number} to</span>
        <span className="w-48">
          <Select
            aria-label="Compare with"
            value={other}
            options={options}
            onChange={(event) => setOther(event.target.value)}
          />
        </span>
        <span className="flex-1" />
        {canEdit ? <Restore planId={planId} number={number} onDone={onDone} /> : null}
      </div>
      <div className="min-h-40 overflow-y-auto rounded-md border border-line">
        {changes === undefined ? (
          <p className="p-3 text-xs text-ink-3">Comparing…</p>
        ) : changes.length === 0 ? (
          <p className="p-3 text-xs text-ink-2">They are the same.</p>
        ) : (
          <ChangeList changes={changes} />
        )}
      </div>
    </section>
  )
}

function Restore({ planId, number, onDone }: { planId: string; number: number; onDone: () => void }): ReactElement {
  const { store } = useDraftWork()
  const save = useSnapshot((snapshot) => snapshot.save.kind)
  const version = useSnapshot((snapshot) => snapshot.version)
  const [busy, setBusy] = useState(false)
  const restore = async (): Promise<void> => {
    setBusy(true)
    try {
      const { version: next, savedAt, draft } = await api.plans.restore({ id: planId, n: number, version })
      if (draft) store.replace({ version: next, draft, savedAt })
      notify(`Revision ${number} is the draft again`, {}, 'success')
      onDone()
    } catch (thrown) {
      notify('Nothing was restored', { description: apiProblem(thrown).message }, 'error')
      setBusy(false)
    }
  }
  return (
    <Button size="sm" busy={busy} disabled={save !== 'saved'} onClick={() => void restore()}>
      <History aria-hidden />
      Restore as draft
    </Button>
  )
}

function Freeze({ planId }: { planId: string }): ReactElement {
  const cache = useQueryClient()
  const save = useSnapshot((snapshot) => snapshot.save.kind)
  const [note, setNote] = useState('')
  const [busy, setBusy] = useState(false)
  const freeze = async (): Promise<void> => {
    setBusy(true)
    try {
      const { number } = await api.plans.freeze({ id: planId, ...(note.trim() ? { note: note.trim() } : {}) })
      await cache.invalidateQueries({ queryKey: ['plan-revisions', planId] })
      notify(`Revision ${number} holds the draft as it is now`, {}, 'success')
      setNote('')
    } catch (thrown) {
      notify('Nothing was frozen', { description: apiProblem(thrown).message }, 'error')
    }
    setBusy(false)
  }
  return (
    <DialogFooter>
      <Field label="Note of a new revision" hideLabel className="min-w-48 flex-1">
        {(control) => (
          <Input
            {...control}
            value={note}
            placeholder="What changed and why"
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      <Button busy={busy} disabled={save !== 'saved'} onClick={() => void freeze()}>
        <Snowflake aria-hidden />
        Freeze the draft
      </Button>
    </DialogFooter>
  )
}
