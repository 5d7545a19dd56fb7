// Runs the engine against a server of a test and gathers what it tells.

import { createServer, type RequestListener } from 'node:http'
import { type AddressInfo, createServer as createSocketServer, type Server, type Socket } from 'node:net'
import type { CompiledPlan } from '#lib/plans/compiled.ts'
import type { Bucket, Counts, GeneratorSecond } from '#lib/runs/bucket.ts'
import { addCounts, emptyCounts } from '#lib/runs/counts.ts'
import type { Sample } from '#lib/runs/sample.ts'
import type { MergedWindow } from '#lib/runs/window.ts'
import { mergeWindow } from '#lib/runs/window.ts'
import type { EngineHandle, EngineInput, EngineOutcome } from './engine.ts'
import { inputOf } from './plan-fixture.ts'
import { startEngine } from './start.ts'

export interface Ran {
  outcome: EngineOutcome
  rows: Bucket[]
  generator: GeneratorSecond[]
  samples: Sample[]
  /** One series over the whole run; `*` is all operations. */
  window(key: string): MergedWindow
  counts(key: string): Counts
}

/** `during` is called once the run has begun. */
export async function runPlan(
  plan: CompiledPlan,
  part: Partial<EngineInput> = {},
  during?: (engine: EngineHandle) => void | Promise<void>,
): Promise<Ran> {
  const rows: Bucket[] = []
  const generator: GeneratorSecond[] = []
  const samples: Sample[] = []
  const engine = startEngine(inputOf(plan, part), (tick) => {
    rows.push(...tick.buckets)
    generator.push(...tick.generator)
    samples.push(...tick.samples)
  })
  await engine.started
  await during?.(engine)
  const outcome = await engine.finished
  const window = (key: string) =>
    mergeWindow(
      rows.filter((row) => row.series.key === key),
      0,
      100_000,
    )
  return { outcome, rows, generator, samples, window, counts: (key) => window(key).counts }
}

export interface TestServer {
  url: string
  port: number
  close(): Promise<void>
}

export function serve(listener: RequestListener): Promise<TestServer> {
  const server = createServer({ keepAliveTimeout: 30_000 }, listener)
  return listen(server, () => server.closeAllConnections())
}

/** A server that speaks whatever it likes. */
export function serveRaw(onSocket: (socket: Socket) => void): Promise<TestServer> {
  const open = new Set<Socket>()
  const server = createSocketServer((socket) => {
    open.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => open.delete(socket))
    onSocket(socket)
  })
  return listen(server, () => open.forEach((socket) => void socket.destroy()))
}

function listen(server: Server, cut: () => void): Promise<TestServer> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      const close = () =>
        new Promise<void>((closed) => {
          server.close(() => closed())
          cut()
        })
      resolve({ url: `http://127.0.0.1:${port}`, port, close })
    })
  })
}

/** Counts that must add up: every arrival has exactly one end. */
export function endsOf(counts: Counts): number {
  return counts.ok + counts.failed + counts.droppedTarget + counts.droppedGenerator + counts.interrupted
}

/** Sums of one series second by second. */
export function bySecond(rows: Bucket[], key: string): Counts[] {
  const seconds: Counts[] = []
  for (const row of rows) {
    if (row.series.key !== key || row.resolution !== 1) continue
    seconds[row.startSecond] = addCounts(emptyCounts(), row)
  }
  return seconds
}
