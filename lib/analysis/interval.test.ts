import { describe, expect, it } from 'vitest'
import { Random } from '#lib/load/random.ts'
import { LatencyHistogram } from '#lib/runs/histogram.ts'
import { blockSecondsFor, LatencyBlocks, meanInterval, percentileInterval, shareInterval, wilson } from './interval.ts'

function block(values: number[], beyond = 0) {
  const histogram = new LatencyHistogram()
  for (const value of values) histogram.record(value)
  return { histogram, beyond }
}

describe('a percentile of blocks', () => {
  const blocks = new LatencyBlocks([block([10, 20, 30]), block([40, 50], 5)])

  it('ranks the values of every block as often as it is drawn', () => {
    expect(blocks.quantile(0.5, [1, 1])).toBe(50)
    expect(blocks.quantile(0.5, [2, 0])).toBe(20)
    expect(blocks.quantile(0.5, [5, 1])).toBe(30)
  })

  it('is beyond every value where the rank falls among attempts that were not answered well', () => {
    expect(blocks.quantile(0.6, [1, 1])).toBe(Number.POSITIVE_INFINITY)
    expect(blocks.quantile(0.5, [0, 0])).toBeNaN()
  })

  it('has no interval with fewer than twenty blocks', () => {
    const twenty = Array.from({ length: 20 }, () => block([5]))
    expect(percentileInterval(new LatencyBlocks(twenty), 0.95, new Random(1))).toEqual([5, 5])
    expect(percentileInterval(new LatencyBlocks(twenty.slice(1)), 0.95, new Random(1))).toBeNull()
  })
})

/** Seconds whose level wanders (AR(1), deviation 10 %, 0.8 from one second to the next) around 100 ms. */
function wandering(random: Random, seconds: number, perSecond: number): number[][] {
  let level = 0
  return Array.from({ length: seconds }, () => {
    level = 0.8 * level + random.normal() * 0.06
    return Array.from({ length: perSecond }, () => 100_000 * Math.exp(level + random.normal() * 0.2))
  })
}

/** p95 of a log-normal value with the deviations of level and attempt together. */
const TRUE_P95 = 100_000 * Math.exp(1.645 * Math.hypot(0.1, 0.2))

describe('an interval', () => {
  it('holds the true percentile of values that resemble their neighbours in about 95 of 100 cases', () => {
    const random = new Random(7)
    let held = 0
    for (let run = 0; run < 100; run++) {
      const seconds = wandering(random, 600, 5)
      const blocks = Array.from({ length: 30 }, (_, at) => block(seconds.slice(at * 20, at * 20 + 20).flat()))
      const [low, high] = percentileInterval(new LatencyBlocks(blocks), 0.95, random, 200)!
      if (low <= TRUE_P95 && TRUE_P95 <= high) held++
    }
    expect(held).toBeGreaterThanOrEqual(88)
    expect(held).toBeLessThanOrEqual(99)
  })

  it('is the same whenever it is drawn from the same numbers', () => {
    const blocks = Array.from({ length: 30 }, (_, at) => ({ sum: at % 7, count: 1 }))
    expect(meanInterval(blocks, new Random(3))).toEqual(meanInterval(blocks, new Random(3)))
    const [low, high] = meanInterval(blocks, new Random(3))!
    expect(low).toBeLessThan(2.9)
    expect(high).toBeGreaterThan(2.9)
  })
})

describe('the interval of a share', () => {
  it('is Wilson’s where failures are spread evenly', () => {
    // Wilson 1927: 10 of 100 → 5.52 % – 17.44 %
    const [low, high] = wilson(0.1, 100)
    expect(low).toBeCloseTo(0.0552, 4)
    expect(high).toBeCloseTo(0.1744, 4)
    const even = Array.from({ length: 20 }, () => ({ sum: 1, count: 10 }))
    expect(shareInterval(even)).toEqual(wilson(0.1, 200))
  })

  it('is wider where failures come together', () => {
    const even = shareInterval(Array.from({ length: 40 }, () => ({ sum: 1, count: 10 })))!
    const burst = shareInterval(Array.from({ length: 40 }, (_, at) => ({ sum: at < 4 ? 10 : 0, count: 10 })))!
    expect(burst[1] - burst[0]).toBeGreaterThan(2 * (even[1] - even[0]))
  })

  it('is at most 3/n without any, and mirrored with nothing else', () => {
    expect(shareInterval([{ sum: 0, count: 1500 }])).toEqual([0, 0.002])
    expect(shareInterval([{ sum: 1500, count: 1500 }])).toEqual([0.998, 1])
    expect(shareInterval([{ sum: 3, count: 1500 }])).toBeNull()
    expect(shareInterval([])).toBeNull()
  })
})

it('takes the longest blocks of which thirty fit', () => {
  expect([20, 60, 600, 1800, 86_400].map(blockSecondsFor)).toEqual([1, 2, 20, 60, 1800])
})
