// Carries iterations through their steps: renders requests, sends them, judges what comes back and records it.
// Response time runs from the intended start, service time from when the request was written. A flow stops at its first failed step;
// the steps not reached are counted as skipped. A flow's time is the sum of its steps' times, pauses left out; a step that begins a job
// lasts until the job is done.
// Units: milliseconds since the start of the run; recorded latencies are microseconds.

import { nextThinkMs } from '#lib/load/user-pacing.ts'
import type { ErrorClass } from '#lib/runs/bucket.ts'
import { Attempt, type AttemptOwner } from './attempt.ts'
import { errorIndex } from './counter-layout.ts'
import { recordMetric } from './custom-metric.ts'
import type { Datasets } from './data/datasets.ts'
import { Deadlines } from './deadlines.ts'
import { LATE_MS } from './driver.ts'
import type { DueQueue } from './due-queue.ts'
import type { EngineOperation, MixEntry } from './engine-plan.ts'
import { classifyError, isLocalSocketError, isOwnFault } from './error-class.ts'
import { Flows } from './flows.ts'
import type { Origin } from './http/origin.ts'
import { PrivateConnections } from './http/private-connections.ts'
import type { HttpDoor } from './http-client.ts'
import type { Iteration } from './iteration.ts'
import { type JobStep, Jobs } from './jobs.ts'
import { classOf, judge, viewOf } from './judge.ts'
import { type Finished, NO_FINISH, type Recorder } from './recorder.ts'
import { prepareRedirect, TOO_MANY_REDIRECTS } from './redirect.ts'
import { keepCookies, render, takeCookiesAlong } from './request.ts'
import type { SendGate } from './send-gate.ts'
import { type Onlooker, Telling } from './telling.ts'
import type { TokenRefresh } from './token-refresh.ts'

/** Told when an iteration is over; `isOk` is false when a step failed. */
export interface IterationOwner {
  iterationEnded(iteration: Iteration, nowMs: number, isOk: boolean): void
  /** An iteration did not begin, as there is no data left for its entry; nor will another of that. */
  ranOut?(iteration: Iteration, intendedMs: number): void
}

export interface ExecutorParts {
  now: () => number
  recorder: Recorder
  door: HttpDoor
  due: DueQueue<Iteration>
  isPoolCapped: boolean
  /** Each iteration opens its own connections and closes them at its end. */
  isConnectionPerIteration?: boolean
  /** Whether a user's cookies are kept for all its iterations, or each iteration is a new visitor; default: none are kept. */
  cookies?: 'none' | 'user' | 'iteration'
  /** Dealt out to the iterations of the mix. */
  datasets?: Datasets | null
  /** Renews logins; default: an answer that asks for it is a failure. */
  tokens?: TokenRefresh | null
  sampler?: Onlooker | null
  gate?: SendGate | null
}

export class Executor implements AttemptOwner {
  readonly now: () => number
  owner!: IterationOwner
  /** Requests sent or waiting for a connection, and all begun so far. */
  inFlight = 0
  begun = 0
  /** No request may leave any more. */
  isStopped = false
  readonly gate: SendGate | null
  readonly #recorder: Recorder
  readonly #door: HttpDoor
  readonly #due: DueQueue<Iteration>
  readonly #isPoolCapped: boolean
  readonly #isConnectionPerIteration: boolean
  readonly #keepsCookies: boolean
  readonly #isVisitorNew: boolean
  readonly #datasets: Datasets | null
  readonly #tokens: TokenRefresh | null
  readonly #telling: Telling
  readonly #flows: Flows
  readonly #jobs: Jobs
  readonly #deadlines = new Deadlines<Attempt>()
  readonly #free: Attempt[] = []
  readonly #origins = new Map<EngineOperation, Origin>()
  readonly #finished: Finished = { ...NO_FINISH }

  constructor(parts: ExecutorParts) {
    this.now = parts.now
    this.gate = parts.gate ?? null
    this.#recorder = parts.recorder
    this.#door = parts.door
    this.#due = parts.due
    this.#isPoolCapped = parts.isPoolCapped
    this.#isConnectionPerIteration = parts.isConnectionPerIteration ?? false
    this.#keepsCookies = (parts.cookies ?? 'none') !== 'none'
    this.#isVisitorNew = parts.cookies === 'iteration'
    this.#datasets = parts.datasets ?? null
    this.#tokens = parts.tokens ?? null
    this.#telling = new Telling(parts.sampler ?? null)
    this.#flows = new Flows(parts.recorder)
    this.#jobs = new Jobs(parts.recorder, parts.due)
  }

  /** First error message of each class, for the outcome's message. */
  get firstErrors(): ReadonlyMap<ErrorClass, string> {
    return this.#telling.firstErrors
  }

  /** Flows and jobs that are not over, whether or not a request of theirs is on its way, and requests that wait to be sent. */
  get flowsUnderWay(): number {
    return this.#flows.underWay + this.#jobs.underWay + (this.gate?.held ?? 0)
  }

  begin(iteration: Iteration, entry: MixEntry, intendedMs: number): void {
    iteration.entry = entry
    iteration.step = 0
    if (this.#isVisitorNew) iteration.cookies = null
    if (
      entry.datasets !== undefined &&
      this.#datasets?.draw(entry.datasets, iteration.rows, iteration.random) === false
    ) {
      this.#flows.withoutData(iteration, intendedMs)
      return this.owner.ranOut?.(iteration, intendedMs)
    }
    iteration.isUnderWay = true
    iteration.isLate = false
    if (this.#isConnectionPerIteration) iteration.connections ??= new PrivateConnections()
    this.#flows.begin(iteration, entry, intendedMs)
    this.advance(iteration, intendedMs)
  }

  /** Takes the next step, whose intended start is `intendedMs`. */
  advance(iteration: Iteration, intendedMs: number): void {
    const step = iteration.entry.steps[iteration.step]
    if (!step) return this.#endIteration(iteration, intendedMs, true)
    if (this.isStopped) return this.interruptFlow(iteration, this.now())
    if (iteration.job !== null) return this.#onJob(iteration, this.#jobs.due(iteration.job, this.now()))
    if (step.kind === 'send') return this.#send(iteration, step.operation, intendedMs)
    iteration.step++
    this.#due.push(intendedMs + nextThinkMs(step.thinkTime, iteration.random), iteration)
  }

  /** Counts an arrival that is not sent. */
  drop(entry: MixEntry, intendedMs: number, isGeneratorsFault: boolean): void {
    this.#flows.drop(entry, intendedMs, isGeneratorsFault)
  }

  expireDeadlines(nowMs: number): void {
    this.#door.expireTimeLimits()
    this.#deadlines.expire(nowMs, (attempt) => {
      this.#settle(attempt, nowMs, 'timeout', attempt.whyTimedOut)
      attempt.abandon()
    })
  }

  /** Gives up everything that is sent or waiting. */
  interruptAll(nowMs: number): void {
    this.isStopped = true
    this.#giveUp(this.#deadlines.all(), nowMs)
  }

  /** Nothing leaves any more, not even what waits for a connection; what is on its way may be answered. */
  stop(nowMs: number): void {
    this.isStopped = true
    this.#giveUp(
      this.#deadlines.all().filter(({ isOnItsWay }) => !isOnItsWay),
      nowMs,
    )
  }

  /** Those in a queue first: they would be given the place of a connection that is closed. */
  #giveUp(attempts: Attempt[], nowMs: number): void {
    const queued = attempts.filter(({ connection }) => connection === null)
    for (const attempt of new Set([...queued, ...attempts])) {
      this.#interrupt(attempt, nowMs)
      attempt.abandon()
    }
  }

  #interrupt(attempt: Attempt, nowMs: number): void {
    this.#close(attempt)
    if (!attempt.operation.isPoll) this.#recorder.interrupted(attempt.operation.series, nowMs)
    this.interruptFlow(attempt.iteration, nowMs)
  }

  /** Nothing to interrupt in an iteration that waits to begin: it may not even have an entry yet. */
  interruptFlow(iteration: Iteration, nowMs: number): void {
    if (!iteration.isUnderWay) return
    if (iteration.job !== null) this.#jobs.interrupt(iteration, nowMs)
    this.#flows.interrupt(iteration, nowMs)
    iteration.isUnderWay = false
  }

  #send(iteration: Iteration, operation: EngineOperation, intendedMs: number): void {
    const nowMs = this.now()
    if (this.gate?.holds(iteration, intendedMs, nowMs)) return
    const attempt = this.#free.pop() ?? new Attempt(this)
    attempt.begin(operation, iteration, intendedMs, nowMs)
    if (!operation.isPoll) this.#recorder.offered(operation.series, intendedMs)
    this.inFlight++
    this.begun++
    this.#deadlines.add(attempt, nowMs, operation.timeoutMs)
    this.#submit(attempt, nowMs)
  }

  #submit(attempt: Attempt, nowMs: number): void {
    const { operation, iteration } = attempt
    if (this.#tokens !== null) attempt.tokenGeneration = this.#tokens.generation
    const problem = render(attempt, operation, iteration)
    if (problem === null) return this.#originOf(operation).submit(attempt)
    this.#settle(attempt, nowMs, 'check', `Not sent: ${problem}`)
    this.#free.push(attempt)
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
    if (operation.isPoll) return
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

  onAnswered(attempt: Attempt): void {
    const nowMs = this.now()
    const { operation } = attempt
    if (attempt.setsCookies && this.#keepsCookies) keepCookies(attempt)
    if (operation.followsRedirects) {
      const from = attempt.url ?? operation.baseUrl
      const next = prepareRedirect(attempt)
      if (next === 'too-many') return this.#settle(attempt, nowMs, 'protocol', TOO_MANY_REDIRECTS)
      if (next) return this.isStopped ? this.#interrupt(attempt, nowMs) : this.#follow(attempt, next, from)
    }
    if (operation.refreshOn !== null && this.#renews(attempt, nowMs)) return
    if (attempt.isStarved && operation.needsBody) return this.#dropLocally(attempt, nowMs)
    if (operation.isPoll) return this.#onPolled(attempt, nowMs)
    const failure = judge(attempt, nowMs - attempt.intendedMs, this.#finished)
    this.#settle(attempt, nowMs, failure, null)
  }

  #follow(attempt: Attempt, url: URL, from: URL): void {
    takeCookiesAlong(attempt, url)
    this.#door.redirectedTo(url, from).submit(attempt)
  }

  /** Whether the attempt waits for a newer token, to be sent again with it. Its first intended start stays. */
  #renews(attempt: Attempt, nowMs: number): boolean {
    const { operation, iteration } = attempt
    if (this.#tokens === null || attempt.isRenewed || !operation.refreshOn?.has(attempt.status)) return false
    if (this.isStopped) this.#interrupt(attempt, nowMs)
    else {
      attempt.isRenewed = true
      this.#recorder.refreshed((iteration.job?.operation ?? operation).series, nowMs)
      this.#tokens.renew(attempt.tokenGeneration, (problem) => this.#onRenewed(attempt, problem))
    }
    return true
  }

  #onRenewed(attempt: Attempt, problem: string | null): void {
    const nowMs = this.now()
    if (attempt.isSettled || this.isStopped || problem !== null) {
      if (!attempt.isSettled && this.isStopped) this.#interrupt(attempt, nowMs)
      else if (!attempt.isSettled) this.#settle(attempt, nowMs, classOf(attempt.status), problem!)
      this.#free.push(attempt)
      return
    }
    for (const slot of this.#tokens!.slots) attempt.iteration.values[slot] = null
    attempt.clearResponse()
    attempt.url = null
    attempt.redirects = 0
    this.#submit(attempt, nowMs)
  }

  #onPolled(attempt: Attempt, nowMs: number): void {
    const step = this.#jobs.look(attempt, nowMs)
    this.#close(attempt)
    this.#onJob(attempt.iteration, step)
  }

  /** A poll that had no answer is followed by the next, unless that could not be sent or not arrive either. */
  #onMissed(iteration: Iteration, nowMs: number, failure: ErrorClass | null, why: string | null): void {
    if (failure !== 'check' && failure !== 'forbidden-target') return this.#jobs.missed(iteration, nowMs)
    const { key } = iteration.job!.operation
    this.#onJob(iteration, { kind: 'over', failure, why: `The job of ${key} cannot be asked for. ${why}` })
  }

  #onJob(iteration: Iteration, step: JobStep): void {
    if (step.kind === 'wait') return
    const nowMs = this.now()
    if (step.kind === 'ask') return this.#send(iteration, iteration.job!.poll.operation, nowMs)
    this.#jobs.end(iteration, nowMs, step.failure)
    if (step.failure === null) return this.#nextStep(iteration, nowMs)
    this.#telling.remember(step.failure, step.why)
    this.#endIteration(iteration, nowMs, false)
  }

  onBroken(attempt: Attempt, error: Error): void {
    const nowMs = this.now()
    const failure = classifyError(error, attempt.status > 0)
    if (isLocalSocketError(error)) this.#recorder.localSocketError(nowMs)
    if (!isOwnFault(error, attempt.isWritten)) return this.#settle(attempt, nowMs, failure, error.message)
    this.#telling.remember(failure, error.message)
    this.#dropLocally(attempt, nowMs)
  }

  onLetGo(attempt: Attempt): void {
    this.#free.push(attempt)
  }

  /** Records the outcome and takes the iteration on. `failure` null = ok; `why` null = what the answer itself shows. */
  #settle(attempt: Attempt, nowMs: number, failure: ErrorClass | null, why: string | null): void {
    const { operation, iteration } = attempt
    this.#close(attempt)
    if (operation.isPoll) return this.#onMissed(iteration, nowMs, failure, why)
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
    this.#telling.show(attempt, nowMs, failure, why)
    if (failure === null && operation.poll !== null && attempt.status < 400) return this.#jobs.begin(attempt, nowMs)
    if (operation.metrics.length > 0 && attempt.status > 0) this.#takeMetrics(attempt, nowMs)
    if (failure !== null) return this.#endIteration(iteration, nowMs, false)
    this.#nextStep(iteration, nowMs)
  }

  #takeMetrics(attempt: Attempt, nowMs: number): void {
    const view = viewOf(attempt, nowMs - attempt.intendedMs)
    for (const metric of attempt.operation.metrics) recordMetric(this.#recorder, metric, nowMs, metric.read(view))
  }

  #nextStep(iteration: Iteration, nowMs: number): void {
    iteration.step++
    this.advance(iteration, nowMs)
  }

  /** This machine had no socket, memory or time to give: a drop of the generator, not a failure of the target. */
  #dropLocally(attempt: Attempt, nowMs: number): void {
    this.#close(attempt)
    if (attempt.operation.isPoll) return this.#jobs.missed(attempt.iteration, nowMs)
    this.#recorder.dropped(attempt.operation.series, attempt.intendedMs, true)
    this.#endIteration(attempt.iteration, nowMs, 'dropped')
  }

  #close(attempt: Attempt): void {
    attempt.isSettled = true
    this.inFlight--
    this.#deadlines.remove(attempt)
  }

  #endIteration(iteration: Iteration, nowMs: number, end: boolean | 'dropped'): void {
    this.#flows.end(iteration, nowMs, end)
    iteration.isUnderWay = false
    iteration.connections?.closeAll()
    this.owner.iterationEnded(iteration, nowMs, end === true)
  }
}
