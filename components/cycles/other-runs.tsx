'use client'

import Link from 'next/link'
import type { ReactElement } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Problem } from '#components/ui/problem.tsx'
import { api } from '#lib/api/client.ts'
import type { CycleRunView } from '#lib/cycles/matrix-schema.ts'
import { useCycle, useCycleCall } from './cycle-context.tsx'

/** Runs of this cycle that do not count, and why. */
export function OtherRuns({ onExclude }: { onExclude: (run: CycleRunView) => void }): ReactElement | null {
  const cycle = useCycle()
  const others = cycle.runs.filter(({ counts, state }) => !counts && state === 'ended')
  if (others.length === 0) return null
  return (
    <details className="border-t border-line px-4 py-2" open={others.some(({ staleBecause }) => staleBecause !== null)}>
      <summary className="min-h-6 cursor-pointer text-xs text-ink-2">
        {others.length === 1 ? '1 run does not count' : `${others.length} runs do not count`}
      </summary>
      <ul className="grid gap-1 pt-1">
        {others.map((one) => (
          <OtherRun key={one.run.id} one={one} onExclude={onExclude} />
        ))}
      </ul>
    </details>
  )
}

function OtherRun({ one, onExclude }: { one: CycleRunView; onExclude: (run: CycleRunView) => void }): ReactElement {
  const cycle = useCycle()
  const { busy, problem, attempt } = useCycleCall()
  const because = one.excluded
    ? `excluded by ${one.excluded.by}: ${one.excluded.because}`
    : (one.staleBecause ?? 'a later run of its scenario counts')
  return (
    <li className="flex flex-wrap items-center gap-x-2.5 text-xs">
      <Link href={`/runs/${one.run.id}`} className="link font-mono">
        {one.run.label}
      </Link>
      <span className="font-medium">{one.scenario.name || one.scenario.key}</span>
      <span className="min-w-0 flex-1 basis-52 text-pretty break-words text-ink-3">
        {because}
        <Problem>{problem}</Problem>
      </span>
      {!cycle.may.edit ? null : one.excluded ? (
        <Button
          size="sm"
          kind="ghost"
          busy={busy !== null}
          aria-label={`Include ${one.run.label} again`}
          onClick={() => void attempt(() => api.cycles.excludeRun({ id: cycle.id, run: one.run.id, excluded: null }))}
        >
          Include again
        </Button>
      ) : (
        <Button size="sm" kind="ghost" aria-label={`Exclude ${one.run.label}`} onClick={() => onExclude(one)}>
          Exclude
        </Button>
      )}
    </li>
  )
}
