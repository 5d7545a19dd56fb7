// The rows of a run kept in memory, for the verdict. Of a run of hours, rows shorter than a minute are kept for the last hour and around
// the ends of what is judged: their sums stay in the coarser rows.

import type { Bucket } from '#lib/runs/bucket.ts'
import { letGoBefore, rangesToLetGo } from '#lib/runs/retention.ts'

const KEPT_RESOLUTION = 60

export class KeptRows {
  rows: Bucket[] = []
  readonly #momentsMs: readonly number[]
  #newestSecond = 0
  #keptFrom = 0

  /** Moments around which every second is kept: milliseconds since the start. */
  constructor(momentsMs: readonly number[]) {
    this.#momentsMs = momentsMs
  }

  /** The shortest stretch that is there for all of the run. */
  get finestSeconds(): number {
    return this.#keptFrom > 0 ? KEPT_RESOLUTION : 1
  }

  add(buckets: Bucket[]): void {
    for (const bucket of buckets) {
      this.rows.push(bucket)
      this.#newestSecond = Math.max(this.#newestSecond, bucket.startSecond)
    }
    const before = letGoBefore(this.#newestSecond)
    if (before <= this.#keptFrom) return
    const gone = rangesToLetGo({ from: this.#keptFrom, to: before }, this.#momentsMs)
    this.rows = this.rows.filter(
      ({ resolution, startSecond }) =>
        resolution >= KEPT_RESOLUTION || !gone.some(({ from, to }) => startSecond >= from && startSecond < to),
    )
    this.#keptFrom = before
  }
}
