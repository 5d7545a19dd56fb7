'use client'

import {
  CircleCheck,
  CircleDashed,
  CircleQuestionMark,
  CircleSlash,
  Hourglass,
  ListOrdered,
  type LucideIcon,
  OctagonX,
  Pause,
  Play,
  Square,
  TriangleAlert,
} from 'lucide-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { type ReactElement, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { cn } from '#components/ui/class-names.ts'
import { TitledSheet } from '#components/ui/titled-sheet.tsx'
import { api } from '#lib/api/client.ts'
import { showMoment } from '#lib/core/moment.ts'
import type { StepView, SuiteView } from '#lib/cycles/schema.ts'
import { sayDuration } from '#lib/reports/report-format.ts'
import { useCycle, useCycleCall } from './cycle-context.tsx'
import { stepsLeft } from './suite-steps.ts'

const StartDialog = dynamic(() => import('./start-dialog.tsx').then((file) => file.StartDialog), { ssr: false })
const SuiteDialog = dynamic(() => import('./suite-dialog.tsx').then((file) => file.SuiteDialog), { ssr: false })
const StopDialog = dynamic(() => import('./stop-dialog.tsx').then((file) => file.StopDialog), { ssr: false })

const SAID: Record<SuiteView['state'], string> = {
  'not-started': 'not started',
  running: 'running',
  paused: 'paused',
  done: 'done',
  stopped: 'stopped',
}

const START: Record<SuiteView['state'], string> = {
  'not-started': 'Start suite',
  running: 'Start suite',
  paused: 'Go on',
  done: 'Run again',
  stopped: 'Run again',
}

/** The scenarios in their order as they run, unattended, and what one can do about it. */
export function SuiteBar(): ReactElement {
  const cycle = useCycle()
  const { suite, may } = cycle
  const { busy, problem, attempt } = useCycleCall()
  const [dialog, setDialog] = useState<'start' | 'stop' | 'change' | null>(null)
  const done = suite.steps.filter(({ state }) => state === 'passed' || state === 'failed').length
  const mayAct = may.start && cycle.state !== 'closed'
  return (
    <TitledSheet
      title="Suite"
      meta={`${SAID[suite.state]}, ${done} of ${suite.steps.length} done, ${sayDuration(suite.plannedTotalMs)} planned${suite.started ? `, started by ${suite.started.by} ${showMoment(suite.started.at)}` : ''}`}
      tools={
        mayAct ? (
          <>
            {suite.state !== 'running' && may.edit ? (
              <Button
                size="sm"
                kind="ghost"
                onClick={() => setDialog('change')}
                title="Which scenarios, in which order, with which pauses, and whether a failed check ends it"
              >
                <ListOrdered aria-hidden />
                Change…
              </Button>
            ) : null}
            {suite.state === 'running' ? (
              <Button
                size="sm"
                busy={busy === 'pause'}
                onClick={() => void attempt(() => api.cycles.pause({ id: cycle.id }), 'pause')}
                title="The run under way goes on; the next does not begin, and what has not begun can be changed"
              >
                <Pause aria-hidden />
                Pause
              </Button>
            ) : (
              <Button
                size="sm"
                kind={suite.state === 'not-started' ? 'primary' : 'secondary'}
                onClick={() => setDialog('start')}
              >
                <Play aria-hidden />
                {stepsLeft(suite).length > 0 ? 'Run the rest…' : START[suite.state]}
              </Button>
            )}
            {suite.state === 'running' || suite.state === 'paused' ? (
              <Button size="sm" kind="danger" onClick={() => setDialog('stop')}>
                <Square aria-hidden />
                Stop
              </Button>
            ) : null}
          </>
        ) : undefined
      }
    >
      <ol className="flex flex-wrap gap-x-1 gap-y-2 px-4 py-3" aria-live="polite">
        {suite.steps.map((step) => (
          <Step key={step.index} step={step} />
        ))}
      </ol>
      {problem || suite.because ? (
        <p
          className={cn('border-t border-line px-4 py-2 text-xs text-pretty', problem ? 'text-fail' : 'text-ink-2')}
          role={problem ? 'alert' : undefined}
        >
          {problem ?? suite.because}
        </p>
      ) : null}
      {dialog === 'start' ? <StartDialog onClose={() => setDialog(null)} /> : null}
      {dialog === 'change' ? <SuiteDialog onClose={() => setDialog(null)} /> : null}
      {dialog === 'stop' ? <StopDialog onClose={() => setDialog(null)} /> : null}
    </TitledSheet>
  )
}

const STEPS: Record<StepView['state'], readonly [LucideIcon, string, string]> = {
  waiting: [CircleDashed, 'text-ink-3', 'waiting'],
  pausing: [Hourglass, 'text-ink-2', 'pause before it'],
  running: [Play, 'text-pass', 'running'],
  passed: [CircleCheck, 'text-pass', 'passed'],
  failed: [OctagonX, 'text-fail', 'failed'],
  skipped: [CircleSlash, 'text-ink-3', 'skipped'],
  refused: [OctagonX, 'text-fail', 'could not be started'],
}

/** A check that did not fail may still not tell: then it does not look as if it had passed. */
function lookOf({ state, verdict }: StepView): (typeof STEPS)[StepView['state']] {
  if (state === 'passed' && verdict === 'warn') return [TriangleAlert, 'text-warn', 'warn']
  if (state === 'passed' && verdict === 'inconclusive') return [CircleQuestionMark, 'text-inconclusive', 'inconclusive']
  return STEPS[state]
}

const isOver = ({ state }: StepView): boolean => state === 'passed' || state === 'failed' || state === 'refused'

function Step({ step }: { step: StepView }): ReactElement {
  const [Icon, tone, word] = lookOf(step)
  const name = step.scenario.name || step.scenario.key
  const isLive = step.state === 'running'
  const about =
    step.problem ??
    (step.startsAt ? `begins ${showMoment(step.startsAt)}` : `${word}, ${sayDuration(step.plannedDurationMs)}`)
  const body = (
    <>
      {isLive ? (
        <span className="pulse-dot motion-safe:animate-pulse" />
      ) : (
        <Icon aria-hidden className={cn('size-3.5 shrink-0', tone)} />
      )}
      <span className="font-medium">{name}</span>
      <span className="text-xs text-ink-3">
        {step.run ? (
          <>
            <span className="sr-only">{word}, </span>
            {step.run.label}
          </>
        ) : (
          word
        )}
        {step.onFail === 'stop' && !isOver(step) ? ', ends the suite if it fails' : null}
      </span>
    </>
  )
  const look = 'flex h-8 items-center gap-1.5 rounded-md border border-line bg-sunken px-2.5 whitespace-nowrap'
  return (
    <li title={about} className="flex items-center gap-1">
      {step.index > 0 ? <span aria-hidden className="h-px w-2.5 bg-edge" /> : null}
      {step.pauseMs > 0 ? (
        <span className="flex items-center gap-1 text-xs whitespace-nowrap text-ink-3">
          <Hourglass aria-hidden className="size-3" />
          {sayDuration(step.pauseMs)}
          <span className="sr-only"> of pause, then</span>
          <span aria-hidden className="h-px w-2.5 bg-edge" />
        </span>
      ) : null}
      {step.run ? (
        <Link href={`/runs/${step.run.id}`} className={cn(look, 'hover:border-n-400')}>
          {body}
        </Link>
      ) : (
        <span className={look}>{body}</span>
      )}
      {step.problem ? <span className="max-w-64 text-xs text-pretty text-fail">{step.problem}</span> : null}
    </li>
  )
}
