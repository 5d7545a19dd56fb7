// A latency histogram in HdrHistogram's layout: every value is counted in a cell no wider than 1/1000 of it.
// Range 1 µs – 1 h, 3 significant digits. A percentile is the upper edge of the cell that holds the ⌈q · n⌉-th smallest value, so it is
// exact to 0.1 %. Unit: microseconds. Source: Gil Tene, HdrHistogram.
// Pages of cells are allocated when first hit: a typical second touches four (32 KB) in place of a full table (184 KB), and recording
// costs a quarter of hdr-histogram-js's `recordValue`.
// Loops run to the length of a page: where a bundler stands between, a constant of another module is looked up at every turn.

import { addEncodedCells, CountsWriter } from './histogram-encoding.ts'
import { HIGHEST_MICROS, lowerEdge, PAGE_COUNT, PAGE_SIZE, type Page, PagePool, upperEdge } from './histogram-pages.ts'

const sharedPool = new PagePool()

export class LatencyHistogram {
  /** Values recorded. */
  count = 0
  pages: (Page | null)[] = new Array(PAGE_COUNT).fill(null)
  readonly #pool: PagePool
  #sums: readonly number[] | null = null
  #summed = 0

  constructor(pool: PagePool = sharedPool) {
    this.#pool = pool
  }

  /** Counts one value; below 1 µs it is taken as 1 µs, above 1 h as 1 h. */
  record(micros: number): void {
    let value = HIGHEST_MICROS
    if (micros < HIGHEST_MICROS) value = micros
    if (!(value >= 1)) value = 1
    let cell: number
    if (value < 2048) cell = value | 0
    else {
      const shift = 21 - Math.clz32(value)
      cell = (shift << 10) + (value >>> shift)
    }
    const at = cell >> 10
    const page = this.pages[at] ?? this.#page(at)
    page[cell & 1023]! += 1
    this.count += 1
  }

  /** Adds another histogram; neither loses precision. */
  add(other: LatencyHistogram): void {
    for (let at = 0; at < this.pages.length; at++) {
      const from = other.pages[at]
      if (!from) continue
      const into = this.pages[at] ?? this.#page(at)
      for (let i = 0; i < from.length; i++) into[i]! += from[i]!
    }
    this.count += other.count
  }

  /** Adds a histogram from its bytes without building it. Throws RangeError on bytes that are not a histogram of this layout. */
  addEncoded(bytes: Uint8Array): void {
    this.count += addEncodedCells(bytes, (at) => this.#pageOf(at))
  }

  /** HdrHistogram V2 (uncompressed) bytes; null when nothing was recorded. */
  encode(): Uint8Array<ArrayBuffer> | null {
    if (this.count === 0) return null
    const writer = new CountsWriter()
    for (let at = 0; at <= this.#lastPage(); at++) writer.page(this.pages[at] ?? null)
    return writer.finish()
  }

  /** Upper edge of the cell that holds the ⌈fraction · n⌉-th smallest value, in µs; null when empty. `fraction` is 0 – 1. */
  quantile(fraction: number): number | null {
    return this.valueAtRank(rankOf(fraction, this.count))
  }

  /** Upper edge of the cell that holds the `rank`-th smallest value (from 1), in µs; null past the last. */
  valueAtRank(rank: number): number | null {
    if (rank > this.count || this.count === 0) return null
    let seen = 0
    const sums = this.#pageSums()
    for (let at = 0; at < this.pages.length; at++) {
      const page = this.pages[at]
      if (!page) continue
      if (seen + sums[at]! < rank) {
        seen += sums[at]!
        continue
      }
      for (let i = 0; i < page.length; i++) {
        seen += page[i]!
        if (seen >= rank) return upperEdge(at * PAGE_SIZE + i)
      }
    }
    return null
  }

  /** Values above `micros`, to the precision of a cell. */
  countAbove(micros: number): number {
    let above = 0
    for (const [from, , count] of this.cells()) if (from > micros) above += count
    return above
  }

  /** Lower edge of the cell of the smallest value, in µs; null when empty. */
  lowest(): number | null {
    for (let at = 0; at < this.pages.length; at++) {
      const page = this.pages[at]
      if (!page) continue
      for (let i = 0; i < page.length; i++) if (page[i]! > 0) return lowerEdge(at * PAGE_SIZE + i)
    }
    return null
  }

  /** Sum of the squared distances of all values, each taken as the middle of its cell, from `micros`; µs². */
  squaresAround(micros: number): number {
    let squares = 0
    for (let at = 0; at < this.pages.length; at++) {
      const page = this.pages[at]
      if (!page) continue
      // Cells of a page are equally wide: 1 µs in the first two, twice as wide in each one after.
      const width = at < 2 ? 1 : 2 ** (at - 1)
      const middle = lowerEdge(at * PAGE_SIZE) + (width - 1) / 2 - micros
      for (let i = 0; i < page.length; i++) {
        const count = page[i]!
        if (count > 0) squares += count * (middle + i * width) ** 2
      }
    }
    return squares
  }

  /** Visits the non-empty cells in order: lower edge and upper edge in µs, count. */
  eachCell(visit: (from: number, to: number, count: number) => void): void {
    for (let at = 0; at < this.pages.length; at++) {
      const page = this.pages[at]
      if (!page) continue
      const width = at < 2 ? 1 : 2 ** (at - 1)
      const start = lowerEdge(at * PAGE_SIZE)
      for (let i = 0; i < page.length; i++) {
        if (page[i]! > 0) visit(start + i * width, start + (i + 1) * width - 1, page[i]!)
      }
    }
  }

  /** Non-empty cells in order: lower edge and upper edge in µs, count. */
  cells(): [number, number, number][] {
    const cells: [number, number, number][] = []
    this.eachCell((from, to, count) => cells.push([from, to, count]))
    return cells
  }

  /** Empties it and hands its pages out, e.g. to another thread. */
  detach(): (Page | null)[] {
    const pages = this.pages
    this.pages = new Array(PAGE_COUNT).fill(null)
    this.count = 0
    this.#sums = null
    return pages
  }

  /** A histogram over pages of `detach` that hold `count` values. */
  static fromPages(pages: (Page | null)[], count: number, pool?: PagePool): LatencyHistogram {
    const histogram = new LatencyHistogram(pool)
    histogram.pages = pages
    histogram.count = count
    return histogram
  }

  /** Gives detached pages back, for the next histograms of this thread. */
  static recycle(pages: Page[]): void {
    for (const page of pages) sharedPool.give(page)
  }

  /** Empties it and gives its pages back. */
  reset(): void {
    for (let at = 0; at < this.pages.length; at++) {
      const page = this.pages[at]
      if (page) this.#pool.give(page)
      this.pages[at] = null
    }
    this.count = 0
    this.#sums = null
  }

  /** Values in each page, counted anew once something was recorded since. */
  #pageSums(): readonly number[] {
    if (this.#sums === null || this.#summed !== this.count) {
      this.#sums = this.pages.map((page) => (page ? sumOf(page) : 0))
      this.#summed = this.count
    }
    return this.#sums
  }

  #page(at: number): Page {
    const page = this.#pool.take()
    this.pages[at] = page
    return page
  }

  #pageOf(at: number): Page {
    if (at >= PAGE_COUNT) throw new RangeError('a histogram of a wider range cannot be merged')
    return this.pages[at] ?? this.#page(at)
  }

  #lastPage(): number {
    return this.pages.findLastIndex((page) => page !== null)
  }
}

/** A loop: `reduce` calls a function for each of the thousand cells. */
function sumOf(page: Page): number {
  let sum = 0
  for (let i = 0; i < page.length; i++) sum += page[i]!
  return sum
}

/** Rank of a quantile among n values: ⌈fraction · n⌉, at least 1, safe against the last bit of the product. */
export function rankOf(fraction: number, count: number): number {
  const exact = Math.min(fraction, 1) * count
  return Math.max(1, Math.ceil(exact - exact * 2 ** -50))
}

/** Merges encoded histograms; null and empty ones are skipped. */
export function mergeEncoded(encoded: Iterable<Uint8Array | null>): LatencyHistogram {
  const merged = new LatencyHistogram()
  for (const bytes of encoded) if (bytes) merged.addEncoded(bytes)
  return merged
}
