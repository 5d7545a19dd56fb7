// Watches a generator thread from outside: a loop that hangs (a check whose pattern never comes to an end) hears nothing, not even the
// word to stop. Time is counted in looks of our own, not read from a clock: a machine that slept, or a main thread that was held up,
// counts as one look, after which everything that was said in the meantime is heard. Units: milliseconds.

import { totalDurationMs } from '#lib/load/pacer.ts'
import type { CompiledPlan, OnceStep } from '#lib/plans/compiled.ts'
import { operationKeysOf } from '#lib/runs/series.ts'
import type { EngineInput } from './engine.ts'

const LOOK_MS = 250
/** A generator tells every second; this long without one it hangs. */
const SILENCE_MS = 15_000
/** On top of the grace: the last second is packed, connections are closed. */
const STOP_SLACK_MS = 2000
/** At the planned end requests get their own time limit to be answered, at most this long. */
export const LONGEST_GRACE_MS = 30_000
/** On top of everything a run may take by its plan. */
const RUN_SLACK_MS = 10_000
/** Teardown behind a setup that failed: the run is over before it began, and somebody waits to be told. */
export const FAILED_SETUP_TEARDOWN_MS = 15_000
/** Names are resolved, payloads are made, the path is warmed up. */
const PREPARE_MS = 60_000

export interface WatchLimits {
  /** From the start of the thread until it is ready. */
  prepareMs: number
  /** The schedule. */
  loadMs: number
  /** The longest wait for answers at the planned end. */
  afterLoadMs: number
}

export function watchLimitsOf({ plan, scenario: key }: EngineInput): WatchLimits {
  const scenario = plan.scenarios.find((candidate) => candidate.key === key)
  return {
    prepareMs: PREPARE_MS + longestOnceMs(plan, plan.setup) + FAILED_SETUP_TEARDOWN_MS,
    loadMs: scenario ? totalDurationMs(scenario.load) : 0,
    afterLoadMs: LONGEST_GRACE_MS + longestJobMs(plan, key),
  }
}

/** Jobs are followed to their end, however long that may be after the load. */
function longestJobMs(plan: CompiledPlan, scenario: string): number {
  const sent = new Set(operationKeysOf(plan, scenario))
  return Math.max(0, ...plan.operations.map(({ key, poll }) => (sent.has(key) && poll ? poll.timeoutMs : 0)))
}

/** How long setup or teardown takes when every answer takes as long as it may. */
export function longestOnceMs(plan: CompiledPlan, steps: OnceStep[]): number {
  const limits = new Map(plan.operations.map((operation) => [operation.key, operation.timeoutMs]))
  return steps.reduce(
    (sum, { operation, times, atOnce }) =>
      sum + Math.ceil(times / atOnce) * (limits.get(operation) ?? plan.client.requestTimeoutMs),
    0,
  )
}

/** Of a thread that is given `withinMs` to tear down. */
export const tearDownLimits = (withinMs: number): WatchLimits => ({
  prepareMs: withinMs + STOP_SLACK_MS,
  loadMs: 0,
  afterLoadMs: 0,
})

export class Watchdog {
  readonly #limits: WatchLimits
  readonly #onHung: () => void
  readonly #timer = setInterval(() => this.#look(), LOOK_MS)
  #leftMs: number
  /** Time in which silence means something; Infinity when it does not. */
  #untilSilentMs = Number.POSITIVE_INFINITY
  #loadLeftMs = Number.POSITIVE_INFINITY

  /** `onHung` is called at most once. */
  constructor(limits: WatchLimits, onHung: () => void) {
    this.#limits = limits
    this.#onHung = onHung
    this.#leftMs = limits.prepareMs
  }

  /** The generator is ready, and may wait for the word to go as long as others need. */
  ready(): void {
    this.#leftMs = Number.POSITIVE_INFINITY
  }

  /** Second 0 begins in `leadMs`. */
  started(leadMs: number): void {
    const { loadMs, afterLoadMs } = this.#limits
    this.#loadLeftMs = leadMs + loadMs
    this.#leftMs = leadMs + loadMs + afterLoadMs + RUN_SLACK_MS
    this.#untilSilentMs = leadMs + SILENCE_MS
  }

  /** The generator told a second. */
  heard(): void {
    this.#untilSilentMs = SILENCE_MS
  }

  /** The generator was told to stop. */
  stopping(graceMs: number): void {
    this.#leftMs = Math.min(this.#leftMs, graceMs + STOP_SLACK_MS)
  }

  end(): void {
    clearInterval(this.#timer)
  }

  #look(): void {
    this.#leftMs -= LOOK_MS
    this.#loadLeftMs -= LOOK_MS
    this.#untilSilentMs -= LOOK_MS
    // After the load there may be nothing to tell.
    const isSilent = this.#untilSilentMs <= 0 && this.#loadLeftMs > 0
    if (this.#leftMs > 0 && !isSilent) return
    this.end()
    this.#onHung()
  }
}
