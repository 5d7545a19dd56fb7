// Main-thread side of a run's seconds: sums the threads' parts of a second, adds the series of all operations, encodes and rolls up.

import { ALL_OPERATIONS, type Bucket, type GeneratorSecond, type SeriesId } from '#lib/runs/bucket.ts'
import { LatencyHistogram } from '#lib/runs/histogram.ts'
import { addRow, emptyRow, Rollup, resetRow, type SecondRow } from '#lib/runs/rollup.ts'
import { MAX_OK, readCounts } from './counter-layout.ts'
import type { EngineTick } from './engine.ts'
import type { SentHistogram, SentSecond, SentSeries } from './protocol.ts'

export class SecondCollector {
  readonly #series: SeriesId[]
  readonly #rollup = new Rollup()

  constructor(series: SeriesId[]) {
    this.#series = series
  }

  /**
   * One closed second, with the parts of all threads, of which there is at least one. Rows of series in which nothing happened are left
   * out; that of all operations never is.
   */
  close(parts: SentSecond[]): EngineTick {
    const { second } = parts[0]!
    const own: SecondRow[] = []
    const rows = [
      ...Map.groupBy(
        parts.flatMap(({ series }) => series),
        ({ index }) => index,
      ).values(),
    ].map((sent) => {
      const [first, ...others] = sent.map((part) => this.#read(part))
      if (others.length === 0) return first!
      // What threads sent goes back to them as it is, so the sum is made in pages of our own.
      const sum = emptyRow(first!.series)
      for (const row of [first!, ...others]) addRow(sum, row)
      own.push(sum)
      return sum
    })
    const all = emptyRow(ALL_OPERATIONS)
    for (const row of rows) if (row.series.kind === 'operation') addRow(all, row)
    const buckets = this.#rollup.close(second, [...rows, all])
    for (const row of [...own, all]) resetRow(row)
    return { buckets, generator: [mergeGenerators(parts)], samples: parts.flatMap(({ samples }) => samples) }
  }

  /** Coarser rows that the end of the run cut short. */
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

/** Counts add up, percentiles are those of all samples together, and a worker is as busy as its busiest thread, its pool as its fullest. */
function mergeGenerators(parts: SentSecond[]): GeneratorSecond {
  const sum = (field: Exclude<keyof SentSecond['generator'], 'second' | 'utilisation' | 'poolUse'>) =>
    parts.reduce((total, { generator }) => total + generator[field], 0)
  return {
    second: parts[0]!.second,
    offered: sum('offered'),
    sent: sum('sent'),
    droppedTarget: sum('droppedTarget'),
    droppedGenerator: sum('droppedGenerator'),
    lagP99Micros: p99(parts.map(({ lag }) => lag)),
    utilisation: Math.max(...parts.map(({ generator }) => generator.utilisation)),
    cpu: sum('cpu'),
    waitedForConnection: sum('waitedForConnection'),
    connectionWaitP99Micros: p99(parts.map(({ connectionWait }) => connectionWait)),
    localSocketErrors: sum('localSocketErrors'),
    connectionsOpened: sum('connectionsOpened'),
    connectionsReused: sum('connectionsReused'),
    connectionsDropped: sum('connectionsDropped'),
    mostConnections: sum('mostConnections'),
    poolUse: fullest(parts),
    bufferBytes: sum('bufferBytes'),
    users: sum('users'),
    inFlight: sum('inFlight'),
  }
}

/** Each thread has its share of the pool. */
function fullest(parts: SentSecond[]): number | null {
  const shares = parts.map(({ generator }) => generator.poolUse).filter((share) => share !== null)
  return shares.length > 0 ? Math.max(...shares) : null
}

function p99(sent: SentHistogram[]): number {
  if (sent.length === 1) return read(sent[0]!).quantile(0.99) ?? 0
  const merged = new LatencyHistogram()
  for (const one of sent) merged.add(read(one))
  const value = merged.quantile(0.99) ?? 0
  merged.reset()
  return value
}

const read = ({ pages, count }: SentHistogram) => LatencyHistogram.fromPages(pages, count)
