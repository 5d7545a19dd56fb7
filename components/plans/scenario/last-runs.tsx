'use client'

import Link from 'next/link'
import { createContext, type ReactElement, type ReactNode, useContext } from 'react'
import { VerdictBadge } from '#components/verdicts/verdict-badge.tsx'
import type { RunHead } from '#lib/runs/schema.ts'

export type LastRun = Pick<RunHead, 'id' | 'label' | 'state' | 'verdict' | 'validity' | 'scenario'>

const Context = createContext<readonly LastRun[]>([])

/** Runs of the plan, newest first. */
export function LastRunsProvider({ runs, children }: { runs: readonly LastRun[]; children: ReactNode }): ReactElement {
  return <Context.Provider value={runs}>{children}</Context.Provider>
}

const WORDS = {
  pass: 'Last passed',
  warn: 'Last warned',
  fail: 'Last failed',
  inconclusive: 'Last inconclusive',
} as const

/** How the scenario's last run ended, with the way to it. */
export function LastRunOf({ scenarioKey }: { scenarioKey: string }): ReactElement {
  const run = useContext(Context).find(({ scenario }) => scenario.key === scenarioKey)
  if (!run) return <VerdictBadge verdict="none" word="Not run" look="plain" />
  return (
    <Link href={`/runs/${run.id}`} className="inline-flex min-h-6 items-center hover:underline" title={run.label}>
      <RunOutcome run={run} />
    </Link>
  )
}

function RunOutcome({ run }: { run: LastRun }): ReactElement {
  if (run.state !== 'ended') {
    return (
      <span className="inline-flex items-center gap-2 text-xs font-[550]">
        <span className="pulse-dot" />
        Running
      </span>
    )
  }
  if (run.validity === 'invalid') return <VerdictBadge verdict="invalid" word="Last invalid" look="plain" />
  if (!run.verdict) return <VerdictBadge verdict="none" word="Last not judged" look="plain" />
  return <VerdictBadge verdict={run.verdict} word={WORDS[run.verdict]} look="plain" />
}
