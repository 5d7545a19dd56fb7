import type { Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { serveTls } from './http/call-fixture.ts'
import { CLIENT, hold, load, operation, planOf } from './plan-fixture.ts'
import { type Ran, runPlan, serveRaw, type TestServer } from './run-fixture.ts'
import { TEST_CERTIFICATE } from './tls-fixture.ts'

const OK = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok'

let server: TestServer | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

/** Answers after 10 ms and counts: connections, most open at one time, requests on each. */
function counting() {
  const seen = { most: 0, open: 0, requests: [] as number[] }
  const onSocket = (socket: Socket) => {
    const at = seen.requests.push(0) - 1
    seen.most = Math.max(seen.most, ++seen.open)
    socket.on('close', () => seen.open--)
    socket.on('end', () => socket.end())
    socket.on('data', () => {
      seen.requests[at]!++
      setTimeout(() => socket.writable && socket.write(OK), 10)
    })
  }
  return { seen, onSocket }
}

/** Over the whole run: opened, used again, dropped, and the fullest the pool was. */
function countsOf({ generator }: Ran) {
  const sum = (name: 'connectionsOpened' | 'connectionsReused' | 'connectionsDropped') =>
    generator.reduce((total, second) => total + second[name], 0)
  const pools = new Set(generator.map(({ poolUse }) => poolUse))
  return [sum('connectionsOpened'), sum('connectionsReused'), sum('connectionsDropped'), [...pools]]
}

const flow = {
  flows: [{ key: 'visit', name: 'Visit', steps: [{ operation: 'first' }, { operation: 'second' }] }],
}

describe('the connections of a run', () => {
  it('are opened by each iteration anew where the plan says so', async () => {
    const { seen, onSocket } = counting()
    server = await serveRaw(onSocket)
    const client = { ...CLIENT, connectionPer: 'iteration' as const }
    const mix = [{ kind: 'flow' as const, key: 'visit', weight: 1 }]
    const operations = [operation('first'), operation('second')]
    const plan = planOf(server.url, operations, load('users', hold(300, 3)), { ...flow, client }, { mix })
    const ran = await runPlan(plan)
    const { ok, offered } = ran.counts('visit')
    expect([ok, ran.counts('second').ok]).toEqual([offered, offered])
    // Three users: each visit on a connection of its own, two requests on each.
    expect(seen.requests).toEqual(Array(offered).fill(2))
    expect(seen.most).toBeLessThanOrEqual(6)
    expect(countsOf(ran)).toEqual([offered, offered, 0, [null]])
    expect(ran.window('first').counts.connectionWaitSumMicros).toBeGreaterThan(0)
    expect(ran.window('second').counts.connectionWaitSumMicros).toBe(0)
  })

  it('are never more than the plan allows, over all threads', async () => {
    const { seen, onSocket } = counting()
    server = await serveRaw(onSocket)
    const plan = planOf(server.url, [operation('x')], load('users', hold(500, 12)), {
      client: { ...CLIENT, connections: 5 },
    })
    const ran = await runPlan(plan, { threads: 2 })
    expect(ran.counts('x').failed).toBe(0)
    expect([seen.most, seen.requests.length]).toEqual([5, 5])
    expect(countsOf(ran)).toEqual([5, ran.counts('x').sent - 5, 0, [1]])
  })

  it('are secured as the environment says', async () => {
    const { seen, onSocket } = counting()
    server = await serveTls(onSocket)
    const plan = planOf(server.url, [operation('x')], load('users', hold(20_000, 2), { iterations: 10 }))
    plan.environments[0]!.tls = { rejectUnauthorized: true, serverName: 'headroom.test', ca: TEST_CERTIFICATE }
    const { ok, failed } = (await runPlan(plan)).counts('x')
    expect([ok, failed, seen.requests.length]).toEqual([10, 0, 2])
  })
})
