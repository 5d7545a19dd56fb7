// What is told of attempts beside the counts: each is shown to an onlooker, and the first message of each class of failure is kept.

import { messageOf } from '#lib/core/errors.ts'
import type { ErrorClass } from '#lib/runs/bucket.ts'
import type { Attempt } from './attempt.ts'
import { explain } from './judge.ts'
import type { Sampler } from './sampling/sampler.ts'

/** Is shown each attempt that is over, and says which failures it wants explained. */
export type Onlooker = Pick<Sampler, 'look' | 'wantsFailed'>

export class Telling {
  readonly firstErrors = new Map<ErrorClass, string>()
  readonly #onlooker: Onlooker | null

  constructor(onlooker: Onlooker | null) {
    this.#onlooker = onlooker
  }

  remember(failure: ErrorClass, why: string): void {
    if (!this.firstErrors.has(failure)) this.firstErrors.set(failure, why)
  }

  /** `known` null: explained from the answer, where anybody wants to know. What is only told never keeps an iteration from going on. */
  show(attempt: Attempt, nowMs: number, failure: ErrorClass | null, known: string | null): void {
    try {
      let why = known
      if (failure !== null && why === null && this.#isNews(attempt, failure))
        why = explain(attempt, nowMs - attempt.intendedMs)
      if (failure !== null && why !== null) this.remember(failure, why)
      this.#onlooker?.look(attempt, nowMs, failure, why)
    } catch (error) {
      if (failure !== null) this.remember(failure, `What failed cannot be told: ${messageOf(error)}`)
    }
  }

  #isNews(attempt: Attempt, failure: ErrorClass): boolean {
    return !this.firstErrors.has(failure) || (this.#onlooker?.wantsFailed(attempt, failure) ?? false)
  }
}
