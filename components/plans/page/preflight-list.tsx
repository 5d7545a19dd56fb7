'use client'

import { CircleCheck, Clock, Gauge, type LucideIcon, OctagonX, TriangleAlert } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { say, showCount, showRate } from '#lib/core/number-format.ts'
import type { Preflight } from '#lib/runs/preflight-schema.ts'
import { sayDuration } from '../fields/reading.ts'

interface Props {
  preflight: Preflight | undefined
  /** Why there is no answer. */
  problem: string | null
  onShow: (place: string) => void
}

export function PreflightList({ preflight, problem, onShow }: Props): ReactElement {
  if (problem) return <ul>{<Row tone="fail" title="This cannot be checked" says={problem} />}</ul>
  if (!preflight) return <Waiting />
  const { target, baseUrl, environment, workers, findings, objectives } = preflight
  const errors = findings.filter(({ severity }) => severity === 'error')
  const warnings = findings.filter(({ severity }) => severity === 'warning')
  const ownRows = new Set(['no-worker', 'target-refused'])
  const others = preflight.problems.filter(
    ({ code, message }) =>
      !ownRows.has(code) && !errors.some((error) => message.endsWith(error.message)) && message !== target.reason,
  )
  return (
    <ul>
      {errors.length === 0 ? (
        <Row
          tone={target.allowed ? 'pass' : 'fail'}
          title={environment?.name || environment?.key || 'No environment'}
          says={`${baseUrl ?? 'no base URL'}, ${target.allowed ? 'allowed' : `not allowed: ${target.reason}`}`}
        />
      ) : (
        <Row
          tone="fail"
          title={errors.length === 1 ? '1 error in the plan' : `${errors.length} errors in the plan`}
          says={errors[0]?.message ?? ''}
          action={
            <Button size="sm" onClick={() => onShow(errors[0]?.places[0] ?? 'summary')}>
              Show
            </Button>
          }
        />
      )}
      {warnings.length > 0 ? (
        <Row
          tone="warn"
          title={warnings.length === 1 ? '1 warning' : `${warnings.length} warnings`}
          says={warnings[0]?.message ?? ''}
        />
      ) : null}
      {others.map(({ code, message }) => (
        <Row key={`${code}-${message}`} tone="fail" title="Not possible as planned" says={message} />
      ))}
      <Row
        tone={workers.length > 0 ? 'pass' : 'fail'}
        title={workers.length === 1 ? '1 worker is up' : `${workers.length} workers are up`}
        says={
          workers.length > 0
            ? workers.map(({ host }) => host).join(', ')
            : 'Start one with npm run worker; this is looked at again every few seconds.'
        }
      />
      {preflight.durationMs === null ? null : <LoadRow preflight={preflight} />}
      {errors.length > 0 ? null : <JudgedRow objectives={objectives} />}
    </ul>
  )
}

function LoadRow({ preflight }: { preflight: Preflight }): ReactElement {
  const { durationMs, peak, expectedRequests } = preflight
  const level = peak
    ? peak.unit === 'users'
      ? `${say(showCount(peak.value))} users`
      : `${say(showRate(peak.value))} arrivals`
    : '–'
  const requests = expectedRequests === null ? '' : `, about ${say(showCount(expectedRequests))} requests`
  return <Row tone="time" title={`${sayDuration(durationMs ?? 0)}${requests}`} says={`peak ${level}`} />
}

function JudgedRow({ objectives }: { objectives: Preflight['objectives'] }): ReactElement {
  if (objectives.length === 0) {
    return (
      <Row
        tone="warn"
        title="Nothing will be judged"
        says="The plan has no objective for this scenario, so the run ends without a verdict."
      />
    )
  }
  return (
    <Row
      tone="judge"
      title={objectives.length === 1 ? '1 objective will be judged' : `${objectives.length} objectives will be judged`}
      says={
        <span className="mt-0.5 grid gap-0.5">
          {objectives.slice(0, 12).map(({ key, judge, limit, target }) => (
            <code key={key} className="truncate text-[11.5px]" title={judge}>
              {judge}
              {limit && limit !== target ? <span className="text-ink-3"> limit {limit}</span> : null}
            </code>
          ))}
          {objectives.length > 12 ? <span>and {objectives.length - 12} more</span> : null}
        </span>
      }
    />
  )
}

const TONES: Record<string, readonly [LucideIcon, string, string]> = {
  pass: [CircleCheck, 'text-pass', 'Fine: '],
  warn: [TriangleAlert, 'text-warn', 'Warning: '],
  fail: [OctagonX, 'text-fail', 'Error: '],
  time: [Clock, 'text-ink-3', ''],
  judge: [Gauge, 'text-ink-3', ''],
}

interface RowProps {
  tone: 'pass' | 'warn' | 'fail' | 'time' | 'judge'
  title: string
  says: ReactNode
  action?: ReactNode
}

function Row({ tone, title, says, action }: RowProps): ReactElement {
  const [Icon, ink, word] = TONES[tone] as readonly [LucideIcon, string, string]
  return (
    <li className="grid grid-cols-[18px_minmax(0,1fr)_auto] items-start gap-2.5 border-t border-line py-2.5 pr-4 pl-5 first:border-t-0">
      <Icon aria-hidden className={`mt-0.5 size-[15px] ${ink}`} />
      <div className="min-w-0">
        <b className="block leading-[19px] font-[550]">
          <span className="sr-only">{word}</span>
          {title}
        </b>
        <span className="block text-xs leading-[17px] break-words text-ink-2">{says}</span>
      </div>
      {action}
    </li>
  )
}

function Waiting(): ReactElement {
  return (
    <div className="grid gap-4 px-5 py-3.5" role="status" aria-label="Checking">
      {[1, 2, 3, 4].map((row) => (
        <div key={row} className="grid gap-1.5">
          <Skeleton className="w-40" />
          <Skeleton className="h-3 w-72 max-w-full" />
        </div>
      ))}
    </div>
  )
}
