'use client'

import { Plus } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { useCycle, useCycleCall } from '#components/cycles/cycle-context.tsx'
import { Button } from '#components/ui/button.tsx'
import { cn } from '#components/ui/class-names.ts'
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx'
import { NothingYet, TitledSheet } from '#components/ui/titled-sheet.tsx'
import { api } from '#lib/api/client.ts'
import type { WaiverView } from '#lib/decisions/schema.ts'
import { sayDay } from '#lib/reports/report-format.ts'
import { WaiveDialog } from './waive-dialog.tsx'

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
      {isOpen ? <WaiveDialog onClose={() => setOpen(false)} /> : null}
    </TitledSheet>
  )
}

function Waiver({ one, mayRevoke }: { one: WaiverView; mayRevoke: boolean }): ReactElement {
  const [isAsking, setAsking] = useState(false)
  const until = sayDay(one.expiresAt)
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
