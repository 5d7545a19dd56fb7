// Messages between the main thread and a generator thread.

import type { LoadChange } from '#lib/load/change.ts'
import type { GeneratorSecond } from '#lib/runs/bucket.ts'
import type { Page } from '#lib/runs/histogram.ts'
import type { EngineInput, ShardOfRun } from './engine.ts'

export interface ThreadOrder {
  input: Omit<EngineInput, 'startAt' | 'shard'>
  shard: ShardOfRun
}

export type ToThread =
  | { kind: 'go'; startAtEpochMs: number }
  | { kind: 'stop'; graceMs: number }
  | { kind: 'change'; changes: LoadChange[] }
  /** Pages of histograms that were read, for use again. */
  | { kind: 'recycle'; pages: Page[] }

export interface SentHistogram {
  count: number
  pages: (Page | null)[]
}

/** One series in one closed second. */
export interface SentSeries {
  index: number
  counters: Float64Array<ArrayBuffer>
  okResponse: SentHistogram
  okService: SentHistogram
  failedResponse: SentHistogram
}

export type FromThread =
  /** Compiled, targets allowed, setup done: waiting to go. */
  | { kind: 'ready'; sharedValues: Record<string, string> }
  | { kind: 'refused'; message: string }
  | { kind: 'second'; second: number; series: SentSeries[]; generator: GeneratorSecond }
  /** The last second was sent. */
  | { kind: 'done'; durationMs: number; message: string | null }
