'use client'

import clsx from 'clsx'
import { Hourglass, Lock, Signature, Undo2 } from 'lucide-react'
import { type FormEvent, type ReactElement, useState } from 'react'
import { useCycle, useCycleCall } from '#components/cycles/cycle-context.tsx'
import { Avatar } from '#components/ui/avatar.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field, Input, Textarea } from '#components/ui/field.tsx'
import { FormEnd } from '#components/ui/form-end.tsx'
import { textOf } from '#components/ui/form-text.ts'
import { NothingYet, TitledSheet } from '#components/ui/titled-sheet.tsx'
import { api } from '#lib/api/client.ts'
import { showMoment } from '#lib/core/moment.ts'
import type { SignOffView } from '#lib/decisions/schema.ts'
import css from './decisions.module.css'

/** Who stands behind the decision. A signature holds while what was signed is what is there. */
export function SignOffsSheet(): ReactElement {
  const cycle = useCycle()
  const { signOffs, signOffRoles, decision, may } = cycle
  const [role, setRole] = useState<string | null>(null)
  const valid = signOffs.filter((one) => one.valid)
  const waiting = signOffRoles.filter(
    (one) => !valid.some((sign) => sameRole(sign.role, one)) && !signOffs.some((sign) => sameRole(sign.role, one)),
  )
  const hasSigned = valid.some(({ isMine }) => isMine)
  const canSign = may.sign && decision !== undefined && !decision.changedSince
  return (
    <TitledSheet
      title="Sign-offs"
      meta={
        signOffs.length > 0 || waiting.length > 0
          ? `${valid.length} of ${new Set([...signOffRoles, ...signOffs.map((one) => one.role)].map((one) => one.toLowerCase())).size}`
          : undefined
      }
      tools={
        canSign ? (
          <Button
            size="sm"
            kind={waiting.length > 0 || !hasSigned ? 'secondary' : 'ghost'}
            onClick={() => setRole(waiting[0] ?? '')}
          >
            <Signature aria-hidden />
            {hasSigned ? 'Sign for another role' : 'Sign'}
          </Button>
        ) : undefined
      }
    >
      {!decision ? <NothingYet>There is something to sign once it is decided.</NothingYet> : null}
      {decision?.changedSince ? (
        <p className="px-4 pt-3 text-xs text-ink-2">
          What was decided on has changed: a lead decides again before anybody can sign.
        </p>
      ) : null}
      <ul>
        {signOffs.map((one) => (
          <SignRow
            key={one.id}
            one={one}
            onSignAgain={canSign && one.isMine && !one.valid ? () => setRole(one.role) : null}
          />
        ))}
        {decision
          ? waiting.map((one) => (
              <li key={one} className={css.sign}>
                <Avatar name={one} />
                <p className="self-center font-[550]">{one}</p>
                <span className="inline-flex items-center gap-1.5 self-center text-xs text-ink-3">
                  <Hourglass aria-hidden className="size-3.5" />
                  Waiting
                </span>
              </li>
            ))
          : null}
      </ul>
      {decision ? (
        <div className="flex items-start gap-2.5 border-t border-line px-4 py-2.5 text-xs text-ink-3">
          <Lock aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          <span className="min-w-0">
            Signed: the revision with its runs and verdicts, the waivers, and decision {decision.sequence}
            <code className="block text-2xs break-all">sha256 {decision.evidenceHash}</code>
          </span>
        </div>
      ) : null}
      {role === null ? null : <SignDialog role={role} onClose={() => setRole(null)} />}
    </TitledSheet>
  )
}

const sameRole = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase()

function SignRow({ one, onSignAgain }: { one: SignOffView; onSignAgain: (() => void) | null }): ReactElement {
  return (
    <li className={clsx(css.sign, !one.valid && css.revoked)} data-signed={one.valid ? 'valid' : 'revoked'}>
      <Avatar name={one.by} />
      <div className="min-w-0">
        <p className="leading-[18px] font-[550] break-words">
          {one.role} <span className="text-xs font-normal text-ink-3">{one.isMine ? 'you' : one.by}</span>
        </p>
        <p className="text-xs text-ink-3">{one.valid ? showMoment(one.at) : <del>signed {showMoment(one.at)}</del>}</p>
        {one.note ? <p className="text-xs text-pretty break-words text-ink-2">{one.note}</p> : null}
      </div>
      {one.valid ? (
        <span className="inline-flex items-center gap-1.5 text-xs font-[550] text-pass">
          <Signature aria-hidden className="size-3.5" />
          Signed
        </span>
      ) : (
        <span className="inline-flex items-center gap-1.5 text-xs font-[550] text-fail">
          <Undo2 aria-hidden className="size-3.5" />
          Revoked
        </span>
      )}
      {one.valid ? null : (
        <div className={clsx(css.signNote, 'text-fail')}>
          <span className="min-w-0 flex-1 basis-40">
            Revoked: {one.revokedBecause ?? 'what was signed has changed'}
          </span>
          {onSignAgain ? (
            <Button size="sm" onClick={onSignAgain}>
              <Signature aria-hidden />
              Sign again
            </Button>
          ) : null}
        </div>
      )}
    </li>
  )
}

interface SignProps {
  role: string
  onClose: () => void
}

function SignDialog({ role, onClose }: SignProps): ReactElement {
  const cycle = useCycle()
  const { busy, problem, attempt } = useCycleCall()
  // What is signed is what was there when the dialog opened, not what came meanwhile.
  const [seen] = useState(cycle.evidenceHash)
  const hasChanged = seen !== cycle.evidenceHash
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const text = textOf(event.currentTarget)
    const note = text('note')
    void attempt(async () => {
      await api.cycles.sign({ id: cycle.id, role: text('role'), evidenceHash: seen, ...(note ? { note } : {}) })
      onClose()
    })
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Sign the decision"
      description="Your name stands for what is decided now. Any change of runs, verdicts, waivers, revision or decision revokes it, visibly."
      className="max-w-[460px]"
    >
      <form onSubmit={submit} className="grid gap-3">
        <Field label="You sign as">
          {(control) => (
            <Input
              {...control}
              name="role"
              required
              autoFocus
              maxLength={120}
              defaultValue={role}
              placeholder="Test lead"
              list="sign-off-roles"
            />
          )}
        </Field>
        <datalist id="sign-off-roles">
          {cycle.signOffRoles.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
        <Field label="Note" note="optional">
          {(control) => <Textarea {...control} name="note" rows={2} maxLength={2000} />}
        </Field>
        <FormEnd problem={hasChanged ? CHANGED : problem} isBusy={busy !== null} onCancel={onClose}>
          <Signature aria-hidden />
          Sign
        </FormEnd>
      </form>
    </Dialog>
  )
}

const CHANGED = 'What you saw has changed meanwhile. Cancel, look at the cycle again, then sign.'
