import { once } from 'node:events'
import type { Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { serveRaw, type TestServer } from '../run-fixture.ts'
import { TEST_CERTIFICATE } from '../tls-fixture.ts'
import { openDoor, serveTls, type TestDoor } from './call-fixture.ts'
import { PrivateConnections } from './private-connections.ts'

const OK = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok'
const TRUSTED = { rejectUnauthorized: true, serverName: null, ca: TEST_CERTIFICATE }

let server: TestServer | undefined
let door: TestDoor
afterEach(async () => {
  door.close()
  await server?.close()
  server = undefined
})

/** What the target saw: its sockets, and everything that came on each. */
function watching(onRequest: (socket: Socket, number: number, text: string) => void) {
  const sockets: Socket[] = []
  const texts: string[] = []
  let requests = 0
  const onSocket = (socket: Socket) => {
    const at = sockets.push(socket) - 1
    texts[at] = ''
    socket.on('data', (chunk) => {
      texts[at] += chunk.toString('latin1')
      onRequest(socket, ++requests, texts[at]!)
    })
  }
  return { sockets, texts, onSocket, requests: () => requests }
}

describe('a connection', () => {
  it('is used again, one request at a time', async () => {
    const seen = watching((socket) => socket.write(OK))
    server = await serveRaw(seen.onSocket)
    door = openDoor()
    for (let i = 0; i < 5; i++)
      expect(await door.get(server.url)).toMatchObject({ status: 200, body: 'ok', error: null })
    expect(seen.sockets).toHaveLength(1)
    const both = await Promise.all([door.get(server.url), door.get(server.url)])
    expect(both.map(({ body }) => body)).toEqual(['ok', 'ok'])
    expect(seen.sockets).toHaveLength(2)
  })

  it('sends small and large bodies behind their head', async () => {
    const seen = watching((socket, _number, text) => {
      const length = Number(/content-length: (\d+)/.exec(text)?.[1])
      if (text.length === text.indexOf('\r\n\r\n') + 4 + length) socket.end(`${OK.replace('ok', 'OK')}`)
    })
    server = await serveRaw(seen.onSocket)
    door = openDoor()
    for (const size of [10, 20_000, 2_000_000]) {
      const answer = await door.get(`${server.url}/up`, { method: 'POST', body: Buffer.alloc(size, 'b') })
      expect(answer).toMatchObject({ body: 'OK', error: null })
      expect(seen.texts.at(-1)!.endsWith(`content-length: ${size}\r\n\r\n${'b'.repeat(size)}`)).toBe(true)
    }
  })

  it('is given up after an answer that came before the request had left', async () => {
    const seen = watching((socket, number) => {
      if (number > 1) return
      socket.pause()
      socket.write('HTTP/1.1 413 Too Large\r\ncontent-length: 0\r\n\r\n')
    })
    server = await serveRaw(seen.onSocket)
    door = openDoor()
    const answer = await door.get(server.url, { method: 'POST', body: Buffer.alloc(30_000_000) })
    expect(answer).toMatchObject({ status: 413, error: null })
    void door.get(server.url)
    await expect.poll(() => seen.sockets.length).toBe(2)
  })

  it('is dropped when bytes come that nobody asked for', async () => {
    const seen = watching((socket, number) => {
      socket.write(number === 1 ? `${OK}HTTP/1.1 500 No\r\n\r\n` : OK)
      if (number === 2) setImmediate(() => socket.write('HTTP/1.1 500 No\r\n\r\n'))
    })
    server = await serveRaw(seen.onSocket)
    door = openDoor()
    expect(await door.get(server.url)).toMatchObject({ status: 200, body: 'ok' })
    expect(await door.get(server.url)).toMatchObject({ status: 200, body: 'ok' })
    await once(seen.sockets[1]!, 'close')
    expect(await door.get(server.url)).toMatchObject({ status: 200, body: 'ok' })
    expect(seen.sockets).toHaveLength(3)
  })

  it('waits for no body when verbatim bytes ask for a head', async () => {
    server = await serveRaw((socket) => socket.on('data', () => socket.write(OK.slice(0, -2))))
    door = openDoor({ connectTimeoutMs: 1000, firstByteTimeoutMs: 1000 })
    const head = Buffer.from('HEAD / HTTP/1.1\r\nhost: a\r\n\r\n')
    expect(await door.get(server.url, { verbatim: head })).toMatchObject({ status: 200, body: '', error: null })
  })

  it('carries verbatim bytes as they are, and nothing after them', async () => {
    const seen = watching((socket) => socket.write(OK))
    server = await serveRaw(seen.onSocket)
    door = openDoor()
    const hostile = Buffer.from('GET  /\xff\0 HTTP/9.9\nhost\r\n\r\n\r\nx', 'latin1')
    expect(await door.get(server.url, { verbatim: hostile })).toMatchObject({ status: 200, error: null })
    await door.get(server.url)
    expect(seen.texts[0]).toBe(hostile.toString('latin1'))
    expect(seen.sockets).toHaveLength(2)
  })

  it('is not touched by a request that cannot be sent', async () => {
    const seen = watching((socket) => socket.write(OK))
    server = await serveRaw(seen.onSocket)
    door = openDoor()
    await door.get(server.url)
    const { error } = await door.get(server.url, { headers: ['x', 'a\r\nb: c'] })
    expect(error?.message).toMatch(/^The header x holds "\\r", so it cannot be sent/)
    await door.get(server.url)
    expect([seen.sockets.length, seen.requests()]).toEqual([1, 2])
  })

  it('ends a body that is not wanted any more', async () => {
    const seen = watching((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      const more = setInterval(() => socket.write('x'.repeat(10_000)), 1)
      socket.on('close', () => clearInterval(more))
    })
    server = await serveRaw(seen.onSocket)
    door = openDoor()
    const { error, body } = await door.get(server.url, { most: 50_000 })
    expect(error).toBeNull()
    expect(body.length).toBeGreaterThan(50_000)
    await once(seen.sockets[0]!, 'close')
  })

  it('survives whoever cannot take its answer, and tells them so', async () => {
    const seen = watching((socket) => socket.write(OK))
    server = await serveRaw(seen.onSocket)
    door = openDoor()
    const broken = door.send(server.url)
    broken.onEnd = () => {
      throw new RangeError('too deep')
    }
    expect((await broken.answer).error?.message).toBe('too deep')
    expect(await door.get(server.url)).toMatchObject({ body: 'ok', error: null })
    expect(seen.sockets).toHaveLength(1)
  })
})

describe('a connection the target closed', () => {
  const protocols = [
    ['HTTP', serveRaw, undefined],
    ['HTTPS', serveTls, TRUSTED],
  ] as const

  it.each(protocols)(
    'before the request got there is no failure: it is sent again, once (%s)',
    async (_name, serve, tls) => {
      const seen = watching((socket) => socket.write(OK))
      server = await serve(seen.onSocket)
      door = openDoor(tls ? { tls } : {})
      await door.get(server.url)
      await door.get(server.url)
      // Closed now; the request is written before this process looks at its sockets again.
      seen.sockets[0]!.destroy()
      const late = door.send(server.url, { method: 'POST', body: Buffer.from('x') })
      expect(await late.answer).toMatchObject({ status: 200, body: 'ok', error: null })
      expect([late.isRepeated, late.timesWritten, seen.requests()]).toEqual([true, 2, 3])
    },
  )

  it.each(protocols)('after it had read the request is a failure (%s)', async (_name, serve, tls) => {
    const seen = watching((socket, number) => (number < 3 ? socket.write(OK) : socket.destroy()))
    server = await serve(seen.onSocket)
    door = openDoor(tls ? { tls } : {})
    await door.get(server.url)
    await door.get(server.url)
    const lost = door.send(server.url)
    expect((await lost.answer).error?.code).toMatch(/^(HEADROOM_CLOSED|ECONNRESET)$/)
    expect([lost.isRepeated, seen.requests()]).toEqual([false, 3])
  })

  it('with a reset is a failure, too, and so is a new one without an answer', async () => {
    const seen = watching((socket, number) => (number === 1 ? socket.write(OK) : socket.resetAndDestroy()))
    server = await serveRaw(seen.onSocket)
    door = openDoor()
    await door.get(server.url)
    expect((await door.get(server.url)).error?.code).toBe('ECONNRESET')
    await server.close()
    server = await serveRaw((socket) => socket.on('data', () => socket.end()))
    expect((await door.get(server.url)).error?.message).toBe('The target closed the connection without an answer.')
  })

  it('behind each answer, without saying so, is no failure either', async () => {
    const seen = watching((socket) => socket.end(OK))
    server = await serveRaw(seen.onSocket)
    door = openDoor()
    for (let i = 0; i < 5; i++) expect(await door.get(server.url)).toMatchObject({ body: 'ok', error: null })
    expect(seen.sockets).toHaveLength(5)
  })

  it('while nobody used it is not used again', async () => {
    const seen = watching((socket) => socket.write(OK))
    server = await serveRaw(seen.onSocket)
    door = openDoor()
    await door.get(server.url)
    seen.sockets[0]!.end()
    await once(seen.sockets[0]!, 'close')
    const next = door.send(server.url)
    expect(await next.answer).toMatchObject({ body: 'ok', error: null })
    expect([next.isRepeated, next.timesWritten, seen.sockets.length]).toEqual([false, 1, 2])
  })
})

describe('the connections to one origin', () => {
  it('are never more than the cap; a place that becomes free is given on', async () => {
    const seen = watching((socket, number) => {
      if (number === 5) socket.destroy()
      else setTimeout(() => socket.write(OK), 5)
    })
    server = await serveRaw(seen.onSocket)
    door = openDoor({ connections: 2 })
    const calls = Array.from({ length: 8 }, () => door.send(server!.url))
    const givenUp = calls[5]!
    givenUp.isAbandoned = true
    const answers = await Promise.all(calls.filter((call) => call !== givenUp).map(({ answer }) => answer))
    expect(answers.filter(({ error }) => error === null)).toHaveLength(6)
    expect([seen.requests(), givenUp.timesWritten]).toEqual([7, 0])
    // One was lost, and its place may have been taken.
    expect(seen.sockets.length).toBeLessThanOrEqual(3)
    expect(calls.map(({ waitedForSlot }) => waitedForSlot)).toEqual([false, false, ...Array(6).fill(true)])
  })

  it('give the place of a request that was given up to the next, and tell it nothing', async () => {
    const seen = watching((socket, number) => number > 1 && socket.write(OK))
    server = await serveRaw(seen.onSocket)
    door = openDoor({ connections: 1 })
    const silent = door.send(server.url)
    const next = door.send(server.url)
    await expect.poll(() => seen.requests()).toBe(1)
    silent.connection!.close()
    expect(await next.answer).toMatchObject({ body: 'ok' })
    expect(await Promise.race([silent.answer, delay(20, 'nothing')])).toBe('nothing')
    expect(silent.connection).toBeNull()
  })

  it('may belong to one iteration, which closes them at its end', async () => {
    const seen = watching((socket) => socket.write(OK))
    server = await serveRaw(seen.onSocket)
    door = openDoor({ connections: 1 })
    const [first, second] = [new PrivateConnections(), new PrivateConnections()]
    await door.get(server.url, { privateConnections: first })
    await door.get(server.url, { privateConnections: first })
    expect(seen.sockets).toHaveLength(1)
    const waiting = door.send(server.url, { privateConnections: second })
    expect([waiting.waitedForSlot, waiting.connection]).toEqual([true, null])
    first.closeAll()
    expect(await waiting.answer).toMatchObject({ body: 'ok' })
    expect(seen.sockets).toHaveLength(2)
  })
})

describe('a connection by TLS', () => {
  it('trusts the authority of the environment, speaks HTTP/1.1 and takes its session up again', async () => {
    const reused: boolean[] = []
    const protocols: unknown[] = []
    server = await serveTls((socket) => {
      reused.push(socket.isSessionReused())
      protocols.push((socket as unknown as { alpnProtocol: unknown }).alpnProtocol)
      socket.on('data', () => socket.end(OK.replace('\r\n', '\r\nconnection: close\r\n')))
    })
    door = openDoor({ tls: TRUSTED })
    for (let i = 0; i < 2; i++) expect(await door.get(server.url)).toMatchObject({ body: 'ok', error: null })
    expect(await door.get(server.url, { privateConnections: new PrivateConnections() })).toMatchObject({ body: 'ok' })
    expect(reused).toEqual([false, true, false])
  })

  it('refuses a certificate nobody vouches for, unless any will do, and another name', async () => {
    server = await serveTls((socket) => socket.on('data', () => socket.write(OK)))
    door = openDoor()
    expect((await door.get(server.url)).error?.message).toBe('TLS could not be agreed on: self-signed certificate.')
    door.close()
    door = openDoor({ tls: { ...TRUSTED, serverName: 'other.test' } })
    expect((await door.get(server.url)).error?.message).toMatch(/does not match certificate's altnames/)
    door.close()
    door = openDoor({ tls: { rejectUnauthorized: false, serverName: 'other.test', ca: null } })
    expect(await door.get(server.url)).toMatchObject({ body: 'ok', error: null })
  })
})

describe('a time limit', () => {
  it('names what did not come: the connection', async () => {
    // Accepts, and never says the first word of TLS.
    server = await serveRaw(() => {})
    door = openDoor({ connectTimeoutMs: 60 })
    const { error } = await door.get(server.url.replace('http:', 'https:'))
    expect(error?.message).toBe('No connection within the connect timeout of 60 ms.')
  })

  it('names what did not come: the first byte', async () => {
    const seen = watching((socket, number) => {
      if (number === 1) socket.write(OK.slice(0, 20))
      if (number === 1) setTimeout(() => socket.write(OK.slice(20)), 400)
    })
    server = await serveRaw(seen.onSocket)
    door = openDoor({ firstByteTimeoutMs: 300 })
    expect(await door.get(server.url)).toMatchObject({ body: 'ok', error: null })
    const { error } = await door.get(server.url)
    expect(error?.message).toBe('No first byte of an answer within the first-byte timeout of 300 ms.')
  })
})

describe('what was received', () => {
  it('keeps a body that came in pieces as it came', async () => {
    const packed = gzipSync('x'.repeat(100_000))
    server = await serveRaw((socket) =>
      socket.on('data', async () => {
        socket.write(`HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: ${packed.length}\r\n`)
        for (const part of [
          'set-cookie: a=1\r\nset-cookie: b=2\r\n\r\n',
          packed.subarray(0, 50),
          packed.subarray(50),
        ]) {
          await delay(2)
          socket.write(part)
        }
      }),
    )
    door = openDoor()
    const answer = await door.get(server.url)
    expect(answer.headers['set-cookie']).toEqual(['a=1', 'b=2'])
    expect(answer.body).toBe(packed.toString())
  })
})
