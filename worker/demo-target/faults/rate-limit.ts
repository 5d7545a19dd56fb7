// A limit on requests: so many in each window of the clock, however they are spread within it. The rest is told when to come again.

export interface RateLimit {
  requests: number
  perMs: number
}

export class RateLimiter {
  #limit: RateLimit | null = null
  #windowStart = 0
  #taken = 0
  refused = 0

  set(limit: RateLimit | null): void {
    this.#limit = limit
    this.#taken = 0
  }

  /** 0 when the request may go on, else seconds until it may, at least 1. `nowMs` is the wall clock. */
  take(nowMs: number): number {
    const limit = this.#limit
    if (!limit) return 0
    const windowStart = Math.floor(nowMs / limit.perMs) * limit.perMs
    if (windowStart !== this.#windowStart) {
      this.#windowStart = windowStart
      this.#taken = 0
    }
    if (this.#taken < limit.requests) {
      this.#taken++
      return 0
    }
    this.refused++
    return Math.max(1, Math.ceil((windowStart + limit.perMs - nowMs) / 1000))
  }
}
