// All connections to one origin. Idle ones lie in a stack, so that finding one costs the same for ten or ten thousand; where
// connections are capped, requests wait in order.

import { isIP, type LookupFunction } from 'node:net'
import type { SecureContext } from 'node:tls'
import { forbiddenReason, guardedLookup, portOf } from '../guard.ts'
import { Connection } from './connection.ts'
import type { ConnectionTally } from './connection-tally.ts'
import type { Exchange } from './exchange.ts'
import { RequestHeads } from './request-head.ts'
import type { TimeLimits } from './time-limits.ts'
import type { DoorOptions } from './tls.ts'

export class Origin {
  readonly url: URL
  readonly host: string
  readonly port: number
  readonly options: DoorOptions
  readonly heads: RequestHeads
  readonly limits: TimeLimits
  readonly tally: ConnectionTally
  /** What forbids an address written as such, which no lookup sees; null = nothing, or it is a name. */
  readonly forbidden: string | null
  readonly lookup: LookupFunction
  /** Of the door, which makes it once: reading certificates takes milliseconds. Null = not secured. */
  readonly secureContext: SecureContext | null
  /** The newest TLS session, taken up by the next connection. */
  session: Buffer | null = null
  /** Some connection carried a second request: the target does not close each behind its answer without saying so. */
  isKeptOpen = false
  /** Its newest connection leads to this machine. */
  isThisMachine = false
  readonly #open = new Set<Connection>()
  readonly #idle: Connection[] = []
  #waiting: Exchange[] = []
  #waitingAt = 0
  #mostPlaces = 0
  #isClosed = false

  /** Limits and tally are those of all the door's connections. */
  constructor(
    url: URL,
    options: DoorOptions,
    limits: TimeLimits,
    tally: ConnectionTally,
    secureContext: SecureContext | null,
  ) {
    this.url = url
    this.host = url.hostname.replace(/^\[|\]$/g, '')
    this.port = portOf(url)
    this.options = options
    this.limits = limits
    this.tally = tally
    this.heads = new RequestHeads(url.host)
    this.forbidden = isIP(this.host) ? forbiddenReason(options.policy, this.host, this.host, this.port) : null
    this.lookup = guardedLookup(options.policy, this.port)
    this.secureContext = secureContext
  }

  /** No request is on its way, waiting or about to be connected. */
  get isIdle(): boolean {
    return this.#waitingAt === this.#waiting.length && this.#open.values().every((connection) => !connection.isBusy)
  }

  /** Most places of its pool taken at one time since the last call: connections open or being opened. */
  takeMostPlaces(): number {
    const most = this.#mostPlaces
    this.#mostPlaces = this.#open.size
    return most
  }

  /** Sends at once on a free connection, or when one becomes free where connections are capped. */
  submit(exchange: Exchange): void {
    const connection = this.#takeIdle(exchange)
    if (connection) connection.send(exchange)
    else if (this.#isFull()) {
      exchange.waitedForSlot = true
      this.#waiting.push(exchange)
    } else this.#connect(exchange)
  }

  /** The connection can carry another request. */
  release(connection: Connection): void {
    const { owner } = connection
    if (owner) return owner.give(connection)
    const next = this.#nextWaiting()
    if (next) connection.send(next)
    else this.#idle.push(connection)
  }

  /** The connection is gone; whoever waits gets its place. */
  closed(connection: Connection): void {
    if (!this.#open.delete(connection) || this.#isClosed || this.#isFull()) return
    const next = this.#nextWaiting()
    if (next) this.#connect(next)
  }

  /** The connection was gone before the request got there: it is sent on a new one. */
  repeat(connection: Connection, exchange: Exchange): void {
    this.#open.delete(connection)
    exchange.isRepeated = true
    this.#connect(exchange)
  }

  close(): void {
    this.#isClosed = true
    for (const connection of this.#open) connection.close()
  }

  #connect(exchange: Exchange): void {
    const connection = new Connection(this, exchange.privateConnections)
    this.#open.add(connection)
    this.#mostPlaces = Math.max(this.#mostPlaces, this.#open.size)
    connection.send(exchange)
  }

  #takeIdle(exchange: Exchange): Connection | undefined {
    if (exchange.privateConnections) return exchange.privateConnections.take(this)
    for (;;) {
      const connection = this.#idle.pop()
      if (connection === undefined || connection.isUsable) return connection
    }
  }

  #isFull(): boolean {
    const { connections } = this.options
    return connections !== null && this.#open.size >= connections
  }

  #nextWaiting(): Exchange | null {
    while (this.#waitingAt < this.#waiting.length) {
      const next = this.#waiting[this.#waitingAt++]!
      if (this.#waitingAt > 1024) {
        this.#waiting = this.#waiting.slice(this.#waitingAt)
        this.#waitingAt = 0
      }
      if (!next.isAbandoned) return next
    }
    return null
  }
}
