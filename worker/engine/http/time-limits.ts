// Time limits of connections, without a timer each: for being opened, and for the first byte of an answer.
// Units: milliseconds on the clock of `performance.now()`.

import { Deadlines, type Expiring } from '../deadlines.ts'

export interface Limited extends Expiring {
  onTimeUp(): void
}

export class TimeLimits {
  /** As of the last look. */
  nowMs = performance.now()
  readonly #deadlines = new Deadlines<Limited>()

  start(limited: Limited, limitMs: number): void {
    this.#deadlines.add(limited, performance.now(), limitMs)
  }

  stop(limited: Limited): void {
    if (limited.list) this.#deadlines.remove(limited)
  }

  expire(): void {
    this.nowMs = performance.now()
    this.#deadlines.expire(this.nowMs, (limited) => limited.onTimeUp())
  }
}
