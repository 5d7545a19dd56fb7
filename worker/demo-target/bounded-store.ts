// Things in memory by key. The oldest are forgotten beyond the limits, so that hours of load do not fill the machine.

export interface StoreLimits {
  entries: number
  bytes: number
}

export class BoundedStore<Value> {
  readonly #byKey = new Map<string, { value: Value; bytes: number }>()
  readonly #limits: StoreLimits
  #bytes = 0

  constructor(limits: StoreLimits) {
    this.#limits = limits
  }

  get size(): number {
    return this.#byKey.size
  }

  get(key: string): Value | null {
    return this.#byKey.get(key)?.value ?? null
  }

  /** `bytes` is about what the value takes. A value that is replaced keeps its place among the oldest. */
  set(key: string, value: Value, bytes: number): void {
    this.#bytes += bytes - (this.#byKey.get(key)?.bytes ?? 0)
    this.#byKey.set(key, { value, bytes })
    while (this.#byKey.size > this.#limits.entries || (this.#bytes > this.#limits.bytes && this.#byKey.size > 1)) {
      this.delete(this.#byKey.keys().next().value!)
    }
  }

  delete(key: string): boolean {
    this.#bytes -= this.#byKey.get(key)?.bytes ?? 0
    return this.#byKey.delete(key)
  }

  clear(): void {
    this.#byKey.clear()
    this.#bytes = 0
  }

  /** Whether one more of `bytes` would push another out. */
  isFull(bytes: number): boolean {
    return this.#byKey.size >= this.#limits.entries || this.#bytes + bytes > this.#limits.bytes
  }

  /** Oldest first. */
  values(): IteratorObject<Value> {
    return this.#byKey.values().map(({ value }) => value)
  }
}
