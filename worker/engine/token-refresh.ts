// A login that is sent anew when answers say that its token is not good any more: once, whoever asks, while all others wait. What it
// extracts is there for everybody then. A request that was sent with an older token than the one there is needs no new login.

import type { EnginePlan } from './engine-plan.ts'
import { Once, type OnceParts } from './once.ts'

export class TokenRefresh {
  /** How many logins there were; a request is sent with the token of one of them. */
  generation = 0
  /** Where a user's own values would hide what the login gave. */
  readonly slots: readonly number[]
  readonly #parts: Omit<OnceParts, 'onProgress'>
  #waiting: ((problem: string | null) => void)[] | null = null

  /** The login is sent as setup sends it, outside of every series, and fills `shared`. */
  constructor(
    { operation, slots }: NonNullable<EnginePlan['login']>,
    shared: OnceParts['shared'],
    makeExecutor: OnceParts['makeExecutor'],
  ) {
    this.slots = slots
    this.#parts = { name: 'login', steps: [{ operation, times: 1, atOnce: 1 }], shared, makeExecutor }
  }

  /** Calls back later, with what went wrong or null, once there is a newer token than that of `generation`. */
  renew(generation: number, onRenewed: (problem: string | null) => void): void {
    if (this.#waiting) this.#waiting.push(onRenewed)
    else if (generation < this.generation) queueMicrotask(() => onRenewed(null))
    else this.#begin(onRenewed)
  }

  #begin(first: (problem: string | null) => void): void {
    const waiting = [first]
    this.#waiting = waiting
    const end = (problem: string | null) => {
      this.#waiting = null
      if (problem === null) this.generation++
      for (const tell of waiting) tell(problem)
    }
    void new Once({ ...this.#parts, onProgress: () => {} }).run().then(end)
  }
}
