// Short work on a target that a worker does for a page. It is taken once: whoever took it and falls silent leaves it failed. Judged by
// database time.

import type { CompiledPlan } from '#lib/plans/compiled.ts'
import type { BenchAsk } from './bench-schema.ts'

/** Nobody took it for so long: it fails. */
export const JOB_WAITS_MS = 60_000
/** Held without a sign of life from its worker for so long: it fails. */
export const JOB_LEASE_MS = 10_000
/** A run that waits for so long goes before a bench under way. */
export const RUN_PATIENCE_MS = 2000

export type JobKind = 'bench' | 'try'

/** The input of a job of kind `try`: what it sends, as it was when it was asked for. */
export interface TryOrder {
  planId: string
  operation: { key: string; name: string }
  environment: { key: string; name: string }
  plan: CompiledPlan
}

/** The input of a job of kind `bench`: the plan as it was when it was asked for. */
export interface BenchOrder {
  planId: string
  operation: { key: string; name: string }
  environment: { key: string; name: string }
  ask: BenchAsk
  plan: CompiledPlan
}

export const GAVE_WAY = 'A run waited for this worker, which ended the bench for it.'
export const STOPPED_BEFORE = 'Stopped before it began.'
export const NO_WORKER = 'No worker is up. Start one with `npm run worker`.'

/** Why a job that waits does not begin; null when a worker is free. `busyWith` names what each live worker does, null = nothing. */
export function waitingNotice(busyWith: (string | null)[]): string | null {
  if (busyWith.length === 0) return NO_WORKER
  if (busyWith.some((work) => work === null)) return null
  const works = [...new Set(busyWith)].join(', ')
  return `${busyWith.length === 1 ? 'The worker is' : 'All workers are'} busy with ${works}. Load next to it would spoil both, so this waits, for a minute at most.`
}
