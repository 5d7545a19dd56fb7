// Sleeps the event loop until the next moment something is due, to about a tenth of a millisecond. Timers alone are late by one to two
// milliseconds, which would stand in every response time; spinning would take the core the target may need. So the last stretch is
// passed by coming around again and again, with naps of 50 µs in between. Sockets are served each time it comes around.

const NAP_MS = 0.05
/** Below this the nap would take longer than the wait. */
const SHORTEST_NAP_MS = 0.08
/** Timers fire up to this late. */
const TIMER_LATE_MS = 1.6

export class FineSleep {
  /** Time napped so far, ms: not work, although the event loop counts it as such. */
  nappedMs = 0
  readonly #onWake: () => void
  readonly #lock = new Int32Array(new SharedArrayBuffer(4))
  #timer: NodeJS.Timeout | null = null
  #immediate: NodeJS.Immediate | null = null
  #wakeAtMs = 0
  #isStopped = false

  constructor(onWake: () => void) {
    this.#onWake = () => {
      this.#timer = null
      this.#immediate = null
      onWake()
    }
  }

  /** `canNap` is false right after requests were handed over, which are written on the next time around. */
  until(dueMs: number, nowMs: number, canNap: boolean): void {
    this.#clear()
    if (this.#isStopped) return
    this.#wakeAtMs = dueMs
    const waitMs = dueMs - nowMs
    if (waitMs > 1 + TIMER_LATE_MS) {
      this.#timer = setTimeout(this.#onWake, waitMs - TIMER_LATE_MS)
      return
    }
    if (canNap && waitMs > SHORTEST_NAP_MS) this.#nap(Math.min(NAP_MS, waitMs - NAP_MS))
    this.#immediate = setImmediate(this.#onWake)
  }

  /** Something came up that is due at `dueMs`, perhaps earlier than what it sleeps for. While it is awake there is nothing to do. */
  wakeBy(dueMs: number, now: () => number): void {
    if (this.#timer && dueMs < this.#wakeAtMs) this.until(dueMs, now(), false)
  }

  stop(): void {
    this.#isStopped = true
    this.#clear()
  }

  #nap(ms: number): void {
    const before = performance.now()
    Atomics.wait(this.#lock, 0, 0, ms)
    this.nappedMs += performance.now() - before
  }

  #clear(): void {
    if (this.#timer) clearTimeout(this.#timer)
    if (this.#immediate) clearImmediate(this.#immediate)
    this.#timer = null
    this.#immediate = null
  }
}
