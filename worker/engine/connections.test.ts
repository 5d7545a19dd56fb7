import { afterEach, describe, expect, it } from 'vitest'
import { instancePolicy } from '#lib/access/target-policy.ts'
import { Random } from '#lib/load/random.ts'
import type { CompiledOperation } from '#lib/plans/compiled.ts'
import { DROPPED_GENERATOR, FAILED, OK } from './counter-layout.ts'
import { DueQueue } from './due-queue.ts'
import { compileEnginePlan, type MixEntry } from './engine-plan.ts'
import { Executor } from './executor.ts'
import { KEPT_BODIES } from './http/received.ts'
import { HttpDoor } from './http-client.ts'
import { Iteration } from './iteration.ts'
import { hold, inputOf, load, operation, planOf } from './plan-fixture.ts'
import { type OpenSecond, Recorder } from './recorder.ts'
import { serve, type TestServer } from './run-fixture.ts'

let server: TestServer | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

/** Sends so many requests, one after the other, and gives what was recorded. */
async function sendOneByOne(url: string, requests: number, part: Partial<CompiledOperation> = {}): Promise<OpenSecond> {
  const plan = compileEnginePlan(inputOf(planOf(url, [operation('x', part)], load('rate', hold(1000, 1)))))
  const door = new HttpDoor({ policy: instancePolicy([]), connectTimeoutMs: 1000, connections: null })
  const recorder = new Recorder(1)
  // A clock of the test's own: each reading is a millisecond later.
  let nowMs = 0
  const executor = new Executor({ now: () => nowMs++, recorder, door, due: new DueQueue(), isPoolCapped: false })
  const iteration = new Iteration(new Random(1), 0, [])
  const entry = plan.mix[0] as MixEntry
  let left = requests
  await new Promise<void>((resolve) => {
    const next = () => executor.begin(iteration, entry, nowMs)
    // At once, while the connection that is going to close is still there.
    executor.owner = { iterationEnded: () => (--left > 0 ? next() : resolve()) }
    next()
  })
  await door.close()
  return recorder.secondAt(0)
}

describe('the wait for a connection', () => {
  it('is counted each time the target closed it, and is no lag of the generator', async () => {
    server = await serve((_request, response) => response.writeHead(200, { connection: 'close' }).end('ok'))
    const closed = await sendOneByOne(server.url, 8)
    expect(closed.connectionWait.count).toBe(8)
    await server.close()
    server = await serve((_request, response) => response.end('ok'))
    const kept = await sendOneByOne(server.url, 8)
    expect(kept.connectionWait.count).toBe(1)
    expect([closed.lag.count, kept.lag.count]).toEqual([8, 8])
  })
})

describe('the memory for answers', () => {
  const extract = { id: { from: 'body' as const, path: '$.id' } }
  /** In two pieces, so that the first has to be kept. */
  const slowly = () =>
    serve((_request, response) => {
      response.write(`{"pad":"${'x'.repeat(5000)}",`)
      setTimeout(() => response.end('"id":"7"}'), 30)
    })

  it('is given back with each answer', async () => {
    server = await slowly()
    const before = KEPT_BODIES.leftBytes
    const [cell] = (await sendOneByOne(server.url, 3, { extract })).cells
    expect([cell!.counters[OK], KEPT_BODIES.leftBytes]).toEqual([3, before])
  })

  it('belongs to the generator: without it an answer is dropped, and no failure of the target', async () => {
    server = await slowly()
    const before = KEPT_BODIES.leftBytes
    KEPT_BODIES.leftBytes = 4000
    const [cell] = (await sendOneByOne(server.url, 3, { extract })).cells
    expect([cell!.counters[OK], cell!.counters[FAILED], cell!.counters[DROPPED_GENERATOR]]).toEqual([0, 0, 3])
    expect(KEPT_BODIES.leftBytes).toBe(4000)
    KEPT_BODIES.leftBytes = before
  })
})
