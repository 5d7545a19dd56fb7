// What a bench came to, from the rows of its one operation. Percentiles are of merged histograms: the upper edge of the cell that holds
// the ⌈q · n⌉-th smallest value, exact to 0.1 %; mean and largest are exact. The deviation is that of the population. Rates are of what
// ended in the seconds of the bench: what was on its way when it ended counts among the requests alone.

import { BENCH_PERCENTS } from './bench-limits.ts'
import type { BenchProgress, BenchResult } from './bench-schema.ts'
import { type Bucket, RESOLUTIONS } from './bucket.ts'
import { addRow, emptyWindow, responseSpread, shownQuantile } from './window.ts'

const FINEST = RESOLUTIONS[0]

export class BenchTally {
  readonly #operation: string
  readonly #window = emptyWindow()
  #last: Bucket | null = null
  readonly #seconds: { startMs: number; requests: number; bytesIn: number }[] = []

  constructor(operation: string) {
    this.#operation = operation
  }

  /** Rows of any resolution and series; each second counts once. */
  add(rows: Iterable<Bucket>): void {
    for (const row of rows) {
      const { kind, key } = row.series
      if (row.resolution !== FINEST || kind !== 'operation' || key !== this.#operation) continue
      addRow(this.#window, row)
      const { startSecond, ok, failed, bytesIn } = row
      this.#seconds.push({ startMs: startSecond * 1000, requests: ok + failed, bytesIn })
      this.#last = row
    }
  }

  /** null before the first second. */
  progress(): BenchProgress | null {
    const last = this.#last
    if (!last) return null
    const { ok, failed } = this.#window.counts
    return {
      elapsedMs: (last.startSecond + 1) * 1000,
      requests: ok + failed,
      failed,
      ratePerSecond: last.ok + last.failed,
      p95Ms: toMs(last.p95Micros),
    }
  }

  result(durationMs: number, end: BenchResult['end']): BenchResult {
    const window = this.#window
    const { counts } = window
    const requests = counts.ok + counts.failed
    const seconds = durationMs / 1000
    const within = this.#seconds.filter(({ startMs }) => startMs < durationMs)
    const perSecond = (field: 'requests' | 'bytesIn') =>
      seconds > 0 ? within.reduce((sum, second) => sum + second[field], 0) / seconds : 0
    const { mean, deviation, min, max } = responseSpread(window)
    const at = (percent: number) => toMs(shownQuantile(window, percent / 100))
    return {
      ...{ requests, ok: counts.ok, failed: counts.failed, interrupted: counts.interrupted, durationMs, end },
      dropped: { target: counts.droppedTarget, generator: counts.droppedGenerator },
      ratePerSecond: perSecond('requests'),
      ...{ bytesIn: counts.bytesIn, bytesOut: counts.bytesOut, bytesInPerSecond: perSecond('bytesIn') },
      timeMs: {
        mean: toMs(mean),
        deviation: toMs(deviation),
        min: toMs(min),
        max: toMs(max),
        p25: at(25),
        p75: at(75),
      },
      percentiles: BENCH_PERCENTS.map((percent) => ({
        percent,
        okMs: at(percent),
        failedMs: toMs(window.failedResponse.quantile(percent / 100)),
      })),
      status: counts.status,
      errors: counts.errors as Record<string, number>,
    }
  }
}

const toMs = (micros: number | null) => (micros === null ? null : micros / 1000)
