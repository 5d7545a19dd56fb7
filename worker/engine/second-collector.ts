// Main-thread side of a run's seconds: sums the threads' parts of a second, adds the series of all operations, encodes and rolls up.

import { ALL_OPERATIONS, type Bucket, type GeneratorSecond, type SeriesId } from '#lib/runs/bucket.ts'
import { LatencyHistogram } from '#lib/runs/histogram.ts'
import { addRow, emptyRow, Rollup, resetRow, type SecondRow } from '#lib/runs/rollup.ts'
import { MAX_OK, readCounts } from './counter-layout.ts'
import type { EngineTick } from './engine.ts'
import type { SentHistogram, SentSeries } from './protocol.ts'

export class SecondCollector {
  readonly #series: SeriesId[]
  readonly #rollup = new Rollup()

  constructor(series: SeriesId[]) {
    this.#series = series
  }

  /** One closed second of one thread. Rows of series in which nothing happened are left out; that of all operations never is. */
  close(second: number, sent: SentSeries[], generator: GeneratorSecond): EngineTick {
    const rows = sent.map((part) => this.#read(part))
    const all = emptyRow(ALL_OPERATIONS)
    for (const row of rows) if (row.series.kind === 'operation') addRow(all, row)
    const buckets = this.#rollup.close(second, [...rows, all])
    resetRow(all)
    return { buckets, generator: [generator], samples: [] }
  }

  /** Rows of 10 and 60 s that the end of the run cut short. */
  flush(): Bucket[] {
    return this.#rollup.flush()
  }

  #read(part: SentSeries): SecondRow {
    return {
      series: this.#series[part.index]!,
      counts: readCounts(part.counters),
      maxMicros: part.counters[MAX_OK]!,
      okResponse: read(part.okResponse),
      okService: read(part.okService),
      failedResponse: read(part.failedResponse),
    }
  }
}

const read = ({ pages, count }: SentHistogram) => LatencyHistogram.fromPages(pages, count)
