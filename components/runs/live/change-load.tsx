'use client'

import { SlidersHorizontal } from 'lucide-react'
import { type FormEvent, type ReactElement, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx'
import { Field, Input } from '#components/ui/field.tsx'
import { useAttempt } from '#components/ui/use-attempt.ts'
import type { RunView } from '#lib/runs/schema.ts'
import { levelOf } from './typed-level.ts'

interface Props {
  view: RunView
  /** Users, or requests per second; null = as planned again. */
  onChange: (level: number | null) => Promise<void>
}

/** Another load than the plan asks for, at once. It is marked on the timeline, and the run says that it left its plan. */
export function ChangeLoad({ view, onChange }: Props): ReactElement {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button size="sm" disabled={view.run.state !== 'running'} onClick={() => setOpen(true)}>
        <SlidersHorizontal aria-hidden />
        Change load
      </Button>
      <Dialog
        open={isOpen}
        onOpenChange={setOpen}
        title="Change the load"
        description="It takes effect within 2 seconds and holds until the end. The timeline marks it, and the run says that it left its plan."
        className="max-w-[460px]"
      >
        {isOpen ? <LevelForm view={view} onChange={onChange} onDone={() => setOpen(false)} /> : null}
      </Dialog>
    </>
  )
}

function LevelForm({ view, onChange, onDone }: Props & { onDone: () => void }): ReactElement {
  const [text, setText] = useState('')
  const { busy, problem, setProblem, attempt } = useAttempt()
  const isRate = view.model === 'rate'
  const change = (what: 'level' | 'plan', level: number | null): Promise<void> =>
    attempt(() => onChange(level).then(onDone), what)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const level = levelOf(text)
    if (level === null)
      setProblem(isRate ? 'Write arrivals per second, for example 300' : 'Write users, for example 150')
    else void change('level', level)
  }
  return (
    <form onSubmit={submit}>
      <Field label={isRate ? 'Arrivals per second' : 'Users'} error={problem}>
        {(control) => (
          <Input
            {...control}
            mono
            autoFocus
            inputMode="decimal"
            placeholder={isRate ? '300' : '150'}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <DialogFooter>
        <Button busy={busy === 'plan'} onClick={() => void change('plan', null)}>
          Back to the plan
        </Button>
        <span className="flex-1" />
        <Button onClick={onDone}>Cancel</Button>
        <Button kind="primary" type="submit" busy={busy === 'level'}>
          Change load
        </Button>
      </DialogFooter>
    </form>
  )
}
