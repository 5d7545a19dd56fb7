'use client'

import { useQuery } from '@tanstack/react-query'
import { Play } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { type ReactElement, type ReactNode, useState } from 'react'
import { whatItDoes } from '#components/runs/review/run-again-dialog.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx'
import { Problem } from '#components/ui/problem.tsx'
import { useAttempt } from '#components/ui/use-attempt.ts'
import { api, apiProblem, query } from '#lib/api/client.ts'
import type { ScheduledTest } from '#lib/reports/overview-schema.ts'

interface Props {
  test: ScheduledTest
  onClose: () => void
}

/** Starts what is due, after saying what that will do. */
export function StartNowDialog({ test, onClose }: Props): ReactElement {
  const { cycle, scenario, planName } = test
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={cycle ? `Start the suite of ${cycle.name}?` : `Start ${scenario.name} now?`}
      description={planName}
      className="max-w-[460px]"
    >
      {cycle ? <StartCycle id={cycle.id} onClose={onClose} /> : <StartTest test={test} onClose={onClose} />}
    </Dialog>
  )
}

function StartTest({ test, onClose }: Props): ReactElement {
  const input = {
    id: test.planId,
    scenario: test.scenario.key,
    ...(test.environment ? { environment: test.environment } : {}),
  }
  const { data, error } = useQuery({ ...query.runs.preflight.queryOptions({ input }), staleTime: 0, retry: false })
  return (
    <Start
      onClose={onClose}
      isPossible={data?.ok ?? false}
      start={async () => `/runs/${(await api.runs.start(input)).id}`}
      hint={
        <Link href={`/plans/${test.planId}`} className="link">
          Open the plan
        </Link>
      }
      problem={error && apiProblem(error).message}
    >
      <p className="text-pretty">{data ? whatItDoes(data) : 'Looking at the plan as it stands now.'}</p>
      {data && data.problems.length > 0 ? (
        <ul className="grid gap-1 text-xs text-fail" role="alert">
          {data.problems.map(({ code, message }) => (
            <li key={code + message}>{message}</li>
          ))}
        </ul>
      ) : null}
    </Start>
  )
}

function StartCycle({ id, onClose }: { id: string; onClose: () => void }): ReactElement {
  return (
    <Start
      onClose={onClose}
      isPossible
      start={async () => {
        await api.cycles.start({ id })
        return `/cycles/${id}`
      }}
      hint={
        <Link href={`/cycles/${id}#checklists`} className="link">
          Open the cycle
        </Link>
      }
      problem={null}
    >
      <p className="text-pretty">Its scenarios run in their order, unattended, on the revision the cycle is on.</p>
    </Start>
  )
}

interface StartProps {
  onClose: () => void
  isPossible: boolean
  /** Answers the page to go to. */
  start: () => Promise<string>
  /** Where to mend what stands in the way. */
  hint: ReactNode
  problem: string | null
  children: ReactNode
}

function Start({ onClose, isPossible, start, hint, problem, children }: StartProps): ReactElement {
  const router = useRouter()
  const [isLeaving, setLeaving] = useState(false)
  const made = useAttempt((thrown) => apiProblem(thrown).message)
  const press = (): void =>
    void made.attempt(async () => {
      const page = await start()
      setLeaving(true)
      router.push(page)
    })
  return (
    <>
      <div className="grid gap-2">
        {children}
        <Problem>{made.problem ?? problem}</Problem>
      </div>
      <DialogFooter>
        <span className="flex-1">{hint}</span>
        <Button onClick={onClose}>Cancel</Button>
        <Button kind="primary" busy={made.busy !== null || isLeaving} disabled={!isPossible} onClick={press}>
          <Play aria-hidden />
          Start now
        </Button>
      </DialogFooter>
    </>
  )
}
