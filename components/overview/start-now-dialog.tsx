'use client'

import Link from 'next/link'
import type { ReactElement } from 'react'
import { ConfirmStart } from '#components/runs/start/confirm-start.tsx'
import { StartRun } from '#components/runs/start/start-run.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { api } from '#lib/api/client.ts'
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
  return (
    <StartRun
      planId={test.planId}
      scenario={test.scenario.key}
      environment={test.environment ?? undefined}
      does="Start now"
      hint={
        <Link href={`/plans/${test.planId}`} className="link">
          Open the plan
        </Link>
      }
      onClose={onClose}
    />
  )
}

function StartCycle({ id, onClose }: { id: string; onClose: () => void }): ReactElement {
  return (
    <ConfirmStart
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
      does="Start now"
    >
      <p className="text-pretty">Its scenarios run in their order, unattended, on the revision the cycle is on.</p>
    </ConfirmStart>
  )
}
