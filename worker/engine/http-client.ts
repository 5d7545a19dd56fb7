// The guarded HTTP door, on undici's clients. One client is one connection with one request at a time, kept in a stack of idle ones,
// so that finding a connection costs the same for ten or ten thousand. undici's own Pool searches its clients for each request.

import { isIP } from 'node:net'
import { buildConnector, Client } from 'undici'
import type { TargetPolicy } from '#lib/access/target-policy.ts'
import { ForbiddenTargetError, forbiddenReason, guardedLookup, portOf } from './guard.ts'

/** A request and its handler in one object: undici reads `path`, `method`, `headers` and `body`, then calls the `on…` methods. */
export interface Exchange {
  path: string
  method: string
  headers: string[]
  body: Buffer | string | null
  /** A whole request, however malformed, sent byte for byte in place of path, method, headers and body; null = a proper request is made of those. */
  raw: Buffer | null
  slot: Slot | null
  /** Had to wait for a connection of a capped pool. */
  waitedForSlot: boolean
  /** How often the connection it was given had been opened by then: opened once more means that it had to wait for that. */
  connectsBefore: number
  /** Given up before it was sent: it must not leave the queue any more. */
  isAbandoned: boolean
  onRequestStart(controller: Controller): void
  onResponseStart(controller: Controller, status: number, headers: Record<string, string | string[] | undefined>): void
  onResponseData(controller: Controller, chunk: Buffer): void
  onResponseEnd(controller: Controller): void
  onResponseError(controller: Controller | null, error: Error): void
}

export interface Controller {
  abort(reason: Error): void
}

export interface DoorOptions {
  policy: TargetPolicy
  connectTimeoutMs: number
  /** Most connections to one origin; null = as many as there are requests in flight. */
  connections: number | null
}

/** One connection to an origin, open or to be opened. */
export class Slot {
  readonly client: Client
  readonly origin: Origin
  /** How often the connection was opened. A connection that is about to close cannot be told from one that stays. */
  connects = 0

  constructor(origin: Origin, client: Client) {
    this.origin = origin
    this.client = client
    client.on('connect', () => {
      this.connects++
    })
    // Errors of a request reach its handler; an error without a request has nobody to tell.
    client.on('error' as never, () => {})
  }
}

export class Origin {
  readonly #url: URL
  readonly #options: DoorOptions
  readonly #idle: Slot[] = []
  readonly #all: Slot[] = []
  #waiting: Exchange[] = []
  #waitingAt = 0

  constructor(url: URL, options: DoorOptions) {
    this.#url = url
    this.#options = options
  }

  /** Sends at once on a free connection, or when one becomes free where connections are capped. */
  submit(exchange: Exchange): void {
    const slot = this.#idle.pop() ?? this.#open()
    if (slot) this.#send(slot, exchange)
    else {
      exchange.waitedForSlot = true
      this.#waiting.push(exchange)
    }
  }

  /** The connection is done with its request. */
  release(slot: Slot): void {
    for (;;) {
      const next = this.#waiting[this.#waitingAt]
      if (!next) break
      this.#waitingAt++
      if (next.isAbandoned) continue
      if (this.#waitingAt > 1024) {
        this.#waiting = this.#waiting.slice(this.#waitingAt)
        this.#waitingAt = 0
      }
      this.#send(slot, next)
      return
    }
    this.#idle.push(slot)
  }

  async close(): Promise<void> {
    await Promise.all(this.#all.map((slot) => slot.client.destroy().catch(() => {})))
  }

  #send(slot: Slot, exchange: Exchange): void {
    exchange.slot = slot
    exchange.connectsBefore = slot.connects
    slot.client.dispatch(exchange as never, exchange as never)
  }

  #open(): Slot | null {
    const { connections } = this.#options
    if (connections !== null && this.#all.length >= connections) return null
    const client = new Client(this.#url.origin, {
      connect: guardedConnector(this.#url, this.#options),
      // One request at a time all the same, as each connection is given out once. With 1, undici waits for the next turn of the event
      // loop before it writes the next request, which costs a tenth of the throughput.
      pipelining: 2,
      allowH2: false,
      // Time limits are kept by the engine, to the millisecond and without a timer each.
      headersTimeout: 0,
      bodyTimeout: 0,
      keepAliveTimeout: 60_000,
      keepAliveTimeoutThreshold: 1000,
    })
    const slot = new Slot(this, client)
    this.#all.push(slot)
    return slot
  }
}

export class HttpDoor {
  readonly #options: DoorOptions
  readonly #origins = new Map<string, Origin>()

  constructor(options: DoorOptions) {
    this.#options = options
  }

  originOf(url: URL): Origin {
    let origin = this.#origins.get(url.origin)
    if (!origin) this.#origins.set(url.origin, (origin = new Origin(url, this.#options)))
    return origin
  }

  async close(): Promise<void> {
    await Promise.all([...this.#origins.values()].map((origin) => origin.close()))
  }
}

type Connector = ReturnType<typeof buildConnector>

function guardedConnector(url: URL, { policy, connectTimeoutMs }: DoorOptions): Connector {
  const port = portOf(url)
  const lookup = guardedLookup(policy, port)
  const connect = buildConnector({ timeout: connectTimeoutMs, allowH2: false, lookup, noDelay: true } as never)
  return (options, callback) => {
    const reason = isIP(options.hostname) ? forbiddenReason(policy, options.hostname, options.hostname, port) : null
    if (reason === null) connect(options, callback)
    else setImmediate(() => callback(new ForbiddenTargetError(reason), null))
  }
}
