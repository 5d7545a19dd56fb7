'use client'

import { Play, TriangleAlert } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx'
import { Field, Textarea } from '#components/ui/field.tsx'
import { api } from '#lib/api/client.ts'
import type { SuiteView } from '#lib/cycles/schema.ts'
import type { CycleView } from '#lib/reports/cycle-view-schema.ts'
import { sayDuration } from '#lib/reports/report-format.ts'
import { useCycle, useCycleCall } from './cycle-context.tsx'
import { stepsLeft } from './suite-steps.ts'

interface Props {
  onClose: () => void
  /** Only this scenario; default: all of the suite. */
  only?: string
}

/** What runs in which order, and what the checklist still holds back. */
export function StartDialog({ onClose, only }: Props): ReactElement {
  const cycle = useCycle()
  const { gate } = cycle.checklists
  const { busy, problem, attempt } = useCycleCall()
  const isResuming = cycle.suite.state === 'paused' && only === undefined
  const [chosen, setChosen] = useState(() => new Set(only ? [only] : firstChoice(cycle.suite)))
  const [reason, setReason] = useState('')
  const isHeld = !gate.isOpen && !isResuming
  const { steps } = cycle.suite
  const start = (): void =>
    void attempt(async () => {
      const override = isHeld ? { override: reason } : {}
      const isAll = steps.every(({ scenario }) => chosen.has(scenario.key))
      if (only) await api.runs.start({ id: cycle.plan.id, cycle: cycle.id, scenario: only, ...override })
      else
        await api.cycles.start({
          id: cycle.id,
          ...(isAll || isResuming ? {} : { scenarios: [...chosen] }),
          ...override,
        })
      onClose()
    })
  const toggle = (key: string): void => {
    const next = new Set(chosen)
    if (!next.delete(key)) next.add(key)
    setChosen(next)
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={isResuming ? 'Go on with the suite' : only ? `Run ${nameOf(cycle, only)}` : titleOf(cycle.suite)}
      description={`Revision ${cycle.revision.number} on ${cycle.environment.name || cycle.environment.key}, ${cycle.versionUnderTest || 'version not named'}.`}
    >
      {isResuming || only ? null : (
        <ol className="my-2 max-h-72 overflow-y-auto rounded-md border border-line">
          {steps.map(({ scenario, plannedDurationMs, pauseMs, onFail, index, state }) => (
            <li key={index} className="flex items-center gap-2 border-t border-line px-3 py-1 first:border-t-0">
              <Checkbox
                checked={chosen.has(scenario.key)}
                onCheckedChange={() => toggle(scenario.key)}
                className="flex-1"
              >
                {scenario.name || scenario.key}
                {state === 'passed' || state === 'failed' ? (
                  <span className={state === 'passed' ? 'ml-1.5 text-xs text-pass' : 'ml-1.5 text-xs text-fail'}>
                    {state} in {cycle.suite.steps[index]?.run?.label ?? 'its last run'}
                  </span>
                ) : null}
              </Checkbox>
              <span className="text-right text-xs text-ink-3">
                {pauseMs > 0 ? `after ${sayDuration(pauseMs)}, ` : ''}
                {sayDuration(plannedDurationMs)},{' '}
                {onFail === 'stop' ? 'ends the suite if it fails' : 'goes on if it fails'}
              </span>
            </li>
          ))}
        </ol>
      )}
      {isHeld ? (
        <div className="grid gap-2 rounded-md border border-warn-line bg-warn-soft px-3 py-2.5">
          <p className="flex gap-1.5 font-[550] text-warn">
            <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
            Still open before the tests
          </p>
          <ul className="list-disc pl-6 text-ink-2">
            {gate.open.map(({ key, text }) => (
              <li key={key}>{text}</li>
            ))}
          </ul>
          {cycle.may.decide ? (
            <Field label="Start all the same, because">
              {(control) => (
                <Textarea {...control} rows={2} value={reason} onChange={(e) => setReason(e.target.value)} />
              )}
            </Field>
          ) : (
            <p className="text-xs text-ink-2">
              Tick them on the page, or ask a lead to override the gate with a reason.
            </p>
          )}
        </div>
      ) : null}
      {problem ? (
        <p role="alert" className="mt-2 text-xs text-fail">
          {problem}
        </p>
      ) : null}
      <DialogFooter>
        <span className="flex-1" />
        <Button onClick={onClose}>Cancel</Button>
        <Button
          kind="primary"
          busy={busy !== null}
          disabled={chosen.size === 0 || (isHeld && (!cycle.may.decide || reason.trim() === ''))}
          onClick={start}
        >
          <Play aria-hidden />
          {isResuming ? 'Go on' : isHeld ? 'Override and start' : 'Start'}
        </Button>
      </DialogFooter>
    </Dialog>
  )
}

/** What the last time did not come to; else all of them. */
function firstChoice(suite: SuiteView): string[] {
  const left = stepsLeft(suite)
  return left.length > 0 ? left : suite.steps.map(({ scenario }) => scenario.key)
}

const titleOf = (suite: SuiteView): string =>
  stepsLeft(suite).length > 0 ? 'Run the rest of the suite' : 'Start the suite'

function nameOf({ matrix }: CycleView, key: string): string {
  return matrix.find(({ scenario }) => scenario.key === key)?.scenario.name || key
}
