// Requests and answers kept to be looked at: of each operation and minute the first failed ones of each error class, and the slowest of
// those that were ok. Almost every attempt is passed over after one comparison. Of one that is taken only bytes are put aside; texts are
// made and secrets hidden later, one at a time, as each takes some 0.15 ms from pacing. Failed ones are handed out each second, the
// slowest of a minute all at once a while after it.
// Units: milliseconds since the start of the run; microseconds; bytes.

import { ERROR_CLASSES, type ErrorClass } from '#lib/runs/bucket.ts'
import { SAMPLES_PER_MINUTE, type Sample } from '#lib/runs/sample.ts'
import { isSensitiveName } from '#lib/runs/sensitive-text.ts'
import type { Attempt } from '../attempt.ts'
import { type Taken, takeExchange, toSample } from './exchange.ts'
import { Mask } from './mask.ts'

/** Seconds into the next minute at which the slowest of a minute are handed out: time enough to make 2,000 of them. */
export const SLOWEST_AFTER_S = 20

export class Sampler {
  readonly #mask: Mask
  /** Slots of extracted values that nobody may see. */
  readonly #sensitive: number[]
  /** By series: an ok attempt has to be slower than this, ms. */
  readonly #threshold: Float64Array
  readonly #slowest: Taken[][]
  /** By series and error class: how many were taken this minute. */
  readonly #failedCounts: Uint8Array
  readonly #failed: Taken[] = []
  readonly #madeFailed: Sample[] = []
  /** Of the minute before. */
  readonly #slow: Taken[] = []
  readonly #madeSlow: Sample[] = []

  /** `secrets`: the values of the environment's secrets; `slots`: where each extracted value lies, by name. */
  constructor(seriesCount: number, secrets: readonly string[], slots: ReadonlyMap<string, number>) {
    this.#mask = new Mask(secrets)
    this.#sensitive = [...slots].filter(([name]) => isSensitiveName(name)).map(([, slot]) => slot)
    this.#threshold = new Float64Array(seriesCount).fill(-1)
    this.#slowest = Array.from({ length: seriesCount }, () => [])
    this.#failedCounts = new Uint8Array(seriesCount * ERROR_CLASSES.length)
  }

  /** An attempt is over: `failure` null = ok. `why` says what went wrong. */
  look(attempt: Attempt, nowMs: number, failure: ErrorClass | null, why: string | null): void {
    const { series } = attempt.operation
    if (failure !== null) return this.#lookAtFailed(attempt, nowMs, failure, why)
    if (nowMs - attempt.intendedMs > this.#threshold[series]!) this.#takeSlow(attempt, nowMs)
  }

  wantsFailed({ operation }: Attempt, failure: ErrorClass): boolean {
    return this.#failedCounts[slotOf(operation.series, failure)]! < SAMPLES_PER_MINUTE
  }

  /** Makes one sample of what was put aside; to be called each time around the loop. */
  makeOne(): void {
    if (this.#failed.length > 0) this.#madeFailed.push(toSample(this.#failed.shift()!, 'failed', this.#mask))
    else if (this.#slow.length > 0) this.#madeSlow.push(toSample(this.#slow.pop()!, 'slowest', this.#mask))
  }

  /** Adds what is to be handed out with a second that is over. */
  handOut(second: number, into: Sample[]): void {
    into.push(...this.#madeFailed.splice(0))
    const intoMinute = (second + 1) % 60
    if (intoMinute === SLOWEST_AFTER_S) this.#handOutSlow(into)
    if (intoMinute === 0) this.#endMinute()
  }

  /** Adds everything that is left: the run is over. */
  handOutRest(into: Sample[]): void {
    this.#endMinute()
    while (this.#failed.length > 0) this.makeOne()
    into.push(...this.#madeFailed.splice(0))
    this.#handOutSlow(into)
  }

  #handOutSlow(into: Sample[]): void {
    for (const taken of this.#slow.splice(0)) this.#madeSlow.push(toSample(taken, 'slowest', this.#mask))
    into.push(...this.#madeSlow.splice(0))
  }

  #endMinute(): void {
    this.#failedCounts.fill(0)
    this.#threshold.fill(-1)
    for (const list of this.#slowest) this.#slow.push(...list.splice(0))
  }

  #lookAtFailed(attempt: Attempt, nowMs: number, failure: ErrorClass, why: string | null): void {
    if (!this.wantsFailed(attempt, failure)) return
    this.#failedCounts[slotOf(attempt.operation.series, failure)]!++
    this.#failed.push(takeExchange(attempt, nowMs, failure, why, this.#sensitiveOf(attempt)))
  }

  #takeSlow(attempt: Attempt, nowMs: number): void {
    const { series } = attempt.operation
    const list = this.#slowest[series]!
    const taken = takeExchange(attempt, nowMs, null, null, this.#sensitiveOf(attempt))
    const after = list.findIndex(({ responseMs }) => responseMs < taken.responseMs)
    list.splice(after < 0 ? list.length : after, 0, taken)
    if (list.length > SAMPLES_PER_MINUTE) list.pop()
    if (list.length === SAMPLES_PER_MINUTE) this.#threshold[series] = list.at(-1)!.responseMs
  }

  /** What the request used and what the answer gave. */
  #sensitiveOf({ iteration }: Attempt): string[] {
    const given = this.#sensitive.flatMap((slot) => [iteration.values[slot], iteration.shared[slot]])
    return [...iteration.sensitive, ...given.filter((value) => typeof value === 'string')]
  }
}

function slotOf(series: number, failure: ErrorClass): number {
  return series * ERROR_CLASSES.length + ERROR_CLASSES.indexOf(failure)
}
