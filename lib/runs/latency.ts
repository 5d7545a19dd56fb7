// How long a window of a run took, from its merged histograms: spectrum, percentiles, distribution, heat map.
// Milliseconds; seconds since the start of the run.

import type { Column } from './heat-columns.ts'
import type { LatencyHistogram } from './histogram.ts'
import { classesFor } from './latency-classes.ts'
import type { LatencyView } from './latency-schema.ts'
import { percentilesOf, spectrumOf, waitingSentence } from './latency-spectrum.ts'
import type { MergedWindow } from './window.ts'

export interface LatencyInput {
  /** Milliseconds since the start of the run. */
  from: number
  to: number
  operation: string
  payload: string | null
  whole: MergedWindow
  columns: { column: Column; ok: LatencyHistogram }[]
  percents: readonly number[]
}

export function toLatencyView({ whole, columns, percents, ...head }: LatencyInput): LatencyView {
  const spectrum = spectrumOf(whole)
  const both = classesFor([whole.okResponse, whole.failedResponse])
  const classes = classesFor([whole.okResponse])
  return {
    ...head,
    count: whole.okResponse.count,
    failedCount: whole.counts.failed,
    percentiles: percentilesOf(whole, percents),
    spectrum,
    sentence: waitingSentence(whole, spectrum),
    distribution: {
      edgesMs: toMs(both.edgesMicros),
      ok: both.count(whole.okResponse),
      failed: both.count(whole.failedResponse),
    },
    heat: {
      edgesMs: toMs(classes.edgesMicros),
      columns: columns.map(({ column, ok }) => ({ ...column, counts: ok.count > 0 ? classes.count(ok) : [] })),
    },
  }
}

const toMs = (micros: number[]) => micros.map((edge) => edge / 1000)
