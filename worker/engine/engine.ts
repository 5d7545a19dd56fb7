// The door of the load engine: what it is given, what it tells while it runs, how it is stopped.
// The same engine serves the worker (which writes what it tells to Postgres) and the command line (which keeps it in memory).

import type { TargetPolicy } from '#lib/access/target-policy.ts'
import type { LoadChange } from '#lib/load/change.ts'
import type { MonitorSeries } from '#lib/monitors/sample.ts'
import type { CompiledPlan } from '#lib/plans/compiled.ts'
import type { Bucket, GeneratorSecond } from '#lib/runs/bucket.ts'
import type { RunMark } from '#lib/runs/run-mark.ts'
import type { Sample } from '#lib/runs/sample.ts'

export interface EngineInput {
  runId: string
  plan: CompiledPlan
  scenario: string
  environment: string
  baseUrl: string | null
  secrets: Record<string, string>
  policy: TargetPolicy
  seed: number
  /** Content of the data sets that are files, by their key; memory that threads share is not copied to them. */
  datasets?: Record<string, Uint8Array>
  /** When second 0 begins, so that several workers begin together; default: as soon as everything is ready. */
  startAt?: Date
  /** Which part of the load this engine sends; default: all of it. */
  shard?: ShardOfRun
  /** Generator threads; default 1. */
  threads?: number
  /** What setup extracted, when another shard has run it: setup is not run again, nor is teardown. */
  sharedValues?: Record<string, string>
  /** Begin when `go` is called rather than as soon as everything is ready. */
  waitsForGo?: boolean
  /** False when stop rules and hopeless runs are judged elsewhere, on the rows of all shards; default true. */
  judgesStopRules?: boolean
  /** Teardown follows when it resolves: others may still be using what it takes away. It must not reject. */
  beforeTeardown?: (end: PlannedEnd) => Promise<void>
  /** What the sources of server-side metrics have told so far, for stop rules and gates; default: nothing. */
  monitors?: () => readonly MonitorSeries[]
}

/** How the load ended; what goes wrong later is not in it. */
export type PlannedEnd = Pick<EngineOutcome, 'message'> & { reason: 'completed' | 'stopped' | 'aborted' }

/** How far setup or teardown is: one operation after the other, each told when it begins and while it goes on. */
export interface OnceProgress {
  name: 'setup' | 'teardown' | 'login'
  operation: string
  done: number
  of: number
}

/** Arrivals and users are dealt in turn; with `share`, by that part of the whole (all shards together: 1). */
export interface ShardOfRun {
  index: number
  count: number
  /** The shares of all shards, in their order; default: equal. */
  shares?: number[]
}

/** Told once a second, after the second closed (its outcomes can no longer change). */
export interface EngineTick {
  /** Finished rows of all resolutions that closed with this tick. */
  buckets: Bucket[]
  generator: GeneratorSecond[]
  samples: Sample[]
  /** For the timeline; a change among them has been heard by this engine. */
  marks?: RunMark[]
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
  /** Resolves when everything is ready to send, with what setup extracted; null when it could not get there (`finished` says why). */
  prepared: Promise<{ sharedValues: Record<string, string> } | null>
  /** Second 0 begins then. Only with `waitsForGo`; the first call counts. */
  go(startAt: Date): void
  /** All changes so far, also those told before. A level above what target policy and plan allow is cut to it. */
  changeLoad(changes: LoadChange[]): void
  /** Resolves with the moment second 0 begins; null when the engine could not start (`finished` says why). */
  started: Promise<Date | null>
  /** Resolves when no more load is sent and the last tick was delivered. */
  finished: Promise<EngineOutcome>
  /**
   * No new request leaves after this; requests in flight get `graceMs` to end, then count as interrupted. Teardown follows within 15 s,
   * as long as one under way has from then on; with a `graceMs` of 0 there is none, and one under way is cut short.
   */
  stop(reason: 'stopped' | 'aborted', message: string | null, graceMs?: number): void
}

export type StartEngine = (
  input: EngineInput,
  onTick: (tick: EngineTick) => void | Promise<void>,
  onProgress?: (progress: OnceProgress) => void,
) => EngineHandle
