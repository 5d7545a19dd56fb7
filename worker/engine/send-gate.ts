// The rate the instance allows at most, of one thread. A request that comes too early waits, and its intended start with it: neither the
// target nor the generator is to blame. Polls count like all others; hops of redirects and repetitions do not.
// Units: milliseconds since the start of the run.

import { RateCap } from '#lib/load/user-pacing.ts'
import type { DueQueue } from './due-queue.ts'
import type { Iteration } from './iteration.ts'

/** Not worth waiting for. */
const SHORTEST_MS = 1

export class SendGate {
  /** Iterations that wait. */
  held = 0
  readonly #cap: RateCap
  readonly #due: DueQueue<Iteration>

  constructor(perSecond: number, due: DueQueue<Iteration>) {
    this.#cap = new RateCap(perSecond)
    this.#due = due
  }

  /** Whether the next request of an iteration has to wait; if so, the iteration is due again when it may be sent. */
  holds(iteration: Iteration, intendedMs: number, nowMs: number): boolean {
    if (iteration.isHeld) {
      iteration.isHeld = false
      this.held--
      return false
    }
    const allowedMs = this.#cap.take(intendedMs)
    if (allowedMs - nowMs < SHORTEST_MS) return false
    iteration.isHeld = true
    this.held++
    this.#due.push(allowedMs, iteration)
    return true
  }
}
