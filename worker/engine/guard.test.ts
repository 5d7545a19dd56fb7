import { connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { instancePolicy } from '#lib/access/target-policy.ts'
import { guardedLookup } from './guard.ts'
import { openDoor, type TestDoor } from './http/call-fixture.ts'
import { serveRaw, type TestServer } from './run-fixture.ts'

let server: TestServer | undefined
let door: TestDoor | undefined
afterEach(async () => {
  door?.close()
  await server?.close()
  server = door = undefined
})

describe('a name', () => {
  it('is resolved for many connections at once, and again from memory', async () => {
    server = await serveRaw((socket) => socket.on('data', () => socket.end('HTTP/1.0 200 OK\r\n\r\nok')))
    door = openDoor()
    const url = `http://localhost:${server.port}/`
    for (let round = 0; round < 2; round++) {
      const answers = await Promise.all(Array.from({ length: 20 }, () => door!.get(url)))
      expect(answers.map(({ body, error }) => error ?? body)).toEqual(Array(20).fill('ok'))
    }
  })

  it('that resolves to what is not allowed is refused where the socket connects', async () => {
    server = await serveRaw(() => {})
    const lookup = guardedLookup({ ...instancePolicy([]), allowLoopback: false }, server.port)
    const refused = () =>
      new Promise<Error>((resolve) => {
        connect({ host: 'localhost', port: server!.port, lookup }).once('error', resolve)
      })
    const [first, second] = await Promise.all([refused(), refused()])
    for (const error of [first, second, await refused()]) {
      expect(error).toMatchObject({ code: 'HEADROOM_FORBIDDEN_TARGET', message: expect.stringContaining('localhost') })
    }
  })

  it('without an address tells everybody who asked', async () => {
    const lookup = guardedLookup(instancePolicy([]), 80)
    const ask = () =>
      new Promise((resolve) => lookup('nothing.invalid', { all: true }, (error) => resolve(error?.code)))
    const codes = await Promise.all([ask(), ask(), ask()])
    for (const code of codes) expect(code).toMatch(/^(ENOTFOUND|EAI_AGAIN)$/)
  })
})
