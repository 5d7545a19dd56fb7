// Single exchanges over a door, for tests of its connections.

import type { AddressInfo, Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { instancePolicy } from '#lib/access/target-policy.ts'
import { HttpDoor } from '../http-client.ts'
import { TEST_CERTIFICATE, TEST_KEY } from '../tls-fixture.ts'
import type { Connection } from './connection.ts'
import type { Exchange } from './exchange.ts'
import type { PrivateConnections } from './private-connections.ts'
import { type HeaderFields, Received } from './received.ts'
import type { ResponseHead } from './response-head.ts'
import type { DoorOptions } from './tls.ts'

export interface Answer {
  status: number
  headers: HeaderFields
  body: string
  error: (Error & { code?: string }) | null
}

export class Call implements Exchange {
  method = 'GET'
  path = '/'
  headers: string[] = []
  areHeadersConstant = false
  body: Buffer | null = null
  verbatim: Buffer | null = null
  connection: Connection | null = null
  privateConnections: PrivateConnections | null = null
  hadConnection = false
  waitedForSlot = false
  isAbandoned = false
  isRepeated = false
  timesWritten = 0
  /** The body is cut here. */
  most = Number.POSITIVE_INFINITY
  status = 0
  readonly answer: Promise<Answer>
  readonly #received = new Received()
  #bytes = 0
  #tell!: (answer: Answer) => void

  constructor(part: Partial<Call> = {}) {
    Object.assign(this, part)
    this.#received.begin(1e7)
    this.answer = new Promise((resolve) => {
      this.#tell = resolve
    })
  }

  onWritten(): void {
    this.timesWritten++
  }

  onHead(head: ResponseHead, bytes: Buffer, from: number, to: number): void {
    this.status = head.status
    this.#received.head(bytes, from, to)
  }

  onBody(bytes: Buffer, from: number, to: number): boolean {
    this.#received.body(bytes, from, to)
    this.#bytes += to - from
    return this.#bytes <= this.most
  }

  keep(): void {
    this.#received.keep()
  }

  onEnd(): void {
    this.onError(null)
  }

  onError(error: Error | null): void {
    const body = Buffer.concat(this.#received.chunks).toString()
    this.#tell({ status: this.status, headers: { ...this.#received.fields }, body, error })
  }
}

export interface TestDoor {
  door: HttpDoor
  send(url: string, part?: Partial<Call>): Call
  get(url: string, part?: Partial<Call>): Promise<Answer>
  close(): void
}

export function openDoor(part: Partial<DoorOptions> = {}): TestDoor {
  const door = new HttpDoor({ policy: instancePolicy([]), connectTimeoutMs: 2000, connections: null, ...part })
  const watch = setInterval(() => door.expireTimeLimits(), 5)
  const send = (url: string, parts: Partial<Call> = {}) => {
    const { pathname, search } = new URL(url)
    const call = new Call({ path: pathname + search, ...parts })
    door.originOf(new URL(url)).submit(call)
    return call
  }
  return {
    door,
    send,
    get: (url, parts) => send(url, parts).answer,
    close() {
      clearInterval(watch)
      door.close()
    },
  }
}

/** Like `serveRaw`, over TLS. */
export async function serveTls(onSocket: (socket: Socket & { isSessionReused(): boolean }) => void) {
  const open = new Set<Socket>()
  const server = createTlsServer({ key: TEST_KEY, cert: TEST_CERTIFICATE, allowHalfOpen: true }, (socket) => {
    socket.on('error', () => {})
    onSocket(socket)
  })
  server.on('connection', (socket: Socket) => open.add(socket))
  server.on('tlsClientError', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      for (const socket of open) socket.destroy()
    })
  return { url: `https://127.0.0.1:${port}`, port, close }
}
