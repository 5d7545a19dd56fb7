// The demo target's HTTP server: orders with a behaviour that is set on purpose. `/health`, `/metrics` and `/control` always answer at once.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Behaviour, behaviourSchema, DEFAULT_BEHAVIOUR, sampleLatencyMs } from './behaviour.ts'
import { Gate } from './gate.ts'
import { Metrics } from './metrics.ts'
import { Orders } from './orders.ts'
import { type Answer, answerCall, routeOf } from './routes.ts'

const MOST_BODY_BYTES = 1_000_000

export interface DemoTarget {
  port: number
  url: string
  close(): Promise<void>
}

/** Rejects when the port cannot be had. Port 0 takes a free one. */
export function startDemoTarget(options: { port: number; host?: string; behaviour?: Behaviour }): Promise<DemoTarget> {
  const host = options.host ?? '127.0.0.1'
  const target = new Target(options.behaviour ?? DEFAULT_BEHAVIOUR)
  const server = createServer({ keepAliveTimeout: 75_000 }, (request, response) => target.receive(request, response))
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, host, 4096, () => {
      const { port } = server.address() as AddressInfo
      const shownHost = host.includes(':') ? `[${host}]` : host
      resolve({ port, url: `http://${shownHost}:${port}`, close: () => close() })
    })
  })
  function close(): Promise<void> {
    return new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  }
}

class Target {
  #behaviour: Behaviour
  readonly #gate: Gate
  readonly #metrics = new Metrics()
  readonly #orders = new Orders()

  constructor(behaviour: Behaviour) {
    this.#behaviour = behaviour
    this.#gate = new Gate(behaviour)
  }

  receive(request: IncomingMessage, response: ServerResponse): void {
    const arrivedAt = performance.now()
    const url = new URL(request.url ?? '/', 'http://demo')
    const segments = url.pathname.split('/').filter(Boolean)
    readJson(request, (body, problem) => {
      if (problem) return send(response, { status: 400, body: { error: problem } })
      const method = request.method ?? 'GET'
      const atOnce = this.#answerAtOnce(method, segments, body, response)
      if (atOnce) return
      const call = { method, segments, query: url.searchParams, body }
      this.#work(response, routeOf(segments), method, arrivedAt, () => answerCall(call, this.#orders))
    })
  }

  #work(response: ServerResponse, route: string, method: string, arrivedAt: number, answer: () => Answer): void {
    const finish = () => {
      const fails = Math.random() < this.#behaviour.errorRate
      const result = fails ? { status: 503, body: { error: 'Failed on purpose.' } } : answer()
      this.#gate.answer(() => {
        send(response, result)
        this.#gate.leave()
        this.#metrics.record(method, route, result.status, (performance.now() - arrivedAt) / 1000)
      })
    }
    this.#gate.enter(() => {
      const waitMs = sampleLatencyMs(this.#behaviour.latency, Math.random)
      if (waitMs < 0.5) finish()
      else setTimeout(finish, waitMs)
    })
  }

  /** True when the path is one of those that tell about the target itself. */
  #answerAtOnce(method: string, segments: string[], body: unknown, response: ServerResponse): boolean {
    const path = segments.join('/')
    if (path === 'health') send(response, { status: 200, body: { status: 'ok' } })
    else if (path === 'control') send(response, this.#control(method, body))
    else if (path === 'metrics') {
      response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' })
      response.end(this.#metrics.text(this.#gate, this.#orders.size, this.#behaviour.capacity))
    } else return false
    return true
  }

  #control(method: string, body: unknown): Answer {
    if (method === 'GET') return { status: 200, body: this.#behaviour }
    if (method !== 'PUT') return { status: 405, body: { error: 'Use GET or PUT.' } }
    const given = typeof body === 'object' && body !== null ? body : {}
    const parsed = behaviourSchema.safeParse({ ...this.#behaviour, ...given })
    if (!parsed.success) {
      const [issue] = parsed.error.issues
      return {
        status: 400,
        body: { error: `${issue!.path.join('.') || 'body'}: ${issue!.message}`, example: DEFAULT_BEHAVIOUR },
      }
    }
    this.#behaviour = parsed.data
    this.#gate.behaviour = parsed.data
    return { status: 200, body: parsed.data }
  }
}

function send(response: ServerResponse, { status, body }: Answer): void {
  if (response.destroyed) return
  if (status === 204) {
    response.writeHead(204).end()
    return
  }
  const text = JSON.stringify(body)
  response
    .writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
    .end(text)
}

function readJson(request: IncomingMessage, done: (body: unknown, problem: string | null) => void): void {
  const chunks: Buffer[] = []
  let bytes = 0
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes <= MOST_BODY_BYTES) chunks.push(chunk)
  })
  request.on('end', () => {
    if (bytes > MOST_BODY_BYTES) return done(null, 'The body is larger than 1 MB.')
    if (bytes === 0) return done(null, null)
    try {
      done(JSON.parse(Buffer.concat(chunks).toString('utf8')), null)
    } catch {
      done(null, 'The body is not JSON.')
    }
  })
}
