// A closed second, packed for the main thread: the memory of its histograms moves, nothing is copied.

import type { LatencyHistogram } from '#lib/runs/histogram.ts'
import type { Page } from '#lib/runs/histogram-pages.ts'
import type { SentHistogram, SentSecond, SentSeries, ThreadSecond } from './protocol.ts'
import type { OpenSecond } from './recorder.ts'

export function packSecond(
  closed: OpenSecond,
  generator: ThreadSecond,
  thread: number,
): { packed: SentSecond; transfer: ArrayBuffer[] } {
  const transfer: ArrayBuffer[] = []
  const pack = (histogram: LatencyHistogram): SentHistogram => {
    const { count } = histogram
    const pages = histogram.detach()
    for (const page of pages) if (page) transfer.push(page.buffer)
    return { count, pages }
  }
  const series = closed.cells.flatMap((cell, index): SentSeries[] => {
    if (!cell) return []
    transfer.push(cell.counters.buffer)
    return [
      {
        index,
        counters: cell.counters,
        okResponse: pack(cell.okResponse),
        okService: pack(cell.okService),
        failedResponse: pack(cell.failedResponse),
      },
    ]
  })
  const { second, samples } = closed
  const packed = {
    second,
    thread,
    series,
    generator,
    lag: pack(closed.lag),
    connectionWait: pack(closed.connectionWait),
    samples,
  }
  return { packed, transfer }
}

/** The pages of a packed second that are left after reading it. */
export function pagesOf({ series, lag, connectionWait }: SentSecond): Page[] {
  return series
    .flatMap(({ okResponse, okService, failedResponse }) => [okResponse, okService, failedResponse])
    .concat(lag, connectionWait)
    .flatMap(({ pages }) => pages)
    .filter((page) => page !== null)
}
