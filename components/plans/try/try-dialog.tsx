'use client'

import { RotateCcw, Send } from 'lucide-react'
import { type ReactElement, useEffect, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx'
import { Select } from '#components/ui/select.tsx'
import { useDraft, useDraftWork, useSnapshot } from '../draft/draft-context.tsx'
import { TryOutcome } from './try-outcome.tsx'
import { useTry } from './use-try.ts'

interface Props {
  planId: string
  operation: string
  environment: string
  onClose: () => void
}

const NONE: readonly { key: string; name?: string | undefined; baseUrl?: string | undefined }[] = []

/** One request, sent by a worker as a run sends it, and all that came back. Nothing of it is kept with the plan. */
export function TryDialog({ planId, operation, environment: chosen, onClose }: Props): ReactElement {
  const { store } = useDraftWork()
  const found = useDraft((draft) => draft.operations?.find(({ key }) => key === operation))
  const environments = useDraft((draft) => draft.environments ?? NONE)
  const isSaved = useSnapshot(({ save }) => save.kind === 'saved')
  const [environment, setEnvironment] = useState(chosen || environments[0]?.key || '')
  const { job, isUnderWay, problem, send } = useTry()

  // What is sent is what the server has.
  useEffect(() => {
    if (!isSaved) store.flush()
  }, [isSaved, store])

  const go = (): void => void send({ id: planId, operation, ...(environment ? { environment } : {}) })
  const call = `${found?.request?.method || 'GET'} ${found?.request?.path || '/'}`
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`Try ${found?.name || operation}`}
      description={<code className="block truncate">{call}</code>}
      className="max-w-[860px]"
    >
      <div className="-mx-5 min-h-0 overflow-y-auto border-y border-line" aria-live="polite">
        {job ? (
          <TryOutcome key={job.id} job={job} />
        ) : (
          <p className="px-5 py-4 text-ink-2">
            {isUnderWay
              ? 'A worker is taking it.'
              : 'One request, for real. Set-up goes first, each operation once, and whatever gives this one a value it takes.'}
          </p>
        )}
      </div>
      {problem ? (
        <p role="alert" className="mt-3 max-h-40 overflow-y-auto break-words text-fail">
          {problem}
        </p>
      ) : null}
      <DialogFooter>
        <span className="w-50 max-[480px]:w-full">
          <Select
            aria-label="Environment"
            value={environment}
            options={environments.map(({ key, name }) => ({ value: key, label: name || key }))}
            onChange={({ target }) => setEnvironment(target.value)}
          />
        </span>
        <span className="flex-1 text-xs text-ink-2 max-[480px]:sr-only">
          15 s at most; kept for a day, outside of every result
        </span>
        <Button onClick={onClose}>Done</Button>
        <Button kind="primary" busy={isUnderWay} disabled={!isSaved || environment === ''} onClick={go}>
          {isUnderWay ? null : job ? <RotateCcw aria-hidden /> : <Send aria-hidden />}
          {isUnderWay ? 'On its way' : job ? 'Send again' : 'Send'}
        </Button>
      </DialogFooter>
    </Dialog>
  )
}
