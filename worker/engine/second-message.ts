// A closed second, packed for the main thread: the memory of its histograms moves, nothing is copied.

import type { LatencyHistogram, Page } from '#lib/runs/histogram.ts'
import type { SentHistogram, SentSeries } from './protocol.ts'
import type { OpenSecond } from './recorder.ts'

export function packSecond(closed: OpenSecond): { series: SentSeries[]; transfer: ArrayBuffer[] } {
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
  closed.lag.reset()
  closed.connectionWait.reset()
  return { series, transfer }
}

/** The pages of a packed second that are left after reading it. */
export function pagesOf(series: SentSeries[]): Page[] {
  return series
    .flatMap(({ okResponse, okService, failedResponse }) => [
      ...okResponse.pages,
      ...okService.pages,
      ...failedResponse.pages,
    ])
    .filter((page) => page !== null)
}
