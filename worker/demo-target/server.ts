// The demo target's HTTP server: reads a request, has it answered, and tells in the answer how long that took.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { type Answer, Call, problem } from './answer.ts'
import { type Behaviour, DEFAULT_BEHAVIOUR } from './behaviour.ts'
import { readBody } from './read-body.ts'
import { Target } from './target.ts'

export interface DemoTarget {
  port: number
  url: string
  close(): Promise<void>
}

/** Rejects when the port cannot be had. Port 0 takes a free one. What the behaviour does not say is as usual. */
export function startDemoTarget(options: {
  port: number
  host?: string
  behaviour?: Partial<Behaviour>
}): Promise<DemoTarget> {
  const host = options.host ?? '127.0.0.1'
  const target = new Target({ ...DEFAULT_BEHAVIOUR, ...options.behaviour })
  const server = createServer({ keepAliveTimeout: 75_000 }, (request, response) => receive(target, request, response))
  server.on('clientError', (_error, socket: Duplex) => {
    target.countMalformed()
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\nconnection: close\r\n\r\n')
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, host, 4096, () => {
      const { port } = server.address() as AddressInfo
      const shownHost = host.includes(':') ? `[${host}]` : host
      resolve({ port, url: `http://${shownHost}:${port}`, close: () => close() })
    })
  })
  function close(): Promise<void> {
    target.end()
    return new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  }
}

function receive(target: Target, request: IncomingMessage, response: ServerResponse): void {
  const arrivedAt = performance.now()
  const call = new Call(request.method ?? 'GET', request.url ?? '/', request.headers)
  const answer = () => {
    const atOnce = target.answerAtOnce(call)
    if (atOnce) send(response, atOnce, performance.now() - arrivedAt)
    else target.work(call, arrivedAt, (given, tookMs) => send(response, given, tookMs))
  }
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers
  if ((length === undefined || length === '0') && encoding === undefined) return answer()
  readBody(request, call, (trouble) => {
    if (trouble) send(response, problem(trouble.status, trouble.error), performance.now() - arrivedAt)
    else answer()
  })
}

function send(response: ServerResponse, { status, body, type, headers }: Answer, tookMs: number): void {
  if (response.destroyed) return
  const shownMs = tookMs.toFixed(2)
  const head = ['x-server-time', shownMs, 'server-timing', `app;dur=${shownMs}`]
  if (headers) for (const [name, value] of Object.entries(headers)) head.push(name, value)
  if (status === 204) {
    response.writeHead(204, head).end()
    return
  }
  const content = Buffer.isBuffer(body) || (type && typeof body === 'string') ? body : JSON.stringify(body)
  head.push('content-type', type ?? 'application/json', 'content-length', String(Buffer.byteLength(content)))
  response.writeHead(status, head).end(content)
}
