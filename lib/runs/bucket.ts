// A bucket is what one series did in one resolution and start second: counts, sums, ready percentiles, histograms.
// An outcome belongs to the second it completed; offered and dropped belong to the intended start.
// Units: seconds since the start of the run; microseconds for latencies; bytes.

export const RESOLUTIONS = [1, 10, 60, 600, 3600] as const
export type Resolution = (typeof RESOLUTIONS)[number]

export const ERROR_CLASSES = [
  'dns',
  'refused',
  'reset',
  'tls',
  'timeout',
  'truncated',
  'protocol',
  'forbidden-target',
  'http-4xx',
  'http-5xx',
  'check',
] as const
export type ErrorClass = (typeof ERROR_CLASSES)[number]

/**
 * metric: what a custom metric took from responses, in its own unit. Its values stand where latencies stand, times 1,000, so that a
 * value of 12.5 reads as 12.5 wherever microseconds are shown as milliseconds; `ok` counts the values taken. A rate has its true
 * values in `ok` and its false ones in `failed`; a counter has its total in `okResponseSumMicros`, times 1,000.
 */
export interface SeriesId {
  kind: 'operation' | 'flow' | 'metric'
  key: string
  /** Payload class; empty when the operation has none. */
  payload: string
}

/**
 * The engine also writes this series: every operation together, with its own histograms, so that charts and tiles read ready
 * percentiles of the whole. Sums over operations leave it out.
 */
export const ALL_OPERATIONS: SeriesId = { kind: 'operation', key: '*', payload: '' }

export interface Counts {
  offered: number
  sent: number
  ok: number
  failed: number
  droppedTarget: number
  droppedGenerator: number
  interrupted: number
  /** Steps of a flow not reached because an earlier one failed; not attempts. */
  skipped: number
  refreshes: number
  /** Answers with status 409: contended writes. Failed unless the scenario expects them. */
  conflicts: number
  /** Answers with status 429 or 503: a target that says it has too much to do. Failed unless the scenario expects them. */
  refusals: number
  truncatedBody: number
  checksPassed: number
  checksFailed: number
  bytesIn: number
  bytesOut: number
  /** Attempts by status class, e.g. { '2xx': 10 }. */
  status: Record<string, number>
  errors: Partial<Record<ErrorClass, number>>
  okResponseSumMicros: number
  okServiceSumMicros: number
  connectionWaitSumMicros: number
}

/** One immutable row. Histograms are HdrHistogram V2 encoded (1 µs – 1 h, 3 significant digits); null when empty. */
export interface Bucket extends Counts {
  series: SeriesId
  resolution: Resolution
  startSecond: number
  p50Micros: number | null
  p90Micros: number | null
  p95Micros: number | null
  p99Micros: number | null
  maxMicros: number | null
  okResponse: Uint8Array | null
  okService: Uint8Array | null
  failedResponse: Uint8Array | null
}

/** What happened to the connections of a generator in one second, whatever they carried. */
export interface ConnectionSecond {
  /** Connections established, with TLS agreed on. */
  connectionsOpened: number
  /** Requests written on a connection that had carried another one. */
  connectionsReused: number
  /** Connections that the target closed while they were in use, without having said so. */
  connectionsDropped: number
  /** Most established at one time. */
  mostConnections: number
  /** Share of a capped pool that was taken at most, 0 – 1; null without a cap. */
  poolUse: number | null
}

/** What the generator itself went through in one second: the evidence for validity. */
export interface GeneratorSecond extends ConnectionSecond {
  second: number
  offered: number
  sent: number
  droppedTarget: number
  droppedGenerator: number
  /** Scheduling lag: how late requests left their intended start for the generator's own reasons. */
  lagP99Micros: number
  /** Event-loop utilisation and CPU of the generator, 0 – 1 (CPU may pass 1 with more threads). */
  utilisation: number
  cpu: number
  /** Attempts that waited for a connection of an explicitly capped pool. */
  waitedForConnection: number
  connectionWaitP99Micros: number
  localSocketErrors: number
  bufferBytes: number
  users: number
  inFlight: number
}
