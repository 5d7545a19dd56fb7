import { afterEach, describe, expect, it } from 'vitest'
import { Call, openDoor, serveTls, type TestDoor } from './http/call-fixture.ts'
import { doorOptionsOf, MOST_STRANGERS } from './http-client.ts'
import { hold, inputOf, load, operation, planOf } from './plan-fixture.ts'
import { serve, type TestServer } from './run-fixture.ts'
import { TEST_CERTIFICATE } from './tls-fixture.ts'

let server: TestServer | undefined
let door: TestDoor | undefined
afterEach(async () => {
  door?.close()
  await server?.close()
  server = door = undefined
})

const OK = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok'

/** What comes of a redirect to `url` by an answer from `from`. */
function follow(url: string, from: string) {
  const call = new Call()
  door!.door.redirectedTo(new URL(url), new URL(from)).submit(call)
  return call.answer
}

describe('a redirect', () => {
  it('leads to this machine only from this machine, or where the plan sends anyway', async () => {
    const target = await serve((_request, response) => response.end('ok'))
    server = await serve((_request, response) => response.end('home'))
    door = openDoor()
    for (const url of [target.url, target.url.replace('127.0.0.1', 'localhost')]) {
      expect((await follow(url, 'http://shop.invalid/')).error?.code, url).toBe('HEADROOM_FORBIDDEN_TARGET')
    }
    expect((await door.get(server.url)).body).toBe('home')
    expect((await follow(target.url, server.url)).body).toBe('ok')
    expect((await follow(target.url, 'http://shop.invalid/')).error?.code).toBe('HEADROOM_FORBIDDEN_TARGET')
    expect((await follow(server.url, 'http://shop.invalid/')).body).toBe('home')
    await target.close()
  })

  it('is forgotten when others have come, and its connection closed', async () => {
    let open = 0
    server = await serve((_request, response) => response.end('ok'))
    const home = await serve((request, response) => {
      open++
      request.socket.once('close', () => open--)
      response.end('ok')
    })
    door = openDoor()
    await door.get(server.url)
    expect((await follow(home.url, server.url)).body).toBe('ok')
    expect(open).toBe(1)
    for (let i = 0; i < MOST_STRANGERS; i++)
      door.door.redirectedTo(new URL(`http://shop-${i}.invalid`), new URL(server.url))
    await expect.poll(() => open).toBe(0)
    await home.close()
  })
})

it('another server name is asked for at the host of the base URL alone', async () => {
  const secure = await serveTls((socket) => socket.on('data', () => socket.write(OK)))
  const service = secure.url.replace('127.0.0.1', 'localhost')
  const plan = planOf(secure.url, [operation('x')], load('rate', hold(1000, 1)))
  plan.environments[0]!.tls = { rejectUnauthorized: true, serverName: 'other.test', ca: TEST_CERTIFICATE }
  door = openDoor(doorOptionsOf(inputOf(plan)))
  expect((await door.get(secure.url)).error?.message).toMatch(/does not match certificate's altnames/)
  expect((await door.get(service)).body).toBe('ok')
  await secure.close()
})
