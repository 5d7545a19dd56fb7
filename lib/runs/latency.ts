// How long a window of a run took, from its merged histograms: spectrum, percentiles, distribution, heat map, payload classes.
// Milliseconds; seconds since the start of the run.

import type { Column } from './heat-columns.ts'
import type { LatencyHistogram } from './histogram.ts'
import { classesFor } from './latency-classes.ts'
import type { LatencyView } from './latency-schema.ts'
import { percentilesOf, spectrumOf, waitingSentence } from './latency-spectrum.ts'
import { type MergedWindow, shownQuantile } from './window.ts'

export interface LatencyInput {
  /** Milliseconds since the start of the run. */
  from: number
  to: number
  operation: string
  payload: string | null
  whole: MergedWindow
  columns: { column: Column; ok: LatencyHistogram }[]
  byPayload: Map<string, MergedWindow>
  percents: readonly number[]
}

export function toLatencyView({ whole, columns, byPayload, percents, ...head }: LatencyInput): LatencyView {
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
    payloads: [...byPayload].map(([payload, window]) => ofPayload(payload, window)),
  }
}

function ofPayload(payload: string, window: MergedWindow): LatencyView['payloads'][number] {
  const { ok, failed } = window.counts
  const at = (quantile: number) => {
    const micros = shownQuantile(window, quantile)
    return micros === null ? null : micros / 1000
  }
  return {
    payload,
    count: window.okResponse.count,
    ...{ p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99), maxMs: at(1) },
    errorRate: ok + failed > 0 ? failed / (ok + failed) : null,
  }
}

const toMs = (micros: number[]) => micros.map((edge) => edge / 1000)
