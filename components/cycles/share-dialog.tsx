'use client'

import { Copy, Link2 } from 'lucide-react'
import { type FormEvent, type ReactElement, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field, Input } from '#components/ui/field.tsx'
import { notify } from '#components/ui/notify.ts'
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
          <Button
            size="sm"
            className="justify-self-start"
            onClick={() =>
              void navigator.clipboard.writeText(address).then(() => notify('The link is copied', {}, 'success'))
            }
          >
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
      {problem ? (
        <p role="alert" className="mt-2 text-xs text-fail">
          {problem}
        </p>
      ) : null}
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
  const state = { open: `ends ${showMoment(one.expiresAt)}`, expired: 'expired', revoked: 'revoked' }[one.state]
  return (
    <li className="flex items-center gap-3 border-t border-line px-3 py-1.5 text-xs first:border-t-0">
      <code>{one.prefix}…</code>
      <span className="min-w-0 flex-1 text-ink-3">
        {problem ?? `${state}; by ${one.createdBy}; ${one.views === 1 ? 'read once' : `read ${one.views} times`}`}
      </span>
      {one.state === 'open' ? (
        <Button
          size="sm"
          kind="ghost"
          busy={busy !== null}
          aria-label={`Revoke link ${one.prefix}`}
          onClick={() => void attempt(() => api.cycles.revokeShareLink({ id: cycle.id, link: one.id }))}
        >
          Revoke
        </Button>
      ) : null}
    </li>
  )
}
