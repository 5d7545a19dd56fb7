'use client'

import { OctagonX, Play } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type FormEvent, type ReactElement, useState } from 'react'
import { Banner } from '#components/ui/banner.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx'
import { Field, Input } from '#components/ui/field.tsx'
import { api, apiProblem } from '#lib/api/client.ts'
import type { LoadBlockView } from '#lib/runs/schema.ts'

/** Stops every run of every worker, and lets none begin until it is lifted. */
export function KillSwitch({ block }: { block: LoadBlockView }): ReactElement {
  const router = useRouter()
  const [isOpen, setOpen] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const carryOut = async (call: () => Promise<unknown>): Promise<void> => {
    setBusy(true)
    setProblem(null)
    try {
      await call()
      setOpen(false)
      router.refresh()
    } catch (thrown) {
      setProblem(apiProblem(thrown).message)
    } finally {
      setBusy(false)
    }
  }
  if (block.stopped) {
    return (
      <Banner
        tone="fail"
        icon={OctagonX}
        title="All load is stopped"
        action={
          <Button busy={isBusy} onClick={() => void carryOut(() => api.workers.liftStop())}>
            <Play aria-hidden />
            Allow load again
          </Button>
        }
      >
        {problem ??
          `${block.by} stopped it${block.since ? ` on ${whenOf(block.since)}` : ''}: ${block.reason}. No run can be started.`}
      </Banner>
    )
  }
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const reason = String(new FormData(event.currentTarget).get('reason')).trim()
    void carryOut(() => api.workers.stopAll({ reason }))
  }
  return (
    <>
      <div className="sheet flex flex-wrap items-center gap-3 px-4 py-3">
        <p className="min-w-0 flex-1 basis-72 text-ink-2">
          In an emergency, one switch ends every run on every worker within 2 seconds and blocks new ones until it is
          lifted.
        </p>
        <Button kind="danger" onClick={() => setOpen(true)}>
          <OctagonX aria-hidden />
          Stop all load
        </Button>
      </div>
      <Dialog open={isOpen} onOpenChange={setOpen} title="Stop all load?" className="max-w-[460px]">
        <form onSubmit={submit}>
          <p className="mb-3 text-pretty">
            Every run in every project ends as <b>aborted</b>; what it measured stays. No run can be started until
            somebody allows load again.
          </p>
          <Field label="Reason" help="Everybody whose run ends reads it." error={problem}>
            {(control) => (
              <Input {...control} name="reason" required autoFocus placeholder="The payment provider asked us to" />
            )}
          </Field>
          <DialogFooter>
            <span className="flex-1" />
            <Button onClick={() => setOpen(false)}>Keep running</Button>
            <Button kind="danger-solid" type="submit" busy={isBusy}>
              <OctagonX aria-hidden />
              Stop all load
            </Button>
          </DialogFooter>
        </form>
      </Dialog>
    </>
  )
}

/** `21 Nov 14:05 UTC` */
function whenOf(iso: string): string {
  const day = new Date(iso).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })
  return `${day} ${iso.slice(11, 16)} UTC`
}
