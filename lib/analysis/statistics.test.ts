import { describe, expect, it } from 'vitest'
import { Random } from '#lib/load/random.ts'
import { median, quantileOf, spearman, trendOf } from './statistics.ts'

/** A value that remembers half and more of the one before. */
function autocorrelated(seed: number, n: number, memory = 0.7): number[] {
  const random = new Random(seed)
  const values: number[] = []
  for (let at = 0; at < n; at++) values.push(memory * (values.at(-1) ?? 0) + random.normal())
  return values
}

const points = (values: readonly number[]) => values.map((y, x) => ({ x, y }))

describe('statistics', () => {
  it('finds the middle, and nothing of nothing', () => {
    expect(median([3, 1, 2])).toBe(2)
    expect(quantileOf([1, 2, 3, 4], 0.5)).toBe(2.5)
    expect(median([])).toBeNull()
  })

  it('reads a straight line in spite of outliers', () => {
    const trend = trendOf(points(Array.from({ length: 50 }, (_, x) => (x % 10 === 0 ? 900 : 2 * x + 5))))
    expect(trend?.slope).toBeCloseTo(2, 5)
    expect(trend?.pValue).toBeLessThan(0.01)
  })

  it('calls autocorrelated noise a trend in at most 3 of 100 runs', () => {
    const alarms = Array.from({ length: 100 }, (_, seed) => trendOf(points(autocorrelated(seed + 1, 120)))).filter(
      (trend) => (trend?.pValue ?? 1) < 0.01,
    )
    expect(alarms.length).toBeLessThanOrEqual(3)
  })

  it('covers the true slope with its interval', () => {
    const covered = Array.from({ length: 40 }, (_, seed) => {
      const noise = autocorrelated(seed + 1, 100, 0.3)
      const trend = trendOf(points(noise.map((value, x) => value + 0.05 * x)))!
      return trend.interval[0] <= 0.05 && 0.05 <= trend.interval[1]
    }).filter(Boolean)
    expect(covered.length).toBeGreaterThanOrEqual(35)
  })

  it('correlates ranks, and says nothing of a constant', () => {
    const rising = Array.from({ length: 20 }, (_, x) => x)
    expect(
      spearman(
        rising,
        rising.map((x) => Math.exp(x)),
      ),
    ).toBeCloseTo(1)
    expect(
      spearman(
        rising,
        rising.map((x) => -x),
      ),
    ).toBeCloseTo(-1)
    expect(
      spearman(
        rising,
        rising.map(() => 4),
      ),
    ).toBeNull()
  })
})
