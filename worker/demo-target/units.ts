// Units of a pretended database that grows by itself: on demand it goes to another number, one unit after the other, in a known time.

export const LEAST_UNITS = 2
export const MOST_UNITS = 16

export class Units {
  #from = LEAST_UNITS
  #to = LEAST_UNITS
  #beganMs = 0
  #overMs = 0

  scale(to: number, overMs: number, nowMs: number): void {
    this.#from = this.count(nowMs)
    this.#to = to
    this.#beganMs = nowMs
    this.#overMs = overMs
  }

  /** The last unit is there when the time is over, the first after an equal part of it. */
  count(nowMs: number): number {
    const done = this.#overMs > 0 ? Math.min(1, (nowMs - this.#beganMs) / this.#overMs) : 1
    const gone = (this.#to - this.#from) * done
    return this.#from + Math.trunc(gone + Math.sign(gone) * 1e-9)
  }

  reset(): void {
    this.scale(LEAST_UNITS, 0, 0)
  }
}
