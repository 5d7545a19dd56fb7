// Memory that grows at a known speed and is never given back, up to a bound that spares the machine.

const STEP_MS = 100
const MOST_BYTES = 512 * 1024 * 1024

export class Leak {
  #held: Buffer[] = []
  #timer: NodeJS.Timeout | null = null
  #bytesPerSecond = 0
  heldBytes = 0

  /** Grows by so many bytes a second from now on; 0 keeps what there is. */
  set(bytesPerSecond: number): void {
    if (bytesPerSecond === this.#bytesPerSecond) return
    this.#bytesPerSecond = bytesPerSecond
    this.#begin()
  }

  /** Gives back what was held; a leak that is on begins again. */
  release(): void {
    this.#held = []
    this.heldBytes = 0
    this.#begin()
  }

  #begin(): void {
    if (this.#timer) clearInterval(this.#timer)
    this.#timer = null
    if (this.#bytesPerSecond === 0) return
    const startedAt = performance.now()
    const before = this.heldBytes
    this.#timer = setInterval(() => {
      const wanted = before + ((performance.now() - startedAt) / 1000) * this.#bytesPerSecond
      this.#hold(Math.floor(Math.min(wanted, MOST_BYTES) - this.heldBytes))
    }, STEP_MS)
    this.#timer.unref()
  }

  /** Filled, for memory that was never touched is not resident. */
  #hold(bytes: number): void {
    if (bytes <= 0) return
    this.#held.push(Buffer.alloc(bytes, 1))
    this.heldBytes += bytes
  }
}
