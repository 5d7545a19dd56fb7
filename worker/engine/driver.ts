// What the generator's loop asks of a load model. Units: milliseconds since the start of the run.

import type { IterationOwner } from './executor.ts'
import type { Iteration } from './iteration.ts'

export interface Driver extends IterationOwner {
  readonly activeUsers: number
  /** When `tick` is needed next; Infinity when it only needs to come around. */
  readonly nextMs: number
  /** Starts what is due by now. */
  tick(nowMs: number): void
  /** An iteration that waited in the due queue is due to begin. */
  begin(iteration: Iteration, dueMs: number): void
  /** The schedule is over: nothing new begins. */
  end(): void
}
