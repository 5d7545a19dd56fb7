'use client'

import { useQuery } from '@tanstack/react-query'
import { Play } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type ReactElement, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx'
import { showClock, showCount } from '#lib/core/number-format.ts'
import type { Preflight } from '#lib/runs/preflight-schema.ts'
import type { RunView } from '#lib/runs/schema.ts'
import { fetchPreflight, startRun } from '../follow/run-requests.ts'

interface Props {
  run: RunView['run']
  onClose: () => void
}

/** Says what starting once more will do, and does it. */
export function RunAgainDialog({ run, onClose }: Props): ReactElement {
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose()
      }}
      title={`Run ${run.scenario.name} again?`}
      className="max-w-[460px]"
    >
      <Question run={run} onClose={onClose} />
    </Dialog>
  )
}

function Question({ run, onClose }: Props): ReactElement {
  const router = useRouter()
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const { data, error } = useQuery({
    queryKey: ['preflight', run.planId, run.scenario.key, run.environment.key],
    queryFn: () => fetchPreflight(run.planId, run.scenario.key, run.environment.key),
    staleTime: 0,
    retry: false,
  })
  const start = async (): Promise<void> => {
    setBusy(true)
    setFailure(null)
    try {
      const { id } = await startRun(run.planId, run.scenario.key, run.environment.key)
      router.push(`/runs/${id}`)
    } catch (thrown) {
      setBusy(false)
      setFailure(thrown instanceof Error ? thrown.message : 'The run was not started. Try again.')
    }
  }
  const problem = failure ?? error?.message ?? null
  return (
    <>
      <p className="text-pretty">{data ? whatItDoes(data) : 'Looking at the plan as it stands now.'}</p>
      {data && data.problems.length > 0 ? (
        <ul className="mt-2.5 grid gap-1 text-fail" role="alert">
          {data.problems.map(({ code, message }) => (
            <li key={code + message}>{message}</li>
          ))}
        </ul>
      ) : null}
      {problem ? (
        <p role="alert" className="mt-2.5 text-fail">
          {problem}
        </p>
      ) : null}
      <DialogFooter>
        <span className="flex-1" />
        <Button onClick={onClose}>Cancel</Button>
        <Button kind="primary" busy={isBusy} disabled={!data?.ok} onClick={() => void start()}>
          <Play aria-hidden />
          Start run
        </Button>
      </DialogFooter>
    </>
  )
}

export function whatItDoes({ baseUrl, durationMs, expectedRequests, objectives }: Preflight): string {
  const load = [
    durationMs === null ? null : `for ${showClock(durationMs / 1000)}`,
    expectedRequests === null ? null : `about ${showCount(expectedRequests)[0]} requests`,
  ].filter((part) => part !== null)
  const count = objectives.length
  const judged =
    count === 0 ? 'Nothing will be judged.' : `${count} ${count === 1 ? 'objective' : 'objectives'} will be judged.`
  return `Sends load to ${baseUrl ?? 'the environment'} ${load.join(', ')}, by the plan as it stands now. ${judged}`
}
