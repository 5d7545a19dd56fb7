// A login that is sent anew when answers say that its token is not good any more: once, whoever asks, while all others wait. What it
// extracts is there for everybody then. A request that was sent with an older token than the one there is needs no new login.
// Of several threads one logs in for all: each login would make the tokens of the others worthless where a target keeps one only.

import type { EnginePlan } from './engine-plan.ts'
import { Once, type OnceParts } from './once.ts'

/** What came of a login: the number of the token there is now, and what went wrong or null. */
export interface Renewal {
  generation: number
  problem: string | null
}

/** How this thread comes to a new token: by a login of its own, told to the others, or by asking the thread that logs in. */
export interface RenewalDoor {
  ask: ((generation: number) => void) | null
  onRenewed: (renewal: Renewal) => void
}

const ALONE: RenewalDoor = { ask: null, onRenewed: () => {} }

export class TokenRefresh {
  /** How many logins there were; a request is sent with the token of one of them. */
  generation = 0
  /** Where a user's own values would hide what the login gave. */
  readonly slots: readonly number[]
  readonly #parts: Omit<OnceParts, 'onProgress'>
  readonly #door: RenewalDoor
  #waiting: ((problem: string | null) => void)[] | null = null

  /** The login is sent as setup sends it, outside of every series, and fills `shared`. */
  constructor(
    { operation, slots }: NonNullable<EnginePlan['login']>,
    shared: OnceParts['shared'],
    makeExecutor: OnceParts['makeExecutor'],
    random: OnceParts['random'],
    door: RenewalDoor = ALONE,
  ) {
    this.#door = door
    this.slots = slots
    this.#parts = { name: 'login', steps: [{ operation, times: 1, atOnce: 1 }], shared, makeExecutor, random }
  }

  /** Calls back later, with what went wrong or null, once there is a newer token than that of `generation`. */
  renew(generation: number, onRenewed: (problem: string | null) => void): void {
    if (this.#waiting) this.#waiting.push(onRenewed)
    else if (generation < this.generation) queueMicrotask(() => onRenewed(null))
    else this.#begin(generation, onRenewed)
  }

  /** What the thread that logs in has told; `shared` holds its values already. */
  renewed({ generation, problem }: Renewal): void {
    this.generation = Math.max(this.generation, generation)
    const waiting = this.#waiting ?? []
    this.#waiting = null
    for (const tell of waiting) tell(problem)
  }

  #begin(generation: number, first: (problem: string | null) => void): void {
    this.#waiting = [first]
    if (this.#door.ask) return this.#door.ask(generation)
    const end = (problem: string | null) => {
      const renewal = { problem, generation: this.generation + (problem === null ? 1 : 0) }
      this.renewed(renewal)
      this.#door.onRenewed(renewal)
    }
    void new Once({ ...this.#parts, onProgress: () => {} }).run().then(end)
  }
}
