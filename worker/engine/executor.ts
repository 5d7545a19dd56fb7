// Carries iterations through their steps: has requests sent, records what came of them and goes on.
// Response time runs from the intended start, service time from when the request was written. A flow stops at its first failed step;
// the steps not reached are counted as skipped. A flow's time is the sum of its steps' times, pauses left out; a step that begins a job
// lasts until the job is done.
// Units: milliseconds since the start of the run; recorded latencies are microseconds.

import { nextThinkMs } from '#lib/load/user-pacing.ts'
import type { ErrorClass } from '#lib/runs/bucket.ts'
import type { Attempt } from './attempt.ts'
import type { Datasets } from './data/datasets.ts'
import type { DueQueue } from './due-queue.ts'
import type { EngineOperation, MixEntry } from './engine-plan.ts'
import { Flows } from './flows.ts'
import { PrivateConnections } from './http/private-connections.ts'
import type { HttpDoor } from './http-client.ts'
import type { Iteration } from './iteration.ts'
import { type JobStep, Jobs } from './jobs.ts'
import { Outcomes } from './outcomes.ts'
import type { Recorder } from './recorder.ts'
import type { SendGate } from './send-gate.ts'
import { Sender, type SenderOwner } from './sender.ts'
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

export class Executor implements SenderOwner {
  readonly now: () => number
  owner!: IterationOwner
  readonly gate: SendGate | null
  readonly #recorder: Recorder
  readonly #due: DueQueue<Iteration>
  readonly #isConnectionPerIteration: boolean
  readonly #isVisitorNew: boolean
  readonly #datasets: Datasets | null
  readonly #telling: Telling
  readonly #flows: Flows
  readonly #jobs: Jobs
  readonly #sender: Sender
  readonly #outcomes: Outcomes

  constructor(parts: ExecutorParts) {
    this.now = parts.now
    this.gate = parts.gate ?? null
    this.#recorder = parts.recorder
    this.#due = parts.due
    this.#isConnectionPerIteration = parts.isConnectionPerIteration ?? false
    this.#isVisitorNew = parts.cookies === 'iteration'
    this.#datasets = parts.datasets ?? null
    this.#outcomes = new Outcomes(parts.recorder, parts.isPoolCapped)
    this.#telling = new Telling(parts.sampler ?? null)
    this.#flows = new Flows(parts.recorder)
    this.#jobs = new Jobs(parts.recorder, parts.due)
    this.#sender = new Sender({ ...parts, owner: this, outcomes: this.#outcomes, telling: this.#telling })
  }

  /** No request may leave any more. */
  get isStopped(): boolean {
    return this.#sender.isStopped
  }

  /** Requests sent or waiting for a connection. */
  get inFlight(): number {
    return this.#sender.inFlight.count
  }

  /** All requests so far. */
  get begun(): number {
    return this.#sender.inFlight.begun
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
    this.#sender.expireDeadlines(nowMs)
  }

  /** Gives up everything that is sent or waiting. */
  interruptAll(nowMs: number): void {
    this.#sender.interruptAll(nowMs)
  }

  /** Nothing leaves any more, not even what waits for a connection; what is on its way may be answered. */
  stop(nowMs: number): void {
    this.#sender.stop(nowMs)
  }

  interrupted({ iteration }: Attempt, nowMs: number): void {
    this.interruptFlow(iteration, nowMs)
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
    this.#sender.send(iteration, operation, intendedMs, nowMs)
  }

  polled(attempt: Attempt, nowMs: number): void {
    const step = this.#jobs.look(attempt, nowMs)
    this.#sender.inFlight.close(attempt)
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

  /** Records the outcome and takes the iteration on. */
  settled(attempt: Attempt, nowMs: number, failure: ErrorClass | null, why: string | null): void {
    const { operation, iteration } = attempt
    if (operation.isPoll) return this.#onMissed(iteration, nowMs, failure, why)
    this.#outcomes.record(attempt, nowMs, failure)
    this.#telling.show(attempt, nowMs, failure, why)
    if (failure === null && operation.poll !== null && attempt.status < 400) return this.#jobs.begin(attempt, nowMs)
    if (operation.metrics.length > 0 && attempt.status > 0) this.#outcomes.takeMetrics(attempt, nowMs)
    if (failure !== null) return this.#endIteration(iteration, nowMs, false)
    this.#nextStep(iteration, nowMs)
  }

  #nextStep(iteration: Iteration, nowMs: number): void {
    iteration.step++
    this.advance(iteration, nowMs)
  }

  dropped(attempt: Attempt, nowMs: number): void {
    if (attempt.operation.isPoll) return this.#jobs.missed(attempt.iteration, nowMs)
    this.#recorder.dropped(attempt.operation.series, attempt.intendedMs, true)
    this.#endIteration(attempt.iteration, nowMs, 'dropped')
  }

  #endIteration(iteration: Iteration, nowMs: number, end: boolean | 'dropped'): void {
    this.#flows.end(iteration, nowMs, end)
    iteration.isUnderWay = false
    iteration.connections?.closeAll()
    this.owner.iterationEnded(iteration, nowMs, end === true)
  }
}
