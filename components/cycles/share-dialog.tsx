'use client'

import { Copy, Link2 } from 'lucide-react'
import { type FormEvent, type ReactElement, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx'
import { copyText } from '#components/ui/copy-text.ts'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field, Input } from '#components/ui/field.tsx'
import { Problem } from '#components/ui/problem.tsx'
import { Select } from '#components/ui/select.tsx'
import { api } from '#lib/api/client.ts'
import { showMoment } from '#lib/core/moment.ts'
import type { ShareLink } from '#lib/cycles/schema.ts'
import { useCycle, useCycleCall } from './cycle-context.tsx'

const DAY_MS = 86_400_000
const SPANS = [
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
]

/** Read-only links to the report: made, shown once, revoked. */
export function ShareDialog({ onClose }: { onClose: () => void }): ReactElement {
  const cycle = useCycle()
  const { busy, problem, attempt } = useCycleCall()
  const [address, setAddress] = useState<string | null>(null)
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const days = Number(new FormData(event.currentTarget).get('days'))
    void attempt(async () => {
      const { path } = await api.cycles.share({
        id: cycle.id,
        expiresAt: new Date(Date.now() + days * DAY_MS).toISOString(),
      })
      setAddress(new URL(path, window.location.origin).href)
    })
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Share the report"
      description="Who has the link reads this one report, without an account, and nothing else."
    >
      {address ? (
        <div className="grid gap-2 rounded-md border border-accent-line bg-accent-soft px-3 py-2.5">
          <Field label="The link; it is shown only now">
            {(control) => (
              <Input {...control} readOnly mono value={address} onFocus={(event) => event.target.select()} />
            )}
          </Field>
          <Button size="sm" className="justify-self-start" onClick={() => void copyText(address, 'The link is copied')}>
            <Copy aria-hidden />
            Copy link
          </Button>
        </div>
      ) : (
        <form onSubmit={submit} className="flex items-end gap-2">
          <Field label="It ends after" className="w-36">
            {(control) => <Select {...control} name="days" defaultValue="30" options={SPANS} />}
          </Field>
          <Button kind="primary" type="submit" busy={busy !== null}>
            <Link2 aria-hidden />
            Create link
          </Button>
        </form>
      )}
      <Problem>{problem}</Problem>
      {cycle.shareLinks.length > 0 ? (
        <ul className="mt-4 max-h-56 overflow-y-auto rounded-md border border-line">
          {cycle.shareLinks.map((one) => (
            <LinkRow key={one.id} one={one} />
          ))}
        </ul>
      ) : null}
    </Dialog>
  )
}

function LinkRow({ one }: { one: ShareLink }): ReactElement {
  const cycle = useCycle()
  const { busy, problem, attempt } = useCycleCall()
  const [isAsking, setAsking] = useState(false)
  const state = {
    open: `ends ${showMoment(one.expiresAt)}`,
    expired: `expired ${showMoment(one.expiresAt)}`,
    revoked: `revoked ${one.revokedAt ? showMoment(one.revokedAt) : ''}`,
  }[one.state]
  return (
    <li className="flex flex-wrap items-center gap-x-3 border-t border-line px-3 py-1.5 text-xs first:border-t-0">
      <code>{one.prefix}…</code>
      <span className="min-w-0 flex-1 basis-52 text-ink-3">
        {state}; by {one.createdBy}, {showMoment(one.createdAt)}; {sayViews(one)}
      </span>
      {one.state === 'open' ? (
        <Button size="sm" kind="ghost" aria-label={`Revoke link ${one.prefix}`} onClick={() => setAsking(true)}>
          Revoke…
        </Button>
      ) : null}
      {isAsking ? (
        <ConfirmDialog
          title={`Revoke the link ${one.prefix}…?`}
          description="Who has it reads the report no more, from now on. It cannot be brought back; you can create another."
          does="Revoke the link"
          keeps="Keep it"
          busy={busy}
          problem={problem}
          onClose={() => setAsking(false)}
          onConfirm={() =>
            void attempt(async () => {
              await api.cycles.revokeShareLink({ id: cycle.id, link: one.id })
              setAsking(false)
            })
          }
        />
      ) : null}
    </li>
  )
}

function sayViews({ views, lastViewedAt }: ShareLink): string {
  if (views === 0) return 'not read yet'
  const last = lastViewedAt ? `, last ${showMoment(lastViewedAt)}` : ''
  return views === 1 ? `read once${last}` : `read ${views} times${last}`
}
