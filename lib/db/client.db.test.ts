import { connect, createServer, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDb } from './client.ts'
import { useTestDatabase } from './testing.ts'

const database = useTestDatabase()
const pairs: [Socket, Socket][] = []
const network = createServer((near) => {
  const { hostname, port } = new URL(database.url)
  const far = connect(Number(port), hostname)
  pairs.push([near, far])
  near.pipe(far).pipe(near)
  near.on('error', () => far.destroy())
  far.on('error', () => near.destroy())
})
beforeAll(() => new Promise<void>((resolve) => network.listen(0, '127.0.0.1', resolve)))
afterAll(() => new Promise((resolve) => network.close(resolve)))

/** As when the other side is unplugged: nothing comes, and nobody says so. */
function silence(): void {
  for (const [near, far] of pairs) {
    near.unpipe(far)
    far.unpipe(near)
    near.resume()
    far.resume()
  }
}

describe('a client of the database', () => {
  test('gives up a connection that has gone silent, also in a transaction, and opens another', async () => {
    const { port } = network.address() as { port: number }
    const url = new URL(database.url)
    url.host = `127.0.0.1:${port}`
    const db = createDb(url.href, 1, 500)
    await db.$queryRaw`SELECT 1`
    silence()
    await expect(db.$queryRaw`SELECT 1`).rejects.toThrow()
    expect(await db.$queryRaw`SELECT 1 AS one`).toEqual([{ one: 1 }])
    const broken = db.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT 1`
      silence()
      await tx.$queryRaw`SELECT 1`
    })
    await expect(broken).rejects.toThrow()
    expect(await db.$queryRaw`SELECT 1 AS one`).toEqual([{ one: 1 }])
    await db.$disconnect()
    for (const [near, far] of pairs) for (const socket of [near, far]) socket.destroy()
  })
})
