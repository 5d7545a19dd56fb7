// Carries iterations through their steps: renders requests, sends them, judges what comes back and records it.
// Response time runs from the intended start, service time from when the request was written. A flow stops at its first failed step;
// the steps not reached are counted as skipped. A flow's time is the sum of its steps' times, pauses left out.
// Units: milliseconds since the start of the run; recorded latencies are microseconds.

import { nextThinkMs } from '#lib/load/user-pacing.ts'
import type { ErrorClass } from '#lib/runs/bucket.ts'
import { Attempt, type AttemptOwner } from './attempt.ts'
import { errorIndex } from './counter-layout.ts'
import { Deadlines } from './deadlines.ts'
import type { DueQueue } from './due-queue.ts'
import type { EngineOperation, MixEntry } from './engine-plan.ts'
import { classifyError, isLocalSocketError } from './error-class.ts'
import type { Origin } from './http/origin.ts'
import { PrivateConnections } from './http/private-connections.ts'
import type { HttpDoor } from './http-client.ts'
import type { Iteration } from './iteration.ts'
import { judge } from './judge.ts'
import type { Finished, Recorder } from './recorder.ts'
import { prepareRedirect, TOO_MANY_REDIRECTS } from './redirect.ts'

/** Told when an iteration is over; `isOk` is false when a step failed. */
export interface IterationOwner {
  iterationEnded(iteration: Iteration, nowMs: number, isOk: boolean): void
}

export interface ExecutorParts {
  now: () => number
  recorder: Recorder
  door: HttpDoor
  due: DueQueue<Iteration>
  isPoolCapped: boolean
  /** Each iteration opens its own connections and closes them at its end. */
  isConnectionPerIteration?: boolean
}

const NO_FINISH: Finished = {
  errorSlot: -1,
  status: 0,
  responseMicros: 0,
  serviceMicros: 0,
  bytesIn: 0,
  checksPassed: 0,
  checksFailed: 0,
  isBodyTruncated: false,
}

export class Executor implements AttemptOwner {
  readonly now: () => number
  owner!: IterationOwner
  /** Requests sent or waiting for a connection. */
  inFlight = 0
  /** Requests begun so far. */
  begun = 0
  flowsUnderWay = 0
  /** No request may leave any more. */
  isStopped = false
  readonly #recorder: Recorder
  readonly #door: HttpDoor
  readonly #due: DueQueue<Iteration>
  readonly #isPoolCapped: boolean
  readonly #isConnectionPerIteration: boolean
  readonly #deadlines = new Deadlines<Attempt>()
  readonly #free: Attempt[] = []
  readonly #origins = new Map<EngineOperation, Origin>()
  readonly #finished: Finished = { ...NO_FINISH }
  /** First error message of each class, for the outcome's message. */
  readonly firstErrors = new Map<ErrorClass, string>()

  constructor(parts: ExecutorParts) {
    this.now = parts.now
    this.#recorder = parts.recorder
    this.#door = parts.door
    this.#due = parts.due
    this.#isPoolCapped = parts.isPoolCapped
    this.#isConnectionPerIteration = parts.isConnectionPerIteration ?? false
  }

  begin(iteration: Iteration, entry: MixEntry, intendedMs: number): void {
    iteration.entry = entry
    iteration.step = 0
    iteration.isUnderWay = true
    if (this.#isConnectionPerIteration) iteration.connections ??= new PrivateConnections()
    if (entry.flowSeries >= 0) {
      iteration.flowResponseMs = 0
      iteration.flowServiceMs = 0
      this.flowsUnderWay++
      this.#recorder.offered(entry.flowSeries, intendedMs)
      this.#recorder.sent(entry.flowSeries, intendedMs, 0)
    }
    this.advance(iteration, intendedMs)
  }

  /** Takes the next step, whose intended start is `intendedMs`. */
  advance(iteration: Iteration, intendedMs: number): void {
    const step = iteration.entry.steps[iteration.step]
    if (!step) return this.#endIteration(iteration, intendedMs, true)
    if (this.isStopped) return this.interruptFlow(iteration, this.now())
    if (step.kind === 'send') return this.#send(iteration, step.operation, intendedMs)
    iteration.step++
    this.#due.push(intendedMs + nextThinkMs(step.thinkTime, iteration.random), iteration)
  }

  /** Counts an arrival that is not sent, for its flow and its first operation. */
  drop(entry: MixEntry, intendedMs: number, isGeneratorsFault: boolean): void {
    const sends = entry.steps.filter((step) => step.kind === 'send')
    const series = [
      ...(entry.flowSeries >= 0 ? [entry.flowSeries] : []),
      ...sends.slice(0, 1).map((step) => step.operation.series),
    ]
    for (const index of series) {
      this.#recorder.offered(index, intendedMs)
      this.#recorder.dropped(index, intendedMs, isGeneratorsFault)
    }
    for (const step of sends.slice(1)) this.#recorder.skipped(step.operation.series, intendedMs)
  }

  expireDeadlines(nowMs: number): void {
    this.#door.expireTimeLimits()
    this.#deadlines.expire(nowMs, (attempt) => {
      this.#fail(attempt, nowMs, 'timeout', attempt.whyTimedOut)
      attempt.abandon()
    })
  }

  /** Gives up everything that is sent or waiting. */
  interruptAll(nowMs: number): void {
    this.isStopped = true
    for (const attempt of this.#deadlines.all()) {
      this.#close(attempt)
      this.#recorder.interrupted(attempt.operation.series, nowMs)
      this.interruptFlow(attempt.iteration, nowMs)
      attempt.abandon()
    }
  }

  /** Nothing to interrupt in an iteration that waits to begin: it may not even have an entry yet. */
  interruptFlow(iteration: Iteration, nowMs: number): void {
    if (!iteration.isUnderWay) return
    const { flowSeries } = iteration.entry
    if (flowSeries >= 0) {
      this.flowsUnderWay--
      this.#recorder.interrupted(flowSeries, nowMs)
    }
    iteration.isUnderWay = false
  }

  #send(iteration: Iteration, operation: EngineOperation, intendedMs: number): void {
    const nowMs = this.now()
    const attempt = this.#free.pop() ?? new Attempt(this)
    attempt.begin(operation, iteration, intendedMs, nowMs)
    this.#recorder.offered(operation.series, intendedMs)
    this.inFlight++
    this.begun++
    this.#deadlines.add(attempt, nowMs, operation.timeoutMs)
    if (!render(attempt, operation, iteration)) {
      this.#settle(attempt, nowMs, 'check')
      this.#free.push(attempt)
      return
    }
    this.#originOf(operation).submit(attempt)
  }

  #originOf(operation: EngineOperation): Origin {
    let origin = this.#origins.get(operation)
    if (!origin) {
      origin = this.#door.originOf(operation.baseUrl)
      this.#origins.set(operation, origin)
    }
    return origin
  }

  onSent(attempt: Attempt): void {
    const { writtenMs, submittedMs, intendedMs, operation } = attempt
    const wasReady = attempt.hadConnection && !attempt.waitedForSlot
    const left = wasReady ? writtenMs : submittedMs
    this.#recorder.sent(operation.series, writtenMs, attempt.body === null ? 0 : attempt.body.length)
    this.#recorder.left(
      operation.series,
      writtenMs,
      left - intendedMs,
      wasReady ? 0 : writtenMs - submittedMs,
      this.#isPoolCapped && attempt.waitedForSlot,
    )
  }

  onAnswered(attempt: Attempt): void {
    const nowMs = this.now()
    const { operation } = attempt
    if (operation.followsRedirects && !this.isStopped) {
      const next = prepareRedirect(attempt)
      if (next === 'too-many') return this.#fail(attempt, nowMs, 'protocol', TOO_MANY_REDIRECTS)
      if (next) return this.#door.originOf(next).submit(attempt)
    }
    const finished = this.#finished
    const failure = judge(attempt, nowMs - attempt.intendedMs, finished)
    this.#settle(attempt, nowMs, failure)
  }

  onBroken(attempt: Attempt, error: Error): void {
    const nowMs = this.now()
    if (isLocalSocketError(error)) {
      this.#recorder.localSocketError(nowMs)
      if (!attempt.isSent) return this.#dropLocally(attempt, nowMs)
    }
    this.#fail(attempt, nowMs, classifyError(error, attempt.status > 0), error.message)
  }

  #fail(attempt: Attempt, nowMs: number, failure: ErrorClass, why: string): void {
    if (!this.firstErrors.has(failure)) this.firstErrors.set(failure, why)
    this.#settle(attempt, nowMs, failure)
  }

  onLetGo(attempt: Attempt): void {
    this.#free.push(attempt)
  }

  /** Records the outcome and takes the iteration on. `failure` null = ok. */
  #settle(attempt: Attempt, nowMs: number, failure: ErrorClass | null): void {
    const { operation, iteration } = attempt
    this.#close(attempt)
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
    if (failure !== null) return this.#endIteration(iteration, nowMs, false)
    iteration.step++
    this.advance(iteration, nowMs)
  }

  /** This machine had no socket to give: a drop of the generator, not a failure of the target. */
  #dropLocally(attempt: Attempt, nowMs: number): void {
    this.#close(attempt)
    this.#recorder.dropped(attempt.operation.series, attempt.intendedMs, true)
    this.#endIteration(attempt.iteration, nowMs, false)
  }

  #close(attempt: Attempt): void {
    attempt.isSettled = true
    this.inFlight--
    this.#deadlines.remove(attempt)
  }

  #endIteration(iteration: Iteration, nowMs: number, isOk: boolean): void {
    const { entry } = iteration
    if (entry.flowSeries >= 0 && iteration.isUnderWay) this.#recordFlow(iteration, nowMs, isOk)
    iteration.isUnderWay = false
    iteration.connections?.closeAll()
    this.owner.iterationEnded(iteration, nowMs, isOk)
  }

  #recordFlow(iteration: Iteration, nowMs: number, isOk: boolean): void {
    const { entry, step } = iteration
    this.flowsUnderWay--
    this.#recorder.finished(entry.flowSeries, nowMs, {
      ...NO_FINISH,
      errorSlot: isOk ? -1 : errorIndex('check'),
      responseMicros: iteration.flowResponseMs * 1000,
      serviceMicros: iteration.flowServiceMs * 1000,
    })
    if (isOk) return
    for (const later of entry.steps.slice(step + 1)) {
      if (later.kind === 'send') this.#recorder.skipped(later.operation.series, nowMs)
    }
  }
}

/** Fills in the request; false when a value it needs is not there. */
function render(attempt: Attempt, operation: EngineOperation, iteration: Iteration): boolean {
  attempt.method = operation.method
  attempt.path = operation.path.constant ?? operation.path.render(iteration)
  attempt.headers =
    operation.constantHeaders ?? operation.headers.flatMap(({ name, value }) => [name, value.render(iteration)])
  attempt.body = operation.constantBody ?? (operation.body ? Buffer.from(operation.body.render(iteration)) : null)
  const isComplete = iteration.missing === null
  iteration.missing = null
  return isComplete
}
