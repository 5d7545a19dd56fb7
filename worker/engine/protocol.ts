// Messages between the main thread and the generator threads.

import type { LoadChange } from '#lib/load/change.ts'
import type { LoadPart } from '#lib/load/split.ts'
import type { GeneratorSecond } from '#lib/runs/bucket.ts'
import type { Page } from '#lib/runs/histogram-pages.ts'
import type { Sample } from '#lib/runs/sample.ts'
import type { WriteLedger } from '#lib/runs/write-ledger.ts'
import type { EngineInput, OnceProgress } from './engine.ts'
import type { Renewal } from './token-refresh.ts'

export interface ThreadOrder {
  input: Omit<EngineInput, 'startAt' | 'shard' | 'beforeTeardown'>
  part: LoadPart
  /** Setup is run by one thread of a run. */
  runsSetup: boolean
}

export type ToThread =
  /** What setup extracted in another thread. */
  | { kind: 'share'; values: Record<string, string> }
  /** Another thread needs a newer token than that of `generation`; only to the thread that logs in. */
  | { kind: 'renew'; generation: number }
  /** What came of a login in another thread. */
  | ({ kind: 'renewed'; values: Record<string, string> } & Renewal)
  /** Second 0 begins then, on the clock of `process.hrtime`, which all threads have in common. */
  | { kind: 'go'; startAtMonotonicMs: number }
  | { kind: 'stop'; graceMs: number }
  | { kind: 'change'; changes: LoadChange[] }
  /** Only after it is done. */
  | { kind: 'tear-down'; withinMs: number }
  /** Only after it is done: what was written is read once. */
  | { kind: 'read-back'; withinMs: number }
  /** Nothing is left to do. */
  | { kind: 'leave' }
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

/** What one thread did in one second. */
export interface SentSecond {
  second: number
  thread: number
  series: SentSeries[]
  generator: ThreadSecond
  lag: SentHistogram
  connectionWait: SentHistogram
  samples: Sample[]
}

/** Percentiles are read once the threads are put together. */
export type ThreadSecond = Omit<GeneratorSecond, 'lagP99Micros' | 'connectionWaitP99Micros'>

export type FromThread =
  | { kind: 'progress'; progress: OnceProgress }
  /** Compiled, targets allowed, setup done or its values there: waiting to go. */
  | { kind: 'ready'; sharedValues: Record<string, string> }
  | { kind: 'refused'; message: string }
  | { kind: 'renew'; generation: number }
  | ({ kind: 'renewed'; values: Record<string, string> } & Renewal)
  | ({ kind: 'second' } & SentSecond)
  /** The last second was sent. */
  | { kind: 'done'; durationMs: number; message: string | null; samples: Sample[] }
  | { kind: 'read'; ledger: WriteLedger }
  | { kind: 'torn-down'; problem: string | null }

export type Send = (message: FromThread, transfer: ArrayBuffer[]) => void

export const monotonicMs = (): number => Number(process.hrtime.bigint()) / 1e6
