// The rows of a run kept in memory, for the verdict. After two hours one-second rows are kept for the last hour only: their sums stay in
// the coarser rows.

import type { Bucket } from '#lib/runs/bucket.ts'

const KEEP_ALL_SECONDS = 7200
const KEEP_FINE_SECONDS = 3600

export class KeptRows {
  rows: Bucket[] = []
  #newestSecond = 0

  add(buckets: Bucket[]): void {
    this.rows.push(...buckets)
    for (const { startSecond } of buckets) this.#newestSecond = Math.max(this.#newestSecond, startSecond)
    if (this.#newestSecond < KEEP_ALL_SECONDS || this.#newestSecond % 600 !== 0) return
    const finest = this.#newestSecond - KEEP_FINE_SECONDS
    this.rows = this.rows.filter((row) => row.resolution === 60 || row.startSecond >= finest)
  }
}
