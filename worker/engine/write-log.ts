// Acknowledged writes of one thread, kept until they are read back: who made them, what was written, and what the reading needs to know.
// Units: milliseconds since the start of the run; bytes.

import type { Attempt } from './attempt.ts'
import type { Onlooker } from './telling.ts'

/** Of one thread; what comes later is counted and not followed. */
const MOST_WRITES = 200_000
const MOST_BYTES = 64_000_000
/** A longer body is not compared. */
const MOST_BODY_BYTES = 16_000
/** What a write takes beside its body and its values. */
const OWN_BYTES = 200

export interface AcknowledgedWrite {
  key: string
  operation: Attempt['operation']
  atMs: number
  user: number
  iteration: number
  values: (string | null)[]
  rows: (string[] | null)[]
  body: Buffer | null
}

export class WriteLog {
  readonly writes: AcknowledgedWrite[] = []
  notFollowed = 0
  #bytes = 0

  get acknowledged(): number {
    return this.writes.length + this.notFollowed
  }

  /** Shows each attempt to the other onlooker, and keeps those that wrote something. */
  beside(other: Onlooker): Onlooker {
    return {
      wantsFailed: (attempt, failure) => other.wantsFailed(attempt, failure),
      look: (attempt, nowMs, failure, why) => {
        if (attempt.operation.write !== null && failure === null && attempt.status < 400) this.take(attempt, nowMs)
        other.look(attempt, nowMs, failure, why)
      },
    }
  }

  /** The answer said that the write was taken. */
  take(attempt: Attempt, nowMs: number): void {
    const { operation, iteration, body } = attempt
    if (operation.write === null) return
    const key = operation.write.key.render(iteration)
    iteration.missing = null
    const kept = body !== null && body.length <= MOST_BODY_BYTES ? body : null
    this.#bytes += OWN_BYTES + key.length + (kept?.length ?? 0) + iteration.values.length * 16
    if (key === '' || this.writes.length >= MOST_WRITES || this.#bytes > MOST_BYTES) {
      this.notFollowed++
      return
    }
    const { user, iteration: number, values, rows } = iteration
    const then = { values: [...values], rows: [...rows] }
    this.writes.push({ key, operation, atMs: nowMs, user, iteration: number, ...then, body: kept })
  }
}
