// Time limits of requests without a timer each: requests of one limit expire in the order they began, so each limit keeps a list.
// Units: milliseconds since the start of the run.

/** What a list holds. The links are the list's own. */
export interface Expiring {
  deadlineMs: number
  earlier: Expiring | null
  later: Expiring | null
  list: DeadlineList | null
}

export class DeadlineList {
  readonly limitMs: number
  first: Expiring | null = null
  last: Expiring | null = null

  constructor(limitMs: number) {
    this.limitMs = limitMs
  }
}

export class Deadlines<Item extends Expiring> {
  readonly #lists = new Map<number, DeadlineList>()

  add(item: Item, nowMs: number, limitMs: number): void {
    let list = this.#lists.get(limitMs)
    if (!list) this.#lists.set(limitMs, (list = new DeadlineList(limitMs)))
    item.deadlineMs = nowMs + limitMs
    item.list = list
    item.earlier = list.last
    item.later = null
    if (list.last) list.last.later = item
    else list.first = item
    list.last = item
  }

  remove(item: Item): void {
    const { list, earlier, later } = item
    if (!list) return
    if (earlier) earlier.later = later
    else list.first = later
    if (later) later.earlier = earlier
    else list.last = earlier
    item.list = null
    item.earlier = null
    item.later = null
  }

  /** Takes out and tells every item whose time is up. */
  expire(nowMs: number, onExpired: (item: Item) => void): void {
    for (const list of this.#lists.values()) {
      while (list.first && list.first.deadlineMs <= nowMs) {
        const item = list.first as Item
        this.remove(item)
        onExpired(item)
      }
    }
  }

  /** All items, whatever time they have left. */
  all(): Item[] {
    const items: Item[] = []
    for (const list of this.#lists.values()) {
      for (let item = list.first; item; item = item.later) items.push(item as Item)
    }
    return items
  }
}
