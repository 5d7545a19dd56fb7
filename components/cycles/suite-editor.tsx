'use client'

import { ArrowDown, ArrowUp, Lock } from 'lucide-react'
import { type ReactElement, useEffect, useRef, useState } from 'react'
import { IconButton } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Input } from '#components/ui/field.tsx'
import { Select } from '#components/ui/select.tsx'
import { type Step, swapped } from './suite-steps.ts'

const ON_FAIL = [
  { value: 'continue', label: 'go on' },
  { value: 'stop', label: 'stop' },
]

/** Which scenarios, in which order, after which pause, and what a failed check means for the rest. What has begun stays first. */
export function SuiteEditor({
  steps,
  onChange,
}: {
  steps: readonly Step[]
  onChange: (steps: Step[]) => void
}): ReactElement {
  const [moved, setMoved] = useState<Moved | null>(null)
  const list = useRef<HTMLOListElement>(null)
  // Its row was taken out of the page and put back elsewhere, and with it the button that was pressed.
  useEffect(() => {
    if (!moved) return
    list.current?.querySelector<HTMLElement>(`[data-step="${moved.id}"] [data-move="${moved.way}"]`)?.focus()
  }, [moved])
  const set = (at: number, part: Partial<Step>): void =>
    onChange(steps.map((one, index) => (index === at ? { ...one, ...part } : one)))
  const move = (at: number, way: Moved['way']): void => {
    const to = way === 'earlier' ? at - 1 : at + 1
    const step = steps[at]
    if (!step) return
    onChange(swapped(steps, at, to))
    setMoved({ id: step.id, way, said: `${step.name} is now ${to + 1} of ${steps.length}` })
  }
  const first = steps.filter(({ hasBegun }) => hasBegun).length
  return (
    <fieldset>
      <legend className="mb-1 text-xs text-ink-2">
        In this order. A failed check means that the suite goes on, or that it stops.
      </legend>
      <ol ref={list} className="rounded-md border border-line">
        {steps.map((step, index) => (
          <li
            key={step.id}
            data-step={step.id}
            className="flex flex-wrap items-center gap-x-2 gap-y-1 border-t border-line px-2.5 py-1 first:border-t-0"
          >
            {step.hasBegun ? (
              <Begun step={step} />
            ) : (
              <>
                <StepFields step={step} onChange={(part) => set(index, part)} />
                <MoveButton step={step} way="earlier" isAtEnd={index === first} onMove={() => move(index, 'earlier')} />
                <MoveButton
                  step={step}
                  way="later"
                  isAtEnd={index === steps.length - 1}
                  onMove={() => move(index, 'later')}
                />
              </>
            )}
          </li>
        ))}
      </ol>
      <p aria-live="polite" className="sr-only">
        {moved?.said}
      </p>
    </fieldset>
  )
}

interface Moved {
  id: string
  way: 'earlier' | 'later'
  said: string
}

interface MoveProps {
  step: Step
  way: Moved['way']
  isAtEnd: boolean
  onMove: () => void
}

/** Held rather than disabled at its end: who presses it on the keyboard stays on it. */
function MoveButton({ step, way, isAtEnd, onMove }: MoveProps): ReactElement {
  const Icon = way === 'earlier' ? ArrowUp : ArrowDown
  return (
    <IconButton
      label={`${step.name} ${way}`}
      data-move={way}
      aria-disabled={isAtEnd}
      className="aria-disabled:cursor-not-allowed aria-disabled:opacity-40"
      onClick={isAtEnd ? undefined : onMove}
    >
      <Icon aria-hidden />
    </IconButton>
  )
}

function Begun({ step }: { step: Step }): ReactElement {
  return (
    <>
      <Lock aria-hidden className="size-3.5 shrink-0 text-ink-3" />
      <span className="flex min-h-7 min-w-0 flex-1 items-center truncate">{step.name}</span>
      <span className="text-xs text-ink-3">has begun: stays as it is</span>
    </>
  )
}

function StepFields({ step, onChange }: { step: Step; onChange: (part: Partial<Step>) => void }): ReactElement {
  return (
    <>
      <Checkbox
        className="min-w-0 flex-1 basis-32"
        checked={step.isIn}
        onCheckedChange={(checked) => onChange({ isIn: checked === true })}
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
          step="any"
          className="w-16"
          value={step.pauseSeconds}
          onChange={(event) => onChange({ pauseSeconds: event.target.value })}
        />
        s
      </span>
      <span className="flex items-center gap-1.5 text-xs whitespace-nowrap text-ink-3">
        if it fails
        <span className="w-24 text-sm">
          <Select
            aria-label={`If ${step.name} fails`}
            value={step.onFail}
            options={ON_FAIL}
            onChange={(event) => onChange({ onFail: event.target.value as Step['onFail'] })}
          />
        </span>
      </span>
    </>
  )
}
