// Counts and histograms of every series for the seconds that are still open. An outcome belongs to the second it completed; offered and
// dropped to the intended start; sent to the second the request was written. Recording allocates nothing once a second is warm.
// Units: milliseconds since the start of the run; latencies in microseconds.

import { LatencyHistogram } from '#lib/runs/histogram.ts'
import type { Sample } from '#lib/runs/sample.ts'
import {
  BYTES_IN,
  BYTES_OUT,
  CHECKS_FAILED,
  CHECKS_PASSED,
  CONFLICTS,
  CONNECTION_WAIT_SUM,
  DROPPED_GENERATOR,
  DROPPED_TARGET,
  FAILED,
  INTERRUPTED,
  LAYOUT_LENGTH,
  MAX_OK,
  OFFERED,
  OK,
  OK_RESPONSE_SUM,
  OK_SERVICE_SUM,
  REFRESHES,
  REFUSALS,
  SENT,
  SKIPPED,
  STATUS,
  TRUNCATED_BODY,
} from './counter-layout.ts'

export class SeriesCell {
  readonly counters = new Float64Array(LAYOUT_LENGTH)
  readonly okResponse = new LatencyHistogram()
  readonly okService = new LatencyHistogram()
  readonly failedResponse = new LatencyHistogram()
}

export class OpenSecond {
  readonly second: number
  readonly endMs: number
  /** By series index; null = nothing happened. */
  readonly cells: (SeriesCell | null)[]
  /** How late requests left, for the generator's own reasons, µs. */
  readonly lag = new LatencyHistogram()
  readonly connectionWait = new LatencyHistogram()
  waitedForConnection = 0
  localSocketErrors = 0
  readonly samples: Sample[] = []

  constructor(second: number, seriesCount: number) {
    this.second = second
    this.endMs = (second + 1) * 1000
    this.cells = new Array(seriesCount).fill(null)
  }
}

/** What an attempt came to. `errorSlot` is a slot of the counter layout; −1 = ok. */
export interface Finished {
  errorSlot: number
  status: number
  responseMicros: number
  serviceMicros: number
  bytesIn: number
  checksPassed: number
  checksFailed: number
  isBodyTruncated: boolean
}

export const NO_FINISH: Readonly<Finished> = {
  errorSlot: -1,
  status: 0,
  responseMicros: 0,
  serviceMicros: 0,
  bytesIn: 0,
  checksPassed: 0,
  checksFailed: 0,
  isBodyTruncated: false,
}

export class Recorder {
  readonly #seriesCount: number
  /** Open seconds in order; the first is the oldest that is not closed. */
  readonly #open: OpenSecond[] = []
  #current: OpenSecond
  #nextToClose = 0
  /** What cannot be told exactly, a sentence; null = nothing. */
  trouble: string | null = null

  constructor(seriesCount: number) {
    this.#seriesCount = seriesCount
    this.#current = new OpenSecond(0, seriesCount)
    this.#open.push(this.#current)
  }

  offered(series: number, intendedMs: number): void {
    this.#cell(series, intendedMs).counters[OFFERED]! += 1
  }

  dropped(series: number, intendedMs: number, isGeneratorsFault: boolean): void {
    this.#cell(series, intendedMs).counters[isGeneratorsFault ? DROPPED_GENERATOR : DROPPED_TARGET]! += 1
  }

  sent(series: number, atMs: number, bytesOut: number): void {
    const { counters } = this.#cell(series, atMs)
    counters[SENT]! += 1
    counters[BYTES_OUT]! += bytesOut
  }

  /** `waitMs` for a connection to be opened or to become free, 0 when there was one. */
  left(series: number, atMs: number, lagMs: number, waitMs: number, isPoolCapped: boolean): void {
    const second = this.secondAt(atMs)
    second.lag.record(lagMs * 1000)
    if (waitMs <= 0) return
    second.connectionWait.record(waitMs * 1000)
    this.#cell(series, atMs).counters[CONNECTION_WAIT_SUM]! += waitMs * 1000
    if (isPoolCapped) second.waitedForConnection++
  }

  finished(series: number, atMs: number, result: Finished): void {
    const cell = this.#cell(series, atMs)
    const { counters } = cell
    if (result.errorSlot < 0) {
      counters[OK]! += 1
      counters[OK_RESPONSE_SUM]! += result.responseMicros
      counters[OK_SERVICE_SUM]! += result.serviceMicros
      if (result.responseMicros > counters[MAX_OK]!) counters[MAX_OK] = result.responseMicros
      cell.okResponse.record(result.responseMicros)
      cell.okService.record(result.serviceMicros)
    } else {
      counters[FAILED]! += 1
      counters[result.errorSlot]! += 1
      cell.failedResponse.record(result.responseMicros)
    }
    if (result.status === 409) counters[CONFLICTS]! += 1
    else if (result.status === 429 || result.status === 503) counters[REFUSALS]! += 1
    if (result.status > 0) counters[STATUS + ((result.status / 100) | 0)]! += 1
    counters[BYTES_IN]! += result.bytesIn
    counters[CHECKS_PASSED]! += result.checksPassed
    counters[CHECKS_FAILED]! += result.checksFailed
    if (result.isBodyTruncated) counters[TRUNCATED_BODY]! += 1
  }

  /** A login that an attempt waited for before it was sent again. */
  refreshed(series: number, atMs: number): void {
    this.#cell(series, atMs).counters[REFRESHES]! += 1
  }

  /** One value of a custom metric of kind trend. Like all metrics it stands where latencies do, times 1,000. */
  trend(series: number, atMs: number, value: number): void {
    const cell = this.#cell(series, atMs)
    const { counters } = cell
    const scaled = Math.max(0, value * 1000)
    counters[OK]! += 1
    counters[OK_RESPONSE_SUM]! += scaled
    if (scaled > counters[MAX_OK]!) counters[MAX_OK] = scaled
    cell.okResponse.record(scaled)
  }

  truth(series: number, atMs: number, isTrue: boolean): void {
    this.#cell(series, atMs).counters[isTrue ? OK : FAILED]! += 1
  }

  counter(series: number, atMs: number, value: number): void {
    const { counters } = this.#cell(series, atMs)
    counters[OK]! += 1
    counters[OK_RESPONSE_SUM]! += value * 1000
  }

  interrupted(series: number, atMs: number): void {
    this.#cell(series, atMs).counters[INTERRUPTED]! += 1
  }

  skipped(series: number, atMs: number): void {
    this.#cell(series, atMs).counters[SKIPPED]! += 1
  }

  localSocketError(atMs: number): void {
    this.secondAt(atMs).localSocketErrors++
  }

  /** The open second a moment lies in; a moment before all open seconds counts to the oldest. */
  secondAt(ms: number): OpenSecond {
    const current = this.#current
    if (ms < current.endMs && ms >= current.endMs - 1000) return current
    return this.#find(Math.max(this.#nextToClose, Math.floor(ms / 1000)))
  }

  /** Hands out every second before `second`, also empty ones, in order. Nothing is added to them afterwards. */
  closeBefore(second: number, onClosed: (closed: OpenSecond) => void): void {
    while (this.#nextToClose < second) {
      const closed = this.#find(this.#nextToClose)
      this.#open.splice(this.#open.indexOf(closed), 1)
      this.#nextToClose++
      this.#current = this.#find(this.#nextToClose)
      onClosed(closed)
    }
  }

  get oldestOpen(): number {
    return this.#nextToClose
  }

  /** The newest second anything was recorded in; −1 without one. */
  get newestUsed(): number {
    return this.#open.reduce((newest, open) => (open.cells.some(Boolean) ? Math.max(newest, open.second) : newest), -1)
  }

  #cell(series: number, atMs: number): SeriesCell {
    const { cells } = this.secondAt(atMs)
    return cells[series] ?? (cells[series] = new SeriesCell())
  }

  #find(second: number): OpenSecond {
    let open = this.#open.find((candidate) => candidate.second === second)
    if (!open) {
      open = new OpenSecond(second, this.#seriesCount)
      this.#open.push(open)
    }
    if (second >= this.#current.second) this.#current = open
    return open
  }
}
