'use client'

import { Plus } from 'lucide-react'
import { type FormEvent, type ReactElement, useState } from 'react'
import { useCycle, useCycleCall } from '#components/cycles/cycle-context.tsx'
import { Button } from '#components/ui/button.tsx'
import { cn } from '#components/ui/class-names.ts'
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field, Input, Textarea } from '#components/ui/field.tsx'
import { FormEnd } from '#components/ui/form-end.tsx'
import { textOf } from '#components/ui/form-text.ts'
import { Select } from '#components/ui/select.tsx'
import { NothingYet, TitledSheet } from '#components/ui/titled-sheet.tsx'
import { api } from '#lib/api/client.ts'
import type { WaiverView } from '#lib/decisions/schema.ts'
import { waivable } from './waivable.ts'

/** Breaches that were accepted: what, who stands for it, why, until when. */
export function WaiversSheet(): ReactElement {
  const { waivers, may } = useCycle()
  const [isOpen, setOpen] = useState(false)
  return (
    <TitledSheet
      title="Waivers"
      meta={waivers.filter(({ state }) => state === 'holds').length || undefined}
      tools={
        may.decide ? (
          <Button size="sm" kind="ghost" onClick={() => setOpen(true)}>
            <Plus aria-hidden />
            Waive
          </Button>
        ) : undefined
      }
    >
      {waivers.length === 0 ? (
        <NothingYet>Nothing is waived. A lead can accept a breach, with an owner, a reason and an expiry.</NothingYet>
      ) : (
        <ul>
          {waivers.map((one) => (
            <Waiver key={one.id} one={one} mayRevoke={may.decide && one.state === 'holds'} />
          ))}
        </ul>
      )}
      <WaiveDialog open={isOpen} onClose={() => setOpen(false)} />
    </TitledSheet>
  )
}

function Waiver({ one, mayRevoke }: { one: WaiverView; mayRevoke: boolean }): ReactElement {
  const [isAsking, setAsking] = useState(false)
  const until = one.expiresAt.slice(0, 10)
  const state = {
    holds: `expires ${until}`,
    lapsed: `lapsed ${until}`,
    revoked: `revoked by ${one.revokedBy ?? 'somebody'}`,
  }[one.state]
  return (
    <li className="grid grid-cols-[6px_minmax(0,1fr)] gap-3 border-b border-[color-mix(in_oklab,var(--line)_62%,transparent)] px-4 py-[11px] last:border-b-0">
      <span
        aria-hidden
        className="hatched-quiet rounded-[2px] bg-inconclusive-soft shadow-[inset_0_0_0_1px_var(--inconclusive-line)]"
      />
      <div className={cn('min-w-0', one.state !== 'holds' && 'text-ink-3')}>
        <p>
          <b className={cn('font-[550]', one.state !== 'holds' && 'line-through')}>{one.label || one.objective}</b>
        </p>
        <p className="text-pretty break-words">{one.reason}</p>
        <div className="flex items-center gap-2 text-xs text-ink-3">
          <span className="min-w-0 flex-1">
            {one.owner}, <span className={one.state === 'lapsed' ? 'text-fail' : undefined}>{state}</span>
          </span>
          {mayRevoke ? (
            <Button
              size="sm"
              kind="ghost"
              aria-label={`Revoke the waiver of ${one.label || one.objective}`}
              onClick={() => setAsking(true)}
            >
              Revoke…
            </Button>
          ) : null}
        </div>
      </div>
      {isAsking ? <RevokeDialog one={one} onClose={() => setAsking(false)} /> : null}
    </li>
  )
}

function RevokeDialog({ one, onClose }: { one: WaiverView; onClose: () => void }): ReactElement {
  const { id } = useCycle()
  const { busy, problem, attempt } = useCycleCall()
  return (
    <ConfirmDialog
      title={`Revoke the waiver of ${one.label || one.objective}?`}
      description="The breach counts again from now on, and every signature is revoked. It stays listed as revoked; to accept the breach again, waive it anew."
      does="Revoke the waiver"
      keeps="Let it hold"
      busy={busy}
      problem={problem}
      onClose={onClose}
      onConfirm={() =>
        void attempt(async () => {
          await api.cycles.revokeWaiver({ id, waiver: one.id })
          onClose()
        })
      }
    />
  )
}

function WaiveDialog({ open, onClose }: { open: boolean; onClose: () => void }): ReactElement {
  const cycle = useCycle()
  const { busy, problem, attempt } = useCycleCall()
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const text = textOf(event.currentTarget)
    void attempt(async () => {
      await api.cycles.waive({
        id: cycle.id,
        objective: text('objective'),
        owner: text('owner'),
        reason: text('reason'),
        expiresAt: `${text('expires')}T23:59:59Z`,
      })
      onClose()
    })
  }
  return (
    <Dialog
      open={open}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="Waive an objective"
      description="The breach is accepted until the day you name; then it counts again. Every signature is revoked."
      className="max-w-[480px]"
    >
      {open ? (
        <form onSubmit={submit} className="grid gap-3">
          <Field label="What is waived">
            {(control) => <Select {...control} name="objective" required options={waivable(cycle)} />}
          </Field>
          <div className="grid grid-cols-[minmax(0,1fr)_150px] gap-3">
            <Field label="Owner">
              {(control) => (
                <Input {...control} name="owner" required autoFocus maxLength={200} placeholder="Product owner" />
              )}
            </Field>
            <Field label="Expires" help="Holds to the end of that day, UTC">
              {(control) => <Input {...control} name="expires" type="date" required min={today()} />}
            </Field>
          </div>
          <Field label="Reason">
            {(control) => (
              <Textarea
                {...control}
                name="reason"
                required
                rows={3}
                maxLength={5000}
                placeholder="Fixed in 2.4.1, due next week"
              />
            )}
          </Field>
          <FormEnd problem={problem} isBusy={busy !== null} onCancel={onClose}>
            Waive
          </FormEnd>
        </form>
      ) : null}
    </Dialog>
  )
}

const today = (): string => new Date().toISOString().slice(0, 10)
