// Where a histogram counts a value, in HdrHistogram's layout: cells of 1 µs up to 2,047 µs, then 1,024 cells for each doubling.
// Cell of v: b = max(0, ⌊log2 v⌋ − 10), s = ⌊v / 2^b⌋, index = b · 1024 + s. Cells live in pages of 1,024. Unit: microseconds.
// Source: Gil Tene, HdrHistogram.

export const HIGHEST_MICROS = 3_600_000_000
export const PAGE_SIZE = 1024
export const PAGE_COUNT = 23

export type Page = Float64Array<ArrayBuffer>

/** Zeroed pages kept for the next histogram. */
export class PagePool {
  readonly #free: Page[] = []
  readonly #keep: number

  constructor(keep = 4096) {
    this.#keep = keep
  }

  take(): Page {
    return this.#free.pop() ?? new Float64Array(PAGE_SIZE)
  }

  give(page: Page): void {
    if (this.#free.length >= this.#keep) return
    page.fill(0)
    this.#free.push(page)
  }
}

/** Of a cell, in µs. */
export function lowerEdge(cell: number): number {
  if (cell < 2 * PAGE_SIZE) return cell
  const shift = (cell >> 10) - 1
  return (cell - shift * PAGE_SIZE) * 2 ** shift
}

/** Of a cell, in µs. */
export function upperEdge(cell: number): number {
  return cell < 2 * PAGE_SIZE ? cell : lowerEdge(cell) + 2 ** ((cell >> 10) - 1) - 1
}
