import { describe, expect, it } from 'vitest'
import { BenchTally } from './bench-tally.ts'
import type { Bucket, SeriesId } from './bucket.ts'
import { emptyCounts } from './counts.ts'
import { LatencyHistogram } from './histogram.ts'

const series: SeriesId = { kind: 'operation', key: 'orders', payload: '' }

function row(startSecond: number, okMs: number[], failedMs: number[], part: Partial<Bucket> = {}): Bucket {
  const [ok, failed] = [okMs, failedMs].map((values) => {
    const histogram = new LatencyHistogram()
    for (const ms of values) histogram.record(ms * 1000)
    return histogram
  })
  return {
    ...emptyCounts(),
    ...{ series, resolution: 1, startSecond, ok: okMs.length, failed: failedMs.length, bytesIn: 100 * okMs.length },
    okResponseSumMicros: okMs.reduce((sum, ms) => sum + ms * 1000, 0),
    ...{ p50Micros: null, p90Micros: null, p95Micros: 95_000, p99Micros: null },
    maxMicros: Math.max(...okMs) * 1000,
    ...{ okResponse: ok!.encode(), okService: null, failedResponse: failed!.encode() },
    ...part,
  }
}

describe('what a bench came to', () => {
  it('has the percentiles ab prints, mean, spread and rate, of every second once', () => {
    const tally = new BenchTally('orders')
    expect(tally.progress()).toBeNull()
    const hundred = Array.from({ length: 100 }, (_, i) => i + 1)
    const failures = { status: { '2xx': 50, '5xx': 2 }, errors: { 'http-5xx': 2 } }
    tally.add([row(0, hundred.slice(0, 50), [3, 4], failures), row(0, [999], [], { series: { ...series, key: '*' } })])
    tally.add([row(1, hundred.slice(50), []), row(0, hundred, [], { resolution: 10 })])
    const progress = { elapsedMs: 2000, requests: 102, failed: 2, ratePerSecond: 50, p95Ms: 95 }
    expect(tally.progress()).toEqual(progress)
    const result = tally.result(2000, { reason: 'completed', message: null })
    expect(result).toMatchObject({ requests: 102, ok: 100, failed: 2, ratePerSecond: 51, bytesInPerSecond: 5000 })
    expect(result).toMatchObject({ status: { '2xx': 50, '5xx': 2 }, errors: { 'http-5xx': 2 } })
    const close = (expected: number) => expect.closeTo(expected, expected > 50 ? 0 : 1)
    expect(result.timeMs).toEqual({
      ...{ mean: 50.5, deviation: close(28.87), min: close(1), max: 100, p25: close(25), p75: close(75) },
    })
    expect(result.percentiles.map(({ percent, okMs }) => [percent, Math.round(okMs!)])).toEqual(
      [50, 66, 75, 80, 90, 95, 98, 99, 100].map((percent) => [percent, percent]),
    )
    expect(result.percentiles.at(-1)!.failedMs).toBeCloseTo(4, 1)
  })

  it('counts what ended behind its end among the requests, but not into the rate', () => {
    const tally = new BenchTally('orders')
    tally.add([row(0, [800, 800], []), row(1, [800, 800], []), row(2, [800], [800])])
    const result = tally.result(2000, { reason: 'completed', message: null })
    expect(result).toMatchObject({ requests: 6, ratePerSecond: 2, bytesInPerSecond: 200 })
    expect(tally.result(2400, { reason: 'stopped', message: null }).ratePerSecond).toBe(2.5)
  })

  it('has no times where nothing was answered', () => {
    const result = new BenchTally('orders').result(0, { reason: 'stopped', message: 'Interrupted.' })
    expect(result).toMatchObject({ requests: 0, ratePerSecond: 0, timeMs: { mean: null }, end: { reason: 'stopped' } })
    expect(result.percentiles.every(({ okMs, failedMs }) => okMs === null && failedMs === null)).toBe(true)
  })
})
