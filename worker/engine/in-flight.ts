// Requests sent or waiting for a connection: their objects, which are used again and again, and their time limits.
// Units: milliseconds since the start of the run.

import { Attempt, type AttemptOwner } from './attempt.ts'
import { Deadlines } from './deadlines.ts'
import type { EngineOperation } from './engine-plan.ts'
import type { Iteration } from './iteration.ts'

export class InFlight {
  count = 0
  /** All so far. */
  begun = 0
  readonly #owner: AttemptOwner
  readonly #deadlines = new Deadlines<Attempt>()
  readonly #free: Attempt[] = []

  constructor(owner: AttemptOwner) {
    this.#owner = owner
  }

  begin(operation: EngineOperation, iteration: Iteration, intendedMs: number, nowMs: number): Attempt {
    const attempt = this.#free.pop() ?? new Attempt(this.#owner)
    attempt.begin(operation, iteration, intendedMs, nowMs)
    this.count++
    this.begun++
    this.#deadlines.add(attempt, nowMs, operation.timeoutMs)
    return attempt
  }

  /** What became of it is known. */
  close(attempt: Attempt): void {
    attempt.isSettled = true
    this.count--
    this.#deadlines.remove(attempt)
  }

  /** No connection holds it any more: it may be used again. */
  free(attempt: Attempt): void {
    this.#free.push(attempt)
  }

  expire(nowMs: number, onExpired: (attempt: Attempt) => void): void {
    this.#deadlines.expire(nowMs, onExpired)
  }

  /** Those in a queue first: given up last, they would be given the place of a connection that is closed. */
  all(): Attempt[] {
    const attempts = this.#deadlines.all()
    const queued = attempts.filter(({ connection }) => connection === null)
    return [...new Set([...queued, ...attempts])]
  }
}
