// A server that does whatever a target should not. The path says what.

import type { Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { serveRaw, type TestServer } from './run-fixture.ts'

const OK = 'HTTP/1.1 200 OK\r\n'
/** 960 MB of blanks in less than one: members of gzip may follow each other. */
const BOMB = Buffer.concat(Array(60).fill(gzipSync(Buffer.alloc(16_000_000, ' '), { level: 9 })))

const BEHAVIOURS: Record<string, (socket: Socket) => void> = {
  '/reset': (socket) => socket.resetAndDestroy(),
  '/silence': () => {},
  '/slow-head': (socket) => drip(socket, `${OK}x-slow: ${'x'.repeat(500)}`),
  '/slow-body': (socket) => drip(socket, 'x'.repeat(500), `${OK}content-length: 500\r\n\r\n`),
  '/endless': (socket) => pour(socket, Buffer.alloc(64 * 1024, 'x'), `${OK}\r\n`),
  '/endless-chunks': (socket) => pour(socket, '1;x\r\ny\r\n'.repeat(1000), `${OK}transfer-encoding: chunked\r\n\r\n`),
  '/endless-head': (socket) => pour(socket, `x-flood: ${'x'.repeat(5000)}\r\n`, OK),
  '/many-fields': (socket) => pour(socket, 'a: b\r\n'.repeat(100), OK),
  '/endless-interim': (socket) => pour(socket, 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(10), ''),
  '/bomb': (socket) => {
    socket.write(`${OK}content-encoding: gzip\r\ncontent-length: ${BOMB.length}\r\n\r\n`)
    socket.write(BOMB)
  },
  '/garbage': (socket) => socket.write('\x16\x03\x01\0\xff SSH-2.0-OpenSSH\r\n\r\n', 'latin1'),
  '/cut': (socket) => socket.end(`${OK}content-length: 500\r\n\r\nhalf of it`),
  '/cut-head': (socket) => socket.end(`${OK}content-le`),
  '/hang-up': (socket) => socket.end(),
  '/loop': (socket) => socket.write('HTTP/1.1 302 Found\r\nlocation: /loop\r\ncontent-length: 0\r\n\r\n'),
  '/to-metadata': (socket) => redirect(socket, 'http://169.254.169.254/latest/meta-data'),
  '/to-nowhere': (socket) => redirect(socket, 'http://nothing.invalid/'),
}

export function serveBadly(): Promise<TestServer> {
  return serveRaw((socket) => {
    socket.on('data', (chunk) => {
      const path = chunk.toString('latin1').split(' ', 2)[1]!
      const behave = BEHAVIOURS[path]
      // A hello of TLS, too, is answered in plain HTTP.
      if (behave) behave(socket)
      else socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')
    })
  })
}

function redirect(socket: Socket, location: string): void {
  socket.write(`HTTP/1.1 307 Temporary Redirect\r\nlocation: ${location}\r\ncontent-length: 0\r\n\r\n`)
}

/** A byte every now and then. */
function drip(socket: Socket, text: string, before = ''): void {
  socket.write(before)
  let at = 0
  const timer = setInterval(() => socket.write(text[at++ % text.length]!), 50)
  socket.on('close', () => clearInterval(timer))
}

/** As fast as it is taken, without end. */
function pour(socket: Socket, again: Buffer | string, before: string): void {
  socket.write(before)
  const more = () => {
    while (!socket.destroyed && socket.write(again));
  }
  socket.on('drain', more)
  more()
}
