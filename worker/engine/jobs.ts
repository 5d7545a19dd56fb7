// Jobs under way: what a user whose operation began one waits for. A job is recorded like a flow, in a series of its own.
// Units: milliseconds since the start of the run.

import type { ErrorClass } from '#lib/runs/bucket.ts'
import type { Attempt } from './attempt.ts'
import { errorIndex } from './counter-layout.ts'
import { recordMetric } from './custom-metric.ts'
import type { DueQueue } from './due-queue.ts'
import type { Iteration } from './iteration.ts'
import type { Job } from './job.ts'
import { viewOf } from './judge.ts'
import { NO_FINISH, type Recorder } from './recorder.ts'

/** What comes next for who waits for a job. */
export type JobStep = { kind: 'ask' } | { kind: 'wait' } | { kind: 'over'; failure: ErrorClass | null; why: string }

const WAIT: JobStep = { kind: 'wait' }
const ASK: JobStep = { kind: 'ask' }

export class Jobs {
  underWay = 0
  readonly #recorder: Recorder
  readonly #due: DueQueue<Iteration>

  constructor(recorder: Recorder, due: DueQueue<Iteration>) {
    this.#recorder = recorder
    this.#due = due
  }

  /** The answer to `attempt` began a job: it is asked for after a while. */
  begin(attempt: Attempt, nowMs: number): void {
    const { operation, iteration, intendedMs, writtenMs } = attempt
    const poll = operation.poll!
    const view = operation.metrics.length > 0 ? viewOf(attempt, nowMs - intendedMs) : null
    const metrics = view === null ? [] : operation.metrics.map((metric) => metric.read(view))
    iteration.job = { operation, poll, intendedMs, writtenMs, acceptedMs: nowMs, askedMs: nowMs, metrics }
    this.underWay++
    this.#recorder.offered(poll.series, intendedMs)
    this.#recorder.sent(poll.series, nowMs, 0)
    this.#wait(iteration, iteration.job, nowMs)
  }

  /** The user is due to ask for its job. */
  due(job: Job, nowMs: number): JobStep {
    if (nowMs < job.acceptedMs + job.poll.timeoutMs) {
      job.askedMs = nowMs
      return ASK
    }
    const why = `The job of ${job.operation.key} was not done within its ${job.poll.timeoutMs} ms.`
    return { kind: 'over', failure: 'timeout', why }
  }

  /** A poll was answered. */
  look(attempt: Attempt, nowMs: number): JobStep {
    const { iteration, status } = attempt
    const job = iteration.job!
    const view = viewOf(attempt, nowMs - attempt.intendedMs)
    const outcome = job.poll.look(view)
    if (outcome === 'under-way') {
      this.#wait(iteration, job, nowMs)
      return WAIT
    }
    job.metrics = job.operation.metrics.map((metric, i) => metric.read(view) ?? job.metrics[i] ?? null)
    if (outcome === 'done') return { kind: 'over', failure: null, why: '' }
    const how = status >= 400 ? `the poll was answered with ${status}` : 'its answer says that it failed'
    return { kind: 'over', failure: 'check', why: `The job of ${job.operation.key} failed: ${how}.` }
  }

  /** A poll that had no answer is followed by the next. */
  missed(iteration: Iteration, nowMs: number): void {
    this.#wait(iteration, iteration.job!, nowMs)
  }

  /** Records what became of the job; it is over. */
  end(iteration: Iteration, nowMs: number, failure: ErrorClass | null): void {
    const job = this.#leave(iteration)
    this.#recorder.finished(job.poll.series, nowMs, {
      ...NO_FINISH,
      errorSlot: failure === null ? -1 : errorIndex(failure),
      responseMicros: (nowMs - job.intendedMs) * 1000,
      serviceMicros: (nowMs - job.writtenMs) * 1000,
    })
    job.operation.metrics.forEach((metric, i) => {
      recordMetric(this.#recorder, metric, nowMs, job.metrics[i] ?? null)
    })
    iteration.flowResponseMs += nowMs - job.acceptedMs
    iteration.flowServiceMs += nowMs - job.acceptedMs
  }

  /** The run ended before the job did. */
  interrupt(iteration: Iteration, nowMs: number): void {
    this.#recorder.interrupted(this.#leave(iteration).poll.series, nowMs)
  }

  #leave(iteration: Iteration): Job {
    const job = iteration.job!
    iteration.job = null
    this.underWay--
    return job
  }

  #wait(iteration: Iteration, job: Job, nowMs: number): void {
    const { everyMs, timeoutMs } = job.poll
    this.#due.push(Math.min(Math.max(nowMs, job.askedMs + everyMs), job.acceptedMs + timeoutMs), iteration)
  }
}
