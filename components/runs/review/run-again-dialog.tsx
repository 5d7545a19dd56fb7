'use client'

import type { ReactElement } from 'react'
import { Dialog } from '#components/ui/dialog.tsx'
import type { RunView } from '#lib/runs/schema.ts'
import { StartRun } from '../start/start-run.tsx'

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
      <StartRun
        planId={run.planId}
        scenario={run.scenario.key}
        environment={run.environment.key}
        does="Start run"
        onClose={onClose}
      />
    </Dialog>
  )
}
