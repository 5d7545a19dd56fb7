// One attempt of one operation: the request as undici reads it, its handler, and the clock readings in between. Attempts are pooled;
// one that was given up stays out of the pool until undici has let go of it.
// Units: milliseconds since the start of the run.

import type { DeadlineList, Expiring } from './deadlines.ts'
import type { EngineOperation } from './engine-plan.ts'
import type { Controller, Exchange, Slot } from './http-client.ts'
import type { Iteration } from './iteration.ts'
import type { ResponseHeaders } from './response.ts'

/** A response body is read this far. */
export const BODY_CAP_BYTES = 1_000_000

/** What an attempt tells: each is called once, `onLetGo` last. */
export interface AttemptOwner {
  now(): number
  onSent(attempt: Attempt): void
  onAnswered(attempt: Attempt): void
  onBroken(attempt: Attempt, error: Error): void
  onLetGo(attempt: Attempt): void
}

export class GivenUp extends Error {}
const GIVEN_UP = new GivenUp('given up by the engine')
const BODY_CUT = new GivenUp('the body was cut at its cap')

export class Attempt implements Exchange, Expiring {
  path = '/'
  method = 'GET'
  headers: string[] = []
  body: Buffer | string | null = null
  raw: Buffer | null = null
  /** Read by undici: a connection never carries two requests, so that nothing has to hold back the next one. */
  readonly blocking = false
  readonly idempotent = true
  slot: Slot | null = null
  waitedForSlot = false
  isAbandoned = false

  deadlineMs = 0
  earlier: Expiring | null = null
  later: Expiring | null = null
  list: DeadlineList | null = null

  operation!: EngineOperation
  iteration!: Iteration
  intendedMs = 0
  submittedMs = 0
  writtenMs = 0
  isSent = false
  /** The outcome is recorded; what still comes from undici only frees the connection. */
  isSettled = false
  connectsBefore = 0
  status = 0
  responseHeaders: ResponseHeaders = {}
  bytesIn = 0
  isBodyTruncated = false
  redirects = 0
  url: URL | null = null
  readonly chunks: Buffer[] = []
  #controller: Controller | null = null
  #isLetGo = false
  readonly #owner: AttemptOwner

  constructor(owner: AttemptOwner) {
    this.#owner = owner
  }

  begin(operation: EngineOperation, iteration: Iteration, intendedMs: number, submittedMs: number): void {
    this.operation = operation
    this.iteration = iteration
    this.intendedMs = intendedMs
    this.submittedMs = submittedMs
    this.isSent = false
    this.isSettled = false
    this.#isLetGo = false
    this.waitedForSlot = false
    this.isAbandoned = false
    this.redirects = 0
    this.url = null
    this.clearResponse()
  }

  clearResponse(): void {
    this.status = 0
    this.bytesIn = 0
    this.isBodyTruncated = false
    if (this.chunks.length > 0) this.chunks.length = 0
    this.slot = null
    this.#controller = null
  }

  /** Ends the exchange from this side: in a queue it is marked and passed over, on its way it is cut. */
  abandon(): void {
    if (this.slot === null) this.isAbandoned = true
    else if (this.#controller) this.#abort(GIVEN_UP)
  }

  onRequestStart(controller: Controller): void {
    this.#controller = controller
    if (this.isSettled) return this.#abort(GIVEN_UP)
    this.writtenMs = this.#owner.now()
    if (this.isSent) return
    this.isSent = true
    this.#owner.onSent(this)
  }

  onResponseStart(_controller: Controller, status: number, headers: ResponseHeaders): void {
    this.status = status
    this.responseHeaders = headers
  }

  onResponseData(_controller: Controller, chunk: Buffer): void {
    this.bytesIn += chunk.length
    if (this.operation.needsBody) this.chunks.push(chunk)
    if (this.bytesIn <= BODY_CAP_BYTES) return
    this.isBodyTruncated = true
    this.#abort(BODY_CUT)
  }

  onResponseEnd(): void {
    const { slot } = this
    this.slot = null
    // The connection is free before the next request looks for one.
    slot?.origin.release(slot)
    if (!this.isSettled) this.#owner.onAnswered(this)
    if (this.isSettled) this.#letGo()
  }

  /** Also called after `onResponseEnd` threw: the connection is given back and the attempt let go of only once. */
  onResponseError(_controller: Controller | null, error: Error): void {
    const { slot } = this
    this.slot = null
    // undici is still busy with this client: it must not be given the next request from within.
    if (slot) setImmediate(() => slot.origin.release(slot))
    if (!this.isSettled) {
      if (error === BODY_CUT) this.#owner.onAnswered(this)
      else this.#owner.onBroken(this, error)
    }
    // A redirect may have taken the attempt on to another exchange, which will end it.
    if (this.isSettled) this.#letGo()
  }

  #letGo(): void {
    if (this.#isLetGo) return
    this.#isLetGo = true
    this.#owner.onLetGo(this)
  }

  #abort(reason: Error): void {
    this.#controller?.abort(reason)
  }
}
