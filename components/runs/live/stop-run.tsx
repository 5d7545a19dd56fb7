'use client'

import { Square } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx'
import { useAttempt } from '#components/ui/use-attempt.ts'
import { showClock } from '#lib/core/number-format.ts'
import type { RunView } from '#lib/runs/schema.ts'

interface Props {
  view: RunView
  elapsedSeconds: number
  onStop: () => Promise<void>
}

/** Stop asks once, and names what follows. */
export function StopRun({ view, elapsedSeconds, onStop }: Props): ReactElement {
  const [isOpen, setOpen] = useState(false)
  const { busy, problem, attempt } = useAttempt()
  const isStopping = view.run.state === 'stopping' || view.run.stopRequested !== null
  const stop = async (): Promise<void> => {
    await onStop()
    setOpen(false)
  }
  return (
    <>
      <Button kind="danger" size="sm" disabled={isStopping} onClick={() => setOpen(true)}>
        <Square aria-hidden />
        {isStopping ? 'Stopping' : 'Stop run'}
      </Button>
      <Dialog open={isOpen} onOpenChange={setOpen} title="Stop this run?" className="max-w-[460px]">
        <p className="text-pretty">
          No new request leaves after 2 seconds.{' '}
          {elapsedSeconds >= 1 ? `${showClock(elapsedSeconds)} of results stay. ` : ''}
          Objectives whose window was not reached by then end <b>inconclusive</b>.
        </p>
        {problem ? (
          <p role="alert" className="mt-2.5 text-fail">
            {problem}
          </p>
        ) : null}
        <DialogFooter>
          <span className="flex-1" />
          <Button onClick={() => setOpen(false)}>Keep running</Button>
          <Button kind="danger-solid" busy={busy !== null} onClick={() => void attempt(stop)}>
            <Square aria-hidden />
            Stop run
          </Button>
        </DialogFooter>
      </Dialog>
    </>
  )
}
