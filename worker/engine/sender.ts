// Sends requests of iterations and finds out what comes of each: redirects are followed, logins renewed, time limits kept, and what
// this machine broke is told apart from what the target did.
// Units: milliseconds since the start of the run.

import type { ErrorClass } from '#lib/runs/bucket.ts'
import type { Attempt, AttemptOwner } from './attempt.ts'
import type { EngineOperation } from './engine-plan.ts'
import { classifyError, isLocalSocketError, isOwnFault } from './error-class.ts'
import type { ExecutorParts } from './executor.ts'
import type { Origin } from './http/origin.ts'
import type { HttpDoor } from './http-client.ts'
import { InFlight } from './in-flight.ts'
import type { Iteration } from './iteration.ts'
import { classOf } from './judge.ts'
import type { Outcomes } from './outcomes.ts'
import type { Recorder } from './recorder.ts'
import { prepareRedirect, TOO_MANY_REDIRECTS } from './redirect.ts'
import { keepCookies, render, takeCookiesAlong } from './request.ts'
import type { Telling } from './telling.ts'
import type { TokenRefresh } from './token-refresh.ts'

/** Told once what came of each attempt. */
export interface SenderOwner {
  /** `failure` null = ok; `why` null = what the answer itself shows. */
  settled(attempt: Attempt, nowMs: number, failure: ErrorClass | null, why: string | null): void
  /** A poll was answered; it is still in flight. */
  polled(attempt: Attempt, nowMs: number): void
  /** This machine had no socket, memory or time to give: a drop of the generator, not a failure of the target. */
  dropped(attempt: Attempt, nowMs: number): void
  interrupted(attempt: Attempt, nowMs: number): void
}

type Parts = Pick<ExecutorParts, 'now' | 'recorder' | 'door' | 'tokens' | 'cookies'> & {
  owner: SenderOwner
  outcomes: Outcomes
  telling: Telling
}

export class Sender implements AttemptOwner {
  readonly now: () => number
  readonly inFlight = new InFlight(this)
  /** No request may leave any more. */
  isStopped = false
  readonly #owner: SenderOwner
  readonly #recorder: Recorder
  readonly #door: HttpDoor
  readonly #outcomes: Outcomes
  readonly #telling: Telling
  readonly #tokens: TokenRefresh | null
  readonly #keepsCookies: boolean
  readonly #origins = new Map<EngineOperation, Origin>()

  constructor({ now, owner, recorder, door, outcomes, telling, tokens = null, cookies = 'none' }: Parts) {
    this.now = now
    this.#owner = owner
    this.#recorder = recorder
    this.#door = door
    this.#outcomes = outcomes
    this.#telling = telling
    this.#tokens = tokens
    this.#keepsCookies = cookies !== 'none'
  }

  send(iteration: Iteration, operation: EngineOperation, intendedMs: number, nowMs: number): void {
    const attempt = this.inFlight.begin(operation, iteration, intendedMs, nowMs)
    if (!operation.isPoll) this.#recorder.offered(operation.series, intendedMs)
    this.#submit(attempt, nowMs)
  }

  expireDeadlines(nowMs: number): void {
    this.#door.expireTimeLimits()
    this.inFlight.expire(nowMs, (attempt) => {
      this.#settle(attempt, nowMs, 'timeout', attempt.whyTimedOut)
      attempt.abandon()
    })
  }

  /** Gives up everything that is sent or waiting. */
  interruptAll(nowMs: number): void {
    this.isStopped = true
    this.#giveUp(this.inFlight.all(), nowMs)
  }

  /** Nothing leaves any more, not even what waits for a connection; what is on its way may be answered. */
  stop(nowMs: number): void {
    this.isStopped = true
    this.#giveUp(
      this.inFlight.all().filter(({ isOnItsWay }) => !isOnItsWay),
      nowMs,
    )
  }

  #giveUp(attempts: Attempt[], nowMs: number): void {
    for (const attempt of attempts) {
      this.#interrupt(attempt, nowMs)
      attempt.abandon()
    }
  }

  #interrupt(attempt: Attempt, nowMs: number): void {
    this.inFlight.close(attempt)
    if (!attempt.operation.isPoll) this.#recorder.interrupted(attempt.operation.series, nowMs)
    this.#owner.interrupted(attempt, nowMs)
  }

  #submit(attempt: Attempt, nowMs: number): void {
    const { operation, iteration } = attempt
    if (this.#tokens !== null) attempt.tokenGeneration = this.#tokens.generation
    const problem = render(attempt, operation, iteration)
    if (problem === null) return this.#originOf(operation).submit(attempt)
    this.#settle(attempt, nowMs, 'check', `Not sent: ${problem}`)
    this.inFlight.free(attempt)
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
    if (!attempt.operation.isPoll) this.#outcomes.sent(attempt)
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
    if (attempt.isStarved && operation.needsBody) return this.#drop(attempt, nowMs)
    if (operation.isPoll) return this.#owner.polled(attempt, nowMs)
    this.#settle(attempt, nowMs, this.#outcomes.judge(attempt, nowMs), null)
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
      this.inFlight.free(attempt)
      return
    }
    for (const slot of this.#tokens!.slots) attempt.iteration.values[slot] = null
    attempt.clearResponse()
    attempt.url = null
    attempt.redirects = 0
    this.#submit(attempt, nowMs)
  }

  onBroken(attempt: Attempt, error: Error): void {
    const nowMs = this.now()
    const failure = classifyError(error, attempt.status > 0)
    if (isLocalSocketError(error)) this.#recorder.localSocketError(nowMs)
    if (!isOwnFault(error, attempt.isWritten)) return this.#settle(attempt, nowMs, failure, error.message)
    this.#telling.remember(failure, error.message)
    this.#drop(attempt, nowMs)
  }

  onLetGo(attempt: Attempt): void {
    this.inFlight.free(attempt)
  }

  #settle(attempt: Attempt, nowMs: number, failure: ErrorClass | null, why: string | null): void {
    this.inFlight.close(attempt)
    this.#owner.settled(attempt, nowMs, failure, why)
  }

  #drop(attempt: Attempt, nowMs: number): void {
    this.inFlight.close(attempt)
    this.#owner.dropped(attempt, nowMs)
  }
}
