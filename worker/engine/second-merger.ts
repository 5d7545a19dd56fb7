// A second is over when every thread has told its part of it, or is done and has none.

import type { SentSecond } from './protocol.ts'

export class SecondMerger {
  /** What each thread told and is not handed out, in order. */
  readonly #told: SentSecond[][]
  readonly #isDone: boolean[]

  constructor(threads: number) {
    this.#told = Array.from({ length: threads }, () => [])
    this.#isDone = new Array(threads).fill(false)
  }

  /** Threads tell their seconds in order, from 0, without a gap. Returns the seconds that are over with this one, in order. */
  take(thread: number, second: SentSecond): SentSecond[][] {
    this.#told[thread]!.push(second)
    return this.#closed()
  }

  /** A thread has nothing more to tell. Returns the seconds that are over with that. */
  done(thread: number): SentSecond[][] {
    this.#isDone[thread] = true
    return this.#closed()
  }

  #closed(): SentSecond[][] {
    const closed: SentSecond[][] = []
    while (this.#told.every((told, thread) => told.length > 0 || this.#isDone[thread])) {
      const parts = this.#told.flatMap((told) => told.splice(0, 1))
      if (parts.length === 0) break
      closed.push(parts)
    }
    return closed
  }
}
