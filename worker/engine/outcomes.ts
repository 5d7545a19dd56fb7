// What attempts came to, as counts: how late each left and what it waited for, how its answer is judged, how long it took.
// Units: milliseconds since the start of the run; recorded latencies are microseconds.

import type { ErrorClass } from '#lib/runs/bucket.ts'
import type { Attempt } from './attempt.ts'
import { errorIndex } from './counter-layout.ts'
import { recordMetric } from './custom-metric.ts'
import { LATE_MS } from './driver.ts'
import { judge, viewOf } from './judge.ts'
import { type Finished, NO_FINISH, type Recorder } from './recorder.ts'

export class Outcomes {
  readonly #recorder: Recorder
  readonly #isPoolCapped: boolean
  /** One object for all: counts of checks lie in it from `judge` to `record`. */
  readonly #finished: Finished = { ...NO_FINISH }

  constructor(recorder: Recorder, isPoolCapped: boolean) {
    this.#recorder = recorder
    this.#isPoolCapped = isPoolCapped
  }

  /** The request was written. */
  sent(attempt: Attempt): void {
    const { writtenMs, submittedMs, intendedMs, operation } = attempt
    const wasReady = attempt.hadConnection && !attempt.waitedForSlot
    const left = wasReady ? writtenMs : submittedMs
    if (left - intendedMs > LATE_MS) attempt.iteration.isLate = true
    const body = attempt.verbatim ?? attempt.body
    this.#recorder.sent(operation.series, writtenMs, body === null ? 0 : body.length)
    this.#recorder.left(
      operation.series,
      writtenMs,
      left - intendedMs,
      wasReady ? 0 : writtenMs - submittedMs,
      this.#isPoolCapped && attempt.waitedForSlot,
    )
  }

  /** The class of the failure, or null when the answer is ok. */
  judge(attempt: Attempt, nowMs: number): ErrorClass | null {
    return judge(attempt, nowMs - attempt.intendedMs, this.#finished)
  }

  /** `failure` null = ok. */
  record(attempt: Attempt, nowMs: number, failure: ErrorClass | null): void {
    const { operation, iteration } = attempt
    if (!attempt.isSent) this.#recorder.sent(operation.series, nowMs, 0)
    const finished = this.#finished
    finished.errorSlot = failure === null ? -1 : errorIndex(failure)
    finished.status = attempt.status
    finished.bytesIn = attempt.bytesIn
    finished.isBodyTruncated = attempt.isBodyTruncated
    finished.responseMicros = (nowMs - attempt.intendedMs) * 1000
    finished.serviceMicros = attempt.isSent ? (nowMs - attempt.writtenMs) * 1000 : 0
    this.#recorder.finished(operation.series, nowMs, finished)
    finished.checksPassed = 0
    finished.checksFailed = 0
    iteration.flowResponseMs += nowMs - attempt.intendedMs
    iteration.flowServiceMs += attempt.isSent ? nowMs - attempt.writtenMs : 0
  }

  /** What custom metrics read of the answer. */
  takeMetrics(attempt: Attempt, nowMs: number): void {
    const view = viewOf(attempt, nowMs - attempt.intendedMs)
    for (const metric of attempt.operation.metrics) recordMetric(this.#recorder, metric, nowMs, metric.read(view))
  }
}
