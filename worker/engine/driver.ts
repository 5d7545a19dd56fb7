// What the generator's loop asks of a load model. Units: milliseconds since the start of the run.

import type { LoadProfile } from '#lib/load/profile.ts'
import type { IterationOwner } from './executor.ts'
import type { Iteration } from './iteration.ts'

/** The loop came around, or a request left, this late: what is dropped then is the generator's. */
export const LATE_MS = 20

export interface Driver extends IterationOwner {
  readonly activeUsers: number
  /** When `tick` is needed next; Infinity when it only needs to come around. */
  readonly nextMs: number
  /** The iterations the plan allows have begun: nothing more will, though the schedule may go on. */
  readonly isSpent: boolean
  /** When the iteration that ended last did so. */
  readonly lastEndMs: number
  /** Starts what is due by now. */
  tick(nowMs: number): void
  /** An iteration that waited in the due queue is due to begin. */
  begin(iteration: Iteration, dueMs: number): void
  /** The load is another one from now on; both are the same up to where they differ. */
  change(profile: LoadProfile): void
  /** The schedule is over: nothing new begins. */
  end(): void
}
