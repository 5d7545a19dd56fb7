// A cache as analytics and tracking use it: a bounded number of keys, the longest unused goes first, a known cost of a hit and of a miss.

export interface CacheSettings {
  entries: number
  hitMs: number
  missMs: number
}

export class Cache {
  readonly #keys = new Set<string>()
  #settings: CacheSettings
  hits = 0
  misses = 0

  constructor(settings: CacheSettings) {
    this.#settings = settings
  }

  get size(): number {
    return this.#keys.size
  }

  set(settings: CacheSettings): void {
    this.#settings = settings
    this.#shrink()
  }

  /** Counts the look-up; a miss fills the cache. */
  look(key: string, isMissWanted = false): { isHit: boolean; costMs: number } {
    const isHit = !isMissWanted && this.#keys.delete(key)
    if (isHit) this.hits++
    else this.misses++
    this.#keys.add(key)
    this.#shrink()
    return { isHit, costMs: isHit ? this.#settings.hitMs : this.#settings.missMs }
  }

  /** Forgets a share (0 – 1) of the keys, the longest unused first. */
  evict(share: number): number {
    const count = Math.ceil(this.#keys.size * share)
    for (const key of this.#keys.values().take(count).toArray()) this.#keys.delete(key)
    return count
  }

  reset(): void {
    this.hits = this.misses = 0
    this.#keys.clear()
  }

  #shrink(): void {
    while (this.#keys.size > this.#settings.entries) this.#keys.delete(this.#keys.keys().next().value!)
  }
}
