'use client'

import { type FormEvent, type ReactElement, useState } from 'react'
import { Dialog } from '#components/ui/dialog.tsx'
import { FormEnd } from '#components/ui/form-end.tsx'
import { notify } from '#components/ui/notify.ts'
import { api } from '#lib/api/client.ts'
import { sayDuration } from '#lib/reports/report-format.ts'
import { useCycle, useCycleCall } from './cycle-context.tsx'
import { SuiteEditor } from './suite-editor.tsx'
import { editedSteps, suiteOf } from './suite-steps.ts'

/** Order, pauses and what a failed check means, of what has not begun. */
export function SuiteDialog({ onClose }: { onClose: () => void }): ReactElement {
  const { id, suite, matrix } = useCycle()
  const { busy, problem, attempt } = useCycleCall()
  const [steps, setSteps] = useState(() =>
    editedSteps(
      suite,
      matrix.map(({ scenario }) => scenario),
    ),
  )
  const isAnyIn = steps.some(({ isIn }) => isIn)
  const isRunning = suite.state === 'running'
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    if (!isAnyIn) return
    void attempt(async () => {
      const given = suiteOf(steps)
      await api.cycles.update({ id, suite: given })
      const plannedMs = given.reduce(
        (sum, { scenario, pauseMs = 0 }) =>
          sum + pauseMs + (matrix.find((row) => row.scenario.key === scenario)?.plannedDurationMs ?? 0),
        0,
      )
      notify(
        'The suite was changed',
        {
          description: `${given.length === 1 ? '1 step' : `${given.length} steps`}, ${sayDuration(plannedMs)} planned.`,
        },
        'success',
      )
      onClose()
    })
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Change the suite"
      description={
        suite.state === 'paused'
          ? 'What has begun stays as it is. The rest runs as it stands here, once the suite goes on.'
          : 'It runs as it stands here the next time it is started. What was run so far stays.'
      }
    >
      <form onSubmit={submit} className="grid gap-3 overflow-y-auto">
        <SuiteEditor steps={steps} onChange={setSteps} />
        <FormEnd
          problem={isRunning ? RUNNING : isAnyIn ? problem : 'Choose at least one scenario.'}
          isBusy={busy !== null}
          onCancel={onClose}
        >
          Save the suite
        </FormEnd>
      </form>
    </Dialog>
  )
}

const RUNNING = 'The suite was started meanwhile. Cancel, pause it, and change what has not begun.'
