'use client'

import { Check, ChevronDown, ChevronRight, CircleAlert, CircleMinus, OctagonX } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { Exchange } from '#components/runs/samples/exchange.tsx'
import { say, showLatency } from '#lib/core/number-format.ts'
import type { TryJob, TryStep } from '#lib/runs/try-schema.ts'
import { useDraft } from '../draft/draft-context.tsx'
import { StepFindings } from './step-findings.tsx'

const ROLES: Record<TryStep['role'], string> = { setup: 'set-up', source: 'gives a value', tried: 'tried' }

/** What was sent, one request after the other, with what came back. */
export function TryOutcome({ job }: { job: TryJob }): ReactElement {
  const { state, notice, result, problem } = job
  if (state === 'waiting' || state === 'held')
    return <p className="px-5 py-4 text-ink-2">{notice ?? 'A worker sends it.'}</p>
  if (!result) return <Trouble>{problem ?? 'The try came to nothing.'}</Trouble>
  return (
    <>
      {result.problem ? <Trouble>{result.problem}</Trouble> : null}
      <ol>
        {result.steps.map((step, index) => (
          <Step
            // biome-ignore lint/suspicious/noArrayIndexKey: steps of one try never change
            key={index}
            step={step}
            isLast={index === result.steps.length - 1}
          />
        ))}
        {result.notSent.map((key) => (
          <NotSent key={key} operation={key} wasOnItsWay={result.problem !== null && key === result.notSent[0]} />
        ))}
      </ol>
    </>
  )
}

function Trouble({ children }: { children: string }): ReactElement {
  return (
    <p className="flex items-start gap-2 border-b border-line px-5 py-3 text-fail last:border-b-0">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span className="min-w-0 break-words">{children}</span>
    </p>
  )
}

function useName(key: string): string {
  return useDraft((draft) => draft.operations?.find((one) => one.key === key)?.name) || key
}

function NotSent({ operation, wasOnItsWay }: { operation: string; wasOnItsWay: boolean }): ReactElement {
  const name = useName(operation)
  return (
    <li className="flex items-center gap-2.5 border-b border-line px-5 py-2 text-ink-3 last:border-b-0">
      <CircleMinus aria-hidden className="ml-[25px] size-3.5 shrink-0" />
      {name}
      <span className="text-xs">{wasOnItsWay ? 'no answer in time' : 'not sent'}</span>
    </li>
  )
}

function Step({ step, isLast }: { step: TryStep; isLast: boolean }): ReactElement {
  const [isOpen, setOpen] = useState(isLast)
  const name = useName(step.operation)
  const Chevron = isOpen ? ChevronDown : ChevronRight
  const isFine = step.isOk && step.checks.every(({ holds }) => holds !== false) && step.job?.state !== 'failed'
  const Icon = isFine ? Check : OctagonX
  return (
    <li className="border-b border-line last:border-b-0">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="flex min-h-9 w-full flex-wrap items-center gap-x-2.5 gap-y-0.5 px-5 py-1.5 text-left hover:bg-hover"
      >
        <Chevron aria-hidden className="size-[15px] shrink-0 text-ink-3" />
        <Icon aria-hidden className={`size-3.5 shrink-0 ${isFine ? 'text-pass' : 'text-fail'}`} />
        <span className="font-semibold">{name}</span>
        <span className="text-xs text-ink-3">{ROLES[step.role]}</span>
        <span className="ml-auto flex items-center gap-2.5 text-xs">
          <span className={`num font-medium ${step.status === 0 || step.status >= 400 ? 'text-fail' : ''}`}>
            {step.status || 'no answer'}
          </span>
          <span className="num text-ink-2">{say(showLatency(step.timeMs.total))}</span>
          <span className="sr-only">{isFine ? 'ok' : 'failed'}</span>
        </span>
      </button>
      {isOpen ? (
        <div className="grid gap-3 px-5 pb-4">
          <StepFindings step={step} />
          <Exchange sample={{ ...step, problem: step.problem, responseMs: step.timeMs.total }} />
        </div>
      ) : null}
    </li>
  )
}
