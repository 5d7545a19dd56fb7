// One connection, carrying one request at a time.

import type { Socket } from 'node:net'
import { isLoopback } from '#lib/access/target-policy.ts'
import type { DeadlineList, Expiring } from '../deadlines.ts'
import { ForbiddenTargetError } from '../guard.ts'
import { JUST_USED_MS } from './connection-tally.ts'
import type { Exchange } from './exchange.ts'
import { closedEarly, ExchangeError, TIMED_OUT, tlsError } from './exchange-error.ts'
import { openSocket, SHARED_BUFFER } from './open-socket.ts'
import type { Origin } from './origin.ts'
import type { PrivateConnections } from './private-connections.ts'
import type { ResponseHead } from './response-head.ts'
import { ResponseParser, type ResponseSink } from './response-parser.ts'
import type { Limited } from './time-limits.ts'
import { methodOf, writeRequest } from './write-request.ts'

/** At least so long the answer of a closed socket may take, which tells that a request came too late. */
const SHORTEST_PROBE_MS = 3
const LONGEST_PROBE_MS = 1000

const OPENING = 0
const OPEN = 1
const GONE = 2

export class Connection implements ResponseSink, Limited {
  readonly origin: Origin
  /** The iteration it belongs to; null = everybody. */
  readonly owner: PrivateConnections | null
  deadlineMs = 0
  earlier: Expiring | null = null
  later: Expiring | null = null
  list: DeadlineList | null = null
  readonly #parser: ResponseParser
  #socket: Socket | null = null
  #exchange: Exchange | null = null
  #state: number = OPENING
  /** Requests carried to their end. */
  #served = 0
  /** When the last of them ended, to the turn of the loop. */
  #usedMs = 0
  /** The target closed it while it was in use. */
  #isDropped = false
  readonly #openedMs: number
  #connectMs = 0
  #isSecured: boolean
  /** It carried bytes of which nobody knows how the target reads them: nothing else is sent on it. */
  #isSpoilt = false

  constructor(origin: Origin, owner: PrivateConnections | null) {
    this.origin = origin
    this.owner = owner
    this.#parser = new ResponseParser(this)
    this.#openedMs = performance.now()
    this.#isSecured = origin.secureContext === null
    this.#open()
  }

  get isUsable(): boolean {
    return this.#state !== GONE
  }

  get isBusy(): boolean {
    return this.#exchange !== null
  }

  /** What it is doing, for who gives up waiting. */
  get phase(): 'connecting' | 'waiting' | 'reading' {
    if (this.#state === OPENING) return 'connecting'
    return this.#parser.hasBegun ? 'reading' : 'waiting'
  }

  /** Sends now, or as soon as it is open. */
  send(exchange: Exchange): void {
    this.#exchange = exchange
    exchange.connection = this
    exchange.hadConnection = this.#state === OPEN
    if (this.#state === OPEN) this.#write(exchange)
  }

  /** Closed from this side; an exchange that is under way is told nothing. */
  close(): void {
    if (this.#state === GONE) return
    if (this.#state === OPEN) this.origin.tally.closed(this.#isDropped)
    this.#state = GONE
    this.#detach()
    this.origin.limits.stop(this)
    this.#socket?.destroy()
    this.#socket = null
    this.owner?.forget(this)
    this.origin.closed(this)
  }

  onTimeUp(): void {
    const { connectTimeoutMs, firstByteTimeoutMs } = this.origin.options
    const why =
      this.#state === OPENING
        ? `No connection within the connect timeout of ${connectTimeoutMs} ms.`
        : `No first byte of an answer within the first-byte timeout of ${firstByteTimeoutMs} ms.`
    this.#fail(new ExchangeError(TIMED_OUT, why))
  }

  onHead(head: ResponseHead, bytes: Buffer, from: number, to: number): void {
    this.#exchange!.onHead(head, bytes, from, to)
  }

  onBody(bytes: Buffer, from: number, to: number): boolean {
    return this.#exchange!.onBody(bytes, from, to)
  }

  #open(): void {
    const { origin } = this
    const { forbidden } = origin
    if (forbidden !== null) {
      setImmediate(() => this.#fail(new ForbiddenTargetError(forbidden)))
      return
    }
    origin.limits.start(this, origin.options.connectTimeoutMs)
    this.#socket = openSocket(origin, this.owner === null, {
      onRead: (length) => this.#read(length),
      onReady: () => this.#opened(),
    })
    this.#socket.on('error', (error) => this.#broken(error))
    this.#socket.on('end', () => this.#ended())
    this.#socket.on('close', () => this.#ended())
  }

  #opened(): void {
    if (this.#state === GONE) return
    this.#state = OPEN
    this.#isSecured = true
    this.origin.tally.opened()
    this.#connectMs = performance.now() - this.#openedMs
    this.origin.limits.stop(this)
    this.origin.isThisMachine = isLoopback(this.#socket?.remoteAddress ?? '')
    if (this.#exchange) this.#write(this.#exchange)
    else this.origin.release(this)
  }

  #write(exchange: Exchange): void {
    const socket = this.#socket!
    const { verbatim } = exchange
    let head: string | null = null
    try {
      if (verbatim === null) head = this.origin.heads.render(exchange)
    } catch (error) {
      return this.#refuse(error as Error)
    }
    const { firstByteTimeoutMs } = this.origin.options
    if (firstByteTimeoutMs !== null) this.origin.limits.start(this, firstByteTimeoutMs)
    this.#parser.begin(verbatim === null ? exchange.method : methodOf(verbatim))
    if (this.#served > 0) this.origin.tally.reused++
    exchange.onWritten()
    if (verbatim !== null) this.#isSpoilt = true
    writeRequest(socket, head, exchange)
  }

  /** The request cannot be sent; the connection has nothing to do with it. */
  #refuse(error: Error): void {
    const exchange = this.#detach()
    this.origin.release(this)
    exchange?.onError(error)
  }

  #read(length: number): boolean {
    const exchange = this.#exchange
    // Nobody asked for anything: what comes could be taken for the answer to the next request.
    if (exchange === null || this.#state !== OPEN) {
      this.close()
      return false
    }
    const parser = this.#parser
    if (!parser.hasBegun && this.list) this.origin.limits.stop(this)
    let at = 0
    try {
      at = parser.feed(SHARED_BUFFER, 0, length)
      if (!parser.isDone) exchange.keep()
    } catch (error) {
      this.#fail(error as Error)
    }
    if (this.#exchange && parser.isDone) this.#complete(at < length)
    return this.#state === OPEN
  }

  #complete(hasMore: boolean): void {
    const exchange = this.#detach()!
    const parser = this.#parser
    if (++this.#served > 1) this.origin.isKeptOpen = true
    this.#usedMs = this.origin.limits.nowMs
    const isReusable = parser.head.keepsAlive && !hasMore && !parser.isCut && !this.#isSpoilt && this.#isAllWritten()
    // The connection is free, or gone, before the next request looks for one.
    if (isReusable) this.origin.release(this)
    else this.close()
    try {
      exchange.onEnd()
    } catch (error) {
      exchange.onError(error as Error)
    }
  }

  /** An answer may come before the whole request has left. */
  #isAllWritten(): boolean {
    return this.#socket!.writableLength === 0
  }

  /** Nothing more comes. */
  #ended(): void {
    if (this.#state === GONE) return
    const exchange = this.#exchange
    if (exchange === null) return this.#leftByTarget()
    if (this.#state === OPENING) return this.#failedByTarget(closedEarly('while it was being opened'))
    const parser = this.#parser
    if (parser.hasBegun) {
      const problem = parser.finish()
      if (problem) this.#failedByTarget(problem)
      else this.#complete(false)
    } else if (this.#served === 0 || exchange.isRepeated) this.#failedByTarget(closedEarly('without an answer'))
    else if (this.origin.isKeptOpen) this.#probe(exchange)
    else this.#repeat(exchange)
  }

  /**
   * The target closed a used connection without an answer. If it had done so before the request got there, its side answers the request
   * with a reset, and nothing more can be written: the request is sent again. If it had read the request, it owes an answer.
   */
  #probe(exchange: Exchange): void {
    const waitMs = Math.min(LONGEST_PROBE_MS, SHORTEST_PROBE_MS + 2 * this.#connectMs)
    setTimeout(() => {
      if (this.#exchange !== exchange) return
      this.#socket!.write('\r\n', (error) => {
        if (this.#exchange !== exchange) return
        if (error) this.#repeat(exchange)
        else this.#failedByTarget(closedEarly('without an answer'))
      })
    }, waitMs)
  }

  #repeat(exchange: Exchange): void {
    this.#detach()
    this.origin.repeat(this, exchange)
    this.#leftByTarget()
  }

  #broken(error: NodeJS.ErrnoException): void {
    const exchange = this.#exchange
    if (exchange === null || this.#state === GONE) return this.#leftByTarget()
    // What cannot even be written to a used connection was never sent: the target had closed it before.
    const isStale = error.syscall === 'write' && this.#served > 0 && !this.#parser.hasBegun && !exchange.isRepeated
    if (isStale) this.#repeat(exchange)
    else this.#failedByTarget(this.#isSecured ? error : tlsError(error))
  }

  /** The target closed it, and no exchange has lost its answer by that. */
  #leftByTarget(): void {
    this.#isDropped = this.origin.isKeptOpen && performance.now() - this.#usedMs < JUST_USED_MS
    this.close()
  }

  #failedByTarget(error: Error): void {
    this.#isDropped = true
    this.#fail(error)
  }

  #fail(error: Error): void {
    const exchange = this.#detach()
    this.close()
    exchange?.onError(error)
  }

  #detach(): Exchange | null {
    const exchange = this.#exchange
    this.#exchange = null
    if (exchange) exchange.connection = null
    return exchange
  }
}
