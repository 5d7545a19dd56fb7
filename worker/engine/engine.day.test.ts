// A day of load on a clock of the test's own: what would take 24 hours takes a second or two.

import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { WHOLE_LOAD } from '#lib/load/split.ts'
import { type Bucket, RESOLUTIONS } from '#lib/runs/bucket.ts'
import { LatencyHistogram } from '#lib/runs/histogram.ts'
import { LAYOUT_LENGTH, OFFERED, OK } from './counter-layout.ts'
import { compileEnginePlan } from './engine-plan.ts'
import type { Executor } from './executor.ts'
import type { Iteration } from './iteration.ts'
import { hold, inputOf, load, operation, planOf } from './plan-fixture.ts'
import type { SentSecond } from './protocol.ts'
import { RateDriver } from './rate-driver.ts'
import { SecondCollector } from './second-collector.ts'
import { pagesOf } from './second-message.ts'

const DAY_SECONDS = 86_400

function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
}

function heapMb(): number {
  collectGarbage()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return (heapUsed + arrayBuffers) / 1e6
}

/** Requests come in every fifth second: two in each thread, answered in 1.5 ms. */
const EVERY = 5

function sentSecond(second: number, thread: number): SentSecond {
  const histogram = (values: number) => {
    const recorded = new LatencyHistogram()
    for (let i = 0; i < values; i++) recorded.record(1500)
    return { count: recorded.count, pages: recorded.detach() }
  }
  const counters = new Float64Array(LAYOUT_LENGTH)
  counters[OFFERED] = 2
  counters[OK] = 2
  const generator = { second, offered: 2, sent: 2, droppedTarget: 0, droppedGenerator: 0, utilisation: 0.1, cpu: 0.1 }
  const quiet = { waitedForConnection: 0, localSocketErrors: 0, bufferBytes: 0, users: 1, inFlight: 1 }
  const kept = { connectionsOpened: 0, connectionsReused: 0, connectionsDropped: 0, mostConnections: 0, poolUse: null }
  const busy = () => ({ okResponse: histogram(2), okService: histogram(2), failedResponse: histogram(0) })
  return {
    second,
    thread,
    series: second % EVERY === 0 ? [{ index: 0, counters, ...busy() }] : [],
    generator: { ...generator, ...quiet, ...kept },
    lag: histogram(0),
    connectionWait: histogram(0),
    samples: [],
  }
}

describe('a day', () => {
  it('gives the rows it must, exact totals, and takes no more memory at its end than after its first hours', () => {
    const collector = new SecondCollector([{ kind: 'operation', key: 'x', payload: '' }])
    const rows = new Map<number, number>(RESOLUTIONS.map((resolution) => [resolution, 0]))
    const offered = new Map<number, number>(RESOLUTIONS.map((resolution) => [resolution, 0]))
    const take = (buckets: Bucket[]) => {
      for (const { resolution, series, ...counts } of buckets) {
        rows.set(resolution, rows.get(resolution)! + 1)
        if (series.key === 'x') offered.set(resolution, offered.get(resolution)! + counts.offered)
      }
    }
    let early = 0
    for (let second = 0; second < DAY_SECONDS; second++) {
      const parts = [sentSecond(second, 0), sentSecond(second, 1)]
      take(collector.close(parts).buckets)
      for (const part of parts) LatencyHistogram.recycle(pagesOf(part))
      if (second === 4 * 3600) early = heapMb()
    }
    take(collector.flush())
    // All operations have a row for every window, the operation one for each in which it was sent.
    expect(RESOLUTIONS.map((resolution) => rows.get(resolution))).toEqual(
      RESOLUTIONS.map((resolution) => DAY_SECONDS / resolution + DAY_SECONDS / Math.max(EVERY, resolution)),
    )
    expect([...offered.values()]).toEqual(RESOLUTIONS.map(() => (4 * DAY_SECONDS) / EVERY))
    expect(heapMb()).toBeLessThan(early * 1.05 + 2)
  }, 60_000)

  it('offers exactly its arrivals, in order, and keeps none of them', () => {
    const profile = load('rate', hold(DAY_SECONDS * 1000, 12.5))
    const plan = compileEnginePlan(inputOf(planOf('http://127.0.0.1:9', [operation('x')], profile)))
    let begun = 0
    let newestMs = -1
    let backwards = 0
    const ended: Iteration[] = []
    const executor = {
      inFlight: 0,
      begin(iteration: Iteration, _entry: unknown, intendedMs: number) {
        if (intendedMs <= newestMs) backwards++
        newestMs = intendedMs
        begun++
        ended.push(iteration)
      },
    } as unknown as Executor
    const driver = new RateDriver(plan, executor, 1, WHOLE_LOAD, [])
    let early = 0
    for (let second = 1; second <= DAY_SECONDS; second++) {
      driver.tick(second * 1000)
      for (const iteration of ended.splice(0)) driver.iterationEnded(iteration, second * 1000)
      if (second === 4 * 3600) early = heapMb()
    }
    expect([begun, backwards]).toEqual([12.5 * DAY_SECONDS, 0])
    expect(driver.nextMs).toBe(Number.POSITIVE_INFINITY)
    expect(heapMb()).toBeLessThan(early * 1.05 + 2)
  }, 60_000)
})
