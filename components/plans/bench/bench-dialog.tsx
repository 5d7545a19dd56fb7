'use client'

import { Gauge, RotateCcw, Square } from 'lucide-react'
import { type ReactElement, useEffect, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx'
import { useDraft, useDraftWork, useSnapshot } from '../draft/draft-context.tsx'
import { BenchForm } from './bench-form.tsx'
import { BenchOutcome } from './bench-outcome.tsx'
import { BenchProgress } from './bench-progress.tsx'
import { FIRST_TYPED, readAsk } from './read-ask.ts'
import { isUnfinished, useBench } from './use-bench.ts'

interface Props {
  planId: string
  operation: string
  environment: string
  onClose: () => void
}

/** How fast one operation is, in a minute at most: asked, followed, read. Nothing of it is kept with the plan. */
export function BenchDialog({ planId, operation, environment: chosen, onClose }: Props): ReactElement {
  const { store } = useDraftWork()
  const found = useDraft((draft) => draft.operations?.find(({ key }) => key === operation))
  const isSaved = useSnapshot(({ save }) => save.kind === 'saved')
  const [typed, setTyped] = useState(FIRST_TYPED)
  const [environment, setEnvironment] = useState(chosen)
  const bench = useBench()
  const { job } = bench
  const reading = readAsk(typed)

  // What is sent is what the server has.
  useEffect(() => {
    if (!isSaved) store.flush()
  }, [isSaved, store])

  const begin = (): void => {
    if (reading.ok) void bench.start({ id: planId, operation, ...(environment ? { environment } : {}), ...reading.ask })
  }
  const call = `${found?.request?.method || 'GET'} ${found?.request?.path || '/'}`
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`Quick bench of ${found?.name || operation}`}
      description={<code className="block truncate">{job ? `${call} on ${job.environment.name}` : call}</code>}
      className="max-w-[620px]"
    >
      <div className="-mx-5 min-h-0 overflow-y-auto border-y border-line" aria-live="polite">
        {job === null ? (
          <BenchForm
            typed={typed}
            onTyped={setTyped}
            problems={reading.ok ? {} : reading.problems}
            environment={environment}
            onEnvironment={setEnvironment}
          />
        ) : isUnfinished(job) ? (
          <BenchProgress job={job} />
        ) : (
          <BenchOutcome job={job} />
        )}
      </div>
      {bench.problem ? (
        <p role="alert" className="mt-3 break-words text-fail">
          {bench.problem}
        </p>
      ) : null}
      <DialogFooter>
        <span className="flex-1 text-xs text-ink-2">{footNote(job !== null, isUnfinished(job))}</span>
        {job === null ? (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button kind="primary" busy={bench.isStarting} disabled={!reading.ok || !isSaved} onClick={begin}>
              {bench.isStarting ? null : <Gauge aria-hidden />}
              Start
            </Button>
          </>
        ) : isUnfinished(job) ? (
          <Button kind="danger" disabled={job.stopRequested} onClick={() => void bench.stop()}>
            <Square aria-hidden />
            {job.stopRequested ? 'Stopping' : 'Stop'}
          </Button>
        ) : (
          <>
            <Button onClick={bench.putAway}>
              <RotateCcw aria-hidden />
              Once more
            </Button>
            <Button kind="primary" onClick={onClose}>
              Done
            </Button>
          </>
        )}
      </DialogFooter>
    </Dialog>
  )
}

function footNote(hasJob: boolean, isUnderWay: boolean): string {
  if (!hasJob) return 'At most 60 s or 100,000 requests; judged by nothing'
  return isUnderWay ? 'Closing this stops it' : 'Not a run: gone after a day'
}
