// The door of the load engine: what it is given, what it tells while it runs, how it is stopped.
// The same engine serves the worker (which writes what it tells to Postgres) and the command line (which keeps it in memory).

import type { TargetPolicy } from '#lib/access/target-policy.ts'
import type { CompiledPlan } from '#lib/plans/compiled.ts'
import type { Bucket, GeneratorSecond } from '#lib/runs/bucket.ts'

export interface EngineInput {
  runId: string
  plan: CompiledPlan
  scenario: string
  environment: string
  baseUrl: string | null
  secrets: Record<string, string>
  policy: TargetPolicy
  seed: number
  /** When second 0 begins, so that several workers begin together; default: as soon as everything is ready. */
  startAt?: Date
  /** Which part of the load this engine sends; default: all of it. */
  shard?: { index: number; count: number }
}

/** Told once a second, after the second closed (its outcomes can no longer change). */
export interface EngineTick {
  /** Finished rows of all resolutions that closed with this tick. */
  buckets: Bucket[]
  generator: GeneratorSecond[]
}

export interface EngineOutcome {
  reason: 'completed' | 'stopped' | 'aborted' | 'failed'
  message: string | null
  startedAt: Date
  durationMs: number
  /** Nothing was sent because plan, target or a cap forbids it, as the message says. Otherwise a run that failed broke. */
  isRefused?: boolean
}

export interface EngineHandle {
  /** Resolves with the moment second 0 begins; null when the engine could not start (`finished` says why). */
  started: Promise<Date | null>
  /** Resolves when no more load is sent and the last tick was delivered. */
  finished: Promise<EngineOutcome>
  /** No new request leaves after this; requests in flight get `graceMs` to end, then count as interrupted. */
  stop(reason: 'stopped' | 'aborted', message: string | null, graceMs?: number): void
}

export type StartEngine = (input: EngineInput, onTick: (tick: EngineTick) => void | Promise<void>) => EngineHandle
