// One attempt of one operation: the request, what comes back, and the clock readings in between. Attempts are pooled; one that was given
// up stays out of the pool until its connection has let go of it.
// Units: milliseconds since the start of the run.

import { SAMPLE_BODY_BYTES } from '#lib/runs/sample.ts'
import type { DeadlineList, Expiring } from './deadlines.ts'
import type { EngineOperation } from './engine-plan.ts'
import type { Connection } from './http/connection.ts'
import type { Exchange } from './http/exchange.ts'
import type { PrivateConnections } from './http/private-connections.ts'
import { type HeaderFields, Received } from './http/received.ts'
import type { ResponseHead } from './http/response-head.ts'
import type { Iteration } from './iteration.ts'

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

export class Attempt implements Exchange, Expiring {
  path = '/'
  method = 'GET'
  headers: string[] = []
  body: Buffer | null = null
  verbatim: Buffer | null = null
  connection: Connection | null = null
  hadConnection = false
  waitedForSlot = false
  isAbandoned = false
  isRepeated = false

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
  /** The request under way was sent: after a redirect, that to the new place. */
  isWritten = false
  /** The outcome is recorded. */
  isSettled = false
  status = 0
  /** The answer has a Set-Cookie field. */
  setsCookies = false
  /** Bytes of the body as they were transferred. */
  bytesIn = 0
  isBodyTruncated = false
  redirects = 0
  url: URL | null = null
  /** The login its token is of, and whether it was sent again after a newer one. */
  tokenGeneration = 0
  isRenewed = false
  #isLetGo = false
  readonly #received = new Received()
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
    this.verbatim = null
    this.redirects = 0
    this.url = null
    this.isRenewed = false
    this.clearResponse()
  }

  clearResponse(): void {
    this.status = 0
    this.setsCookies = false
    this.bytesIn = 0
    this.isBodyTruncated = false
    this.isRepeated = false
    this.isWritten = false
    this.connection = null
    this.#received.begin(this.operation.needsBody ? BODY_CAP_BYTES : SAMPLE_BODY_BYTES)
  }

  get areHeadersConstant(): boolean {
    return this.headers === this.operation.constantHeaders
  }

  get privateConnections(): PrivateConnections | null {
    return this.iteration.connections
  }

  /** Read from their bytes when first asked for. */
  get responseHeaders(): HeaderFields {
    return this.#received.fields
  }

  /** The body as transferred: all of it up to the cap where the operation needs it, else as much as a sample shows. */
  get chunks(): Buffer[] {
    return this.#received.chunks
  }

  /** The request has left, or leaves at once: it waits for no connection. */
  get isOnItsWay(): boolean {
    return this.connection !== null && this.connection.phase !== 'connecting'
  }

  /** Its body could not be kept, as those of others under way take all the memory there is for them. */
  get isStarved(): boolean {
    return this.#received.isStarved
  }

  /** Ends the exchange from this side: in a queue it is marked and passed over, on its way it is cut. */
  abandon(): void {
    if (this.connection === null) this.isAbandoned = true
    else {
      this.connection.close()
      this.#letGo()
    }
  }

  /** What the time limit of the whole request ended. */
  get whyTimedOut(): string {
    const phase = this.connection?.phase ?? 'queued'
    const doing = {
      queued: 'was waiting for a free connection',
      connecting: 'was waiting to be connected',
      waiting: 'had no byte of an answer',
      reading: 'had not received the whole answer',
    }[phase]
    return `The request did not end within its timeout of ${this.operation.timeoutMs} ms; it ${doing}.`
  }

  onWritten(): void {
    this.writtenMs = this.#owner.now()
    this.isWritten = true
    if (this.isSent) return
    this.isSent = true
    this.#owner.onSent(this)
  }

  onHead(head: ResponseHead, bytes: Buffer, from: number, to: number): void {
    this.status = head.status
    this.setsCookies = head.setsCookies
    this.#received.head(bytes, from, to)
  }

  onBody(bytes: Buffer, from: number, to: number): boolean {
    this.bytesIn += to - from
    this.#received.body(bytes, from, to)
    if (this.bytesIn <= BODY_CAP_BYTES) return true
    this.isBodyTruncated = true
    return false
  }

  keep(): void {
    this.#received.keep()
  }

  onEnd(): void {
    if (!this.isSettled) this.#owner.onAnswered(this)
    // A redirect may have taken the attempt on to another exchange, which will end it.
    if (this.isSettled) this.#letGo()
  }

  /** Also called after `onEnd` threw: the attempt is let go of only once. */
  onError(error: Error): void {
    if (!this.isSettled) this.#owner.onBroken(this, error)
    if (this.isSettled) this.#letGo()
  }

  #letGo(): void {
    if (this.#isLetGo) return
    this.#isLetGo = true
    // It may lie in the pool for long.
    this.#received.release()
    this.#owner.onLetGo(this)
  }
}
