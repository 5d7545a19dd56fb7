// What is due next: a binary heap of (moment, item), the earliest first; equal moments in order of arrival.
// No allocation per entry once grown. Units: milliseconds since the start of the run.

export class DueQueue<Item> {
  #times = new Float64Array(1024)
  readonly #items: (Item | undefined)[] = []
  #order = new Float64Array(1024)
  readonly #onEarlier: (dueMs: number) => void
  #count = 0
  #pushed = 0

  /** `onEarlier` is told each moment that is pushed and comes before all others. */
  constructor(onEarlier: (dueMs: number) => void = () => {}) {
    this.#onEarlier = onEarlier
  }

  get size(): number {
    return this.#count
  }

  /** The earliest moment; Infinity when empty. */
  get nextMs(): number {
    return this.#count > 0 ? this.#times[0]! : Number.POSITIVE_INFINITY
  }

  push(dueMs: number, item: Item): void {
    if (this.#count === this.#times.length) this.#grow()
    let at = this.#count++
    const order = this.#pushed++
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (this.#times[parent]! <= dueMs) break
      this.#move(parent, at)
      at = parent
    }
    this.#place(at, dueMs, order, item)
    if (at === 0) this.#onEarlier(dueMs)
  }

  /** The item that is due at or before `nowMs`, taken out; undefined when there is none. */
  pop(nowMs: number): Item | undefined {
    if (this.#count === 0 || this.#times[0]! > nowMs) return undefined
    const first = this.#items[0]
    const last = --this.#count
    const item = this.#items[last]
    const [dueMs, order] = [this.#times[last]!, this.#order[last]!]
    this.#items[last] = undefined
    if (last > 0) this.#sink(dueMs, order, item)
    return first
  }

  /** Takes out everything, in no order. */
  drain(): Item[] {
    const items = this.#items.slice(0, this.#count) as Item[]
    this.#items.length = 0
    this.#count = 0
    return items
  }

  #sink(dueMs: number, order: number, item: Item | undefined): void {
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= this.#count) break
      if (child + 1 < this.#count && this.#isBefore(child + 1, this.#times[child]!, this.#order[child]!)) child++
      if (!this.#isBefore(child, dueMs, order)) break
      this.#move(child, at)
      at = child
    }
    this.#place(at, dueMs, order, item)
  }

  #isBefore(at: number, dueMs: number, order: number): boolean {
    const time = this.#times[at]!
    return time < dueMs || (time === dueMs && this.#order[at]! < order)
  }

  #move(from: number, to: number): void {
    this.#place(to, this.#times[from]!, this.#order[from]!, this.#items[from])
  }

  #place(at: number, dueMs: number, order: number, item: Item | undefined): void {
    this.#times[at] = dueMs
    this.#order[at] = order
    this.#items[at] = item
  }

  #grow(): void {
    const times = new Float64Array(this.#times.length * 2)
    const order = new Float64Array(this.#order.length * 2)
    times.set(this.#times)
    order.set(this.#order)
    this.#times = times
    this.#order = order
  }
}
