// Runs the engine's own path hot before the clock starts, against a server inside the thread: the first requests of a cold process take
// ten times as long as the thousandth, and would stand in the results as the target's. Nothing leaves the thread, nothing is recorded.

import { createServer, type Server } from 'node:net'
import { instancePolicy } from '#lib/access/target-policy.ts'
import { Random } from '#lib/load/random.ts'
import { DueQueue } from './due-queue.ts'
import type { EngineOperation, EnginePlan, MixEntry } from './engine-plan.ts'
import { Executor } from './executor.ts'
import { HttpDoor } from './http-client.ts'
import { Iteration } from './iteration.ts'
import { Recorder } from './recorder.ts'

const REQUESTS = 3000
const LONGEST_MS = 400
const CONNECTIONS = 16

const ANSWER = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 12\r\n\r\n{"ok":"yes"}'

export async function warmUp(plan: EnginePlan): Promise<void> {
  const operation = plan.mix.flatMap(({ steps }) => steps).find((step) => step.kind === 'send')?.operation
  if (!operation) return
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.on('data', () => socket.write(ANSWER))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const door = new HttpDoor({ policy: instancePolicy([]), connectTimeoutMs: 1000, connections: null })
  await Promise.race([exercise(door, forServer(operation, server), plan), patience()])
  await door.close()
  server.close()
}

/** The same operation with a constant body, so that the server, which answers each piece it reads, answers each request once. */
function forServer(operation: EngineOperation, server: Server): EngineOperation {
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    ...operation,
    series: 0,
    method: 'GET',
    body: null,
    constantBody: null,
    verbatim: null,
    poll: null,
    refreshOn: null,
    metrics: [],
    baseUrl: new URL(`http://127.0.0.1:${port}`),
  }
}

function exercise(door: HttpDoor, operation: EngineOperation, plan: EnginePlan): Promise<void> {
  const now = () => performance.now()
  const due = new DueQueue<Iteration>()
  const executor = new Executor({ now, recorder: new Recorder(1), door, due, isPoolCapped: false })
  const entry: MixEntry = { key: 'warm-up', weight: 1, flowSeries: -1, steps: [{ kind: 'send', operation }] }
  const shared = new Array<string>(plan.valueCount).fill('0')
  let left = REQUESTS
  return new Promise((resolve) => {
    executor.owner = {
      iterationEnded(iteration, nowMs) {
        if (left-- > 0) setImmediate(() => executor.begin(iteration, entry, nowMs))
        else resolve()
      },
    }
    for (let i = 0; i < CONNECTIONS; i++) {
      const iteration = new Iteration(new Random(i), plan.valueCount, shared)
      iteration.rows = plan.datasets.firstRows
      executor.begin(iteration, entry, now())
    }
  })
}

const patience = () => new Promise<void>((resolve) => setTimeout(resolve, LONGEST_MS))
