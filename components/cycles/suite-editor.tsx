'use client'

import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ReactElement } from 'react'
import { IconButton } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Input } from '#components/ui/field.tsx'
import { Select } from '#components/ui/select.tsx'

export interface Step {
  scenario: string
  name: string
  isIn: boolean
  pauseSeconds: string
  onFail: 'continue' | 'stop'
}

/** As the API takes it. */
export const suiteOf = (steps: readonly Step[]) =>
  steps
    .filter(({ isIn }) => isIn)
    .map(({ scenario, pauseSeconds, onFail }) => ({
      scenario,
      onFail,
      pauseMs: Math.round(Number(pauseSeconds) * 1000) || 0,
    }))

const ON_FAIL = [
  { value: 'continue', label: 'then go on' },
  { value: 'stop', label: 'then stop' },
]

/** Which scenarios, in which order, after which pause, and what a failed check means for the rest. */
export function SuiteEditor({
  steps,
  onChange,
}: {
  steps: readonly Step[]
  onChange: (steps: Step[]) => void
}): ReactElement {
  const set = (at: number, part: Partial<Step>): void =>
    onChange(steps.map((one, index) => (index === at ? { ...one, ...part } : one)))
  const swap = (at: number, other: number): void => {
    const next = [...steps]
    const [a, b] = [next[at], next[other]]
    if (!a || !b) return
    next[at] = b
    next[other] = a
    onChange(next)
  }
  return (
    <fieldset>
      <legend className="mb-1 text-xs text-ink-2">
        Suite, in this order; "if it fails" says what a failed check means for the rest
      </legend>
      <ol className="rounded-md border border-line">
        {steps.map((step, index) => (
          <li
            key={step.scenario}
            className="flex flex-wrap items-center gap-x-2 gap-y-1 border-t border-line px-2.5 py-1 first:border-t-0"
          >
            <Checkbox
              className="min-w-0 flex-1 basis-32"
              checked={step.isIn}
              onCheckedChange={(checked) => set(index, { isIn: checked === true })}
            >
              {step.name}
            </Checkbox>
            <span className="flex items-center gap-1 text-xs text-ink-3">
              pause
              <Input
                aria-label={`Seconds of pause before ${step.name}`}
                type="number"
                min={0}
                max={86_400}
                className="w-16"
                value={step.pauseSeconds}
                onChange={(event) => set(index, { pauseSeconds: event.target.value })}
              />
              s; fails
            </span>
            <span className="w-28">
              <Select
                aria-label={`If ${step.name} fails`}
                value={step.onFail}
                options={ON_FAIL}
                onChange={(event) => set(index, { onFail: event.target.value as Step['onFail'] })}
              />
            </span>
            <IconButton label={`${step.name} earlier`} disabled={index === 0} onClick={() => swap(index, index - 1)}>
              <ArrowUp aria-hidden />
            </IconButton>
            <IconButton
              label={`${step.name} later`}
              disabled={index === steps.length - 1}
              onClick={() => swap(index, index + 1)}
            >
              <ArrowDown aria-hidden />
            </IconButton>
          </li>
        ))}
      </ol>
    </fieldset>
  )
}
