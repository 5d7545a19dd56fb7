import { once } from 'node:events'
import { connect, type LookupFunction } from 'node:net'
import { Worker } from 'node:worker_threads'
import { expect, it } from 'vitest'
import { serve } from '../run-fixture.ts'
import { openDoor } from './call-fixture.ts'

/** Listens, and does nothing else for so long: what connects has to wait once its queue is full. */
const BUSY = `
const { parentPort } = require('node:worker_threads')
const server = require('node:http').createServer((_request, response) => response.end('ok'))
server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
  parentPort.postMessage(server.address().port)
  setTimeout(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 600), 20)
})`

/** A door that finds these addresses for every name. */
function doorTo(url: URL, addresses: string[]) {
  const door = openDoor({ connectTimeoutMs: 4000 })
  const lookup: LookupFunction = (_host, _options, callback) =>
    callback(
      null,
      addresses.map((address) => ({ address, family: 4 })),
    )
  Object.assign(door.door.originOf(url), { lookup })
  return door
}

it('an address that takes its time is waited for as long as the connect timeout says', async () => {
  const worker = new Worker(BUSY, { eval: true })
  const [port] = (await once(worker, 'message')) as [number]
  await new Promise((resolve) => setTimeout(resolve, 100))
  const crowd = Array.from({ length: 6 }, () => connect(port, '127.0.0.1').on('error', () => {}))
  await new Promise((resolve) => setTimeout(resolve, 50))
  const url = new URL(`http://shop.test:${port}/`)
  const door = doorTo(url, ['127.0.0.1', '127.0.0.2'])
  expect(await door.get(url.href)).toMatchObject({ body: 'ok', error: null })
  door.close()
  for (const socket of crowd) socket.destroy()
  await worker.terminate()
})

it('an address that refuses is followed by the next', async () => {
  const server = await serve((_request, response) => response.end('ok'))
  const url = new URL(`http://shop.test:${server.port}/`)
  const door = doorTo(url, ['127.0.0.2', '127.0.0.1'])
  expect(await door.get(url.href)).toMatchObject({ body: 'ok', error: null })
  door.close()
  await server.close()
})
