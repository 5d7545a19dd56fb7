import type { Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { serveRaw, type TestServer } from '../run-fixture.ts'
import { TEST_CERTIFICATE } from '../tls-fixture.ts'
import { openDoor, serveTls, type TestDoor } from './call-fixture.ts'
import { JUST_USED_MS } from './connection-tally.ts'
import { PrivateConnections } from './private-connections.ts'

const OK = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok'
const LAST = OK.replace('content', 'connection: close\r\ncontent')

let server: TestServer
let door: TestDoor
beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(async () => {
  vi.useRealTimers()
  door.close()
  await server.close()
})

/** A target that answers what `answer` says to its requests, counted from 1, and keeps its sockets. */
async function targetThat(answer: (socket: Socket, request: number) => void): Promise<Socket[]> {
  const sockets: Socket[] = []
  let requests = 0
  server = await serveRaw((socket) => {
    sockets.push(socket)
    socket.on('data', () => answer(socket, ++requests))
  })
  return sockets
}

/** Opened, reused, dropped, most at one time. */
function counts(): number[] {
  const { connectionsOpened, connectionsReused, connectionsDropped, mostConnections } = door.door.takeCounts()
  return [connectionsOpened, connectionsReused, connectionsDropped, mostConnections]
}

/** How many were dropped when the target closed them all, so long after their last answer. */
async function goneAfter(idleMs: number, sockets: readonly Socket[]): Promise<number> {
  vi.advanceTimersByTime(idleMs)
  for (const socket of sockets) socket.end()
  let dropped = 0
  await expect
    .poll(() => {
      const { connectionsDropped, mostConnections } = door.door.takeCounts()
      dropped += connectionsDropped
      return mostConnections
    })
    .toBe(0)
  return dropped
}

describe('the connections of a door', () => {
  it('are counted when they are opened, and when they carry another request', async () => {
    await targetThat((socket) => socket.write(OK))
    door = openDoor()
    for (let i = 0; i < 5; i++) await door.get(server.url)
    expect(counts()).toEqual([1, 4, 0, 1])
    await Promise.all([door.get(server.url), door.get(server.url), door.get(server.url)])
    expect(counts()).toEqual([2, 1, 0, 3])
    // Nothing happened, but they are still there.
    expect(counts()).toEqual([0, 0, 0, 3])
  })

  it('that the target closes as it said it would are none that it dropped', async () => {
    await targetThat((socket) => socket.end(LAST))
    door = openDoor()
    for (let i = 0; i < 3; i++) await door.get(server.url)
    expect(counts()).toEqual([3, 0, 0, 1])
  })

  it('that a target always closes behind its answer are its habit, and none that it dropped', async () => {
    await targetThat((socket) => socket.end(OK))
    door = openDoor()
    for (let i = 0; i < 3; i++) expect((await door.get(server.url)).error).toBeNull()
    expect(await goneAfter(0, [])).toBe(0)
  })

  it('are dropped when the target goes away just after a request, though none fails', async () => {
    const sockets = await targetThat((socket) => socket.write(OK))
    door = openDoor()
    await Promise.all([door.get(server.url), door.get(server.url)])
    await door.get(server.url)
    expect(await goneAfter(JUST_USED_MS - 1, sockets)).toBe(2)
    expect((await door.get(server.url)).error).toBeNull()
  })

  it('are not dropped when they lay idle for long', async () => {
    const sockets = await targetThat((socket) => socket.write(OK))
    door = openDoor()
    await door.get(server.url)
    await door.get(server.url)
    expect(await goneAfter(JUST_USED_MS, sockets)).toBe(0)
  })

  it('are dropped when a request loses its answer', async () => {
    await targetThat((socket, request) => (request < 3 ? socket.write(OK) : socket.resetAndDestroy()))
    door = openDoor()
    await door.get(server.url)
    await door.get(server.url)
    const { error } = await door.get(server.url)
    expect([error?.code, counts()]).toEqual(['ECONNRESET', [1, 2, 1, 1]])
  })

  it('that were refused were never opened', async () => {
    await targetThat(() => {})
    const { url } = server
    await server.close()
    door = openDoor()
    expect([(await door.get(url)).error?.code, counts()]).toEqual(['ECONNREFUSED', [0, 0, 0, 0]])
  })

  it('are opened once they are secured', async () => {
    server = await serveTls((socket) => void socket.on('data', () => socket.write(OK)))
    door = openDoor({ tls: { rejectUnauthorized: true, serverName: 'headroom.test', ca: TEST_CERTIFICATE } })
    await door.get(server.url)
    await door.get(server.url)
    expect(counts()).toEqual([1, 1, 0, 1])
    door.close()
    door = openDoor()
    expect([(await door.get(server.url)).error === null, counts()]).toEqual([false, [0, 0, 0, 0]])
  })

  it('take places of a pool, if it has an end', async () => {
    const sockets = await targetThat((socket) => socket.write(OK))
    door = openDoor({ connections: 4 })
    await Promise.all([door.get(server.url), door.get(server.url), door.get(server.url)])
    expect(door.door.takeCounts().poolUse).toBe(0.75)
    for (const socket of sockets) socket.end()
    await expect.poll(() => door.door.takeCounts().poolUse).toBe(0)
    door.close()
    door = openDoor()
    const own = new PrivateConnections()
    await door.get(server.url, { privateConnections: own })
    own.closeAll()
    expect(door.door.takeCounts()).toMatchObject({ mostConnections: 1, poolUse: null })
  })
})
