import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_POINTS, segmentsFor, withStandIns } from './resolution.ts'

describe('the rows a chart is drawn from', () => {
  it('cover any window exactly once, in at most 600 points', () => {
    const window = fc.tuple(fc.nat(90_000), fc.nat(90_000)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)
    fc.assert(
      fc.property(window, ([from, to]) => {
        const segments = segmentsFor(from, to)
        const rows = segments.flatMap(({ resolution, from: low, to: high }) =>
          Array.from({ length: (high - low) / resolution }, (_, i) => [low + i * resolution, resolution] as const),
        )
        expect(rows.length).toBeLessThanOrEqual(MAX_POINTS)
        let reached = from
        for (const [start, length] of rows) {
          expect(start).toBe(reached)
          expect(start % length).toBe(0)
          reached = start + length
        }
        expect(reached).toBe(to)
      }),
      { numRuns: 100 },
    )
  })

  it('are the finest that fit: seconds for ten minutes, hours for a month', () => {
    const longest = (seconds: number) => Math.max(...segmentsFor(0, seconds).map((one) => one.resolution))
    expect([600, 601, 6_000, 36_000, 86_400, 30 * 86_400].map(longest)).toEqual([1, 10, 10, 60, 600, 3600])
  })

  it('stand in for seconds that were let go by reaching over both ends of the window', () => {
    expect(withStandIns(segmentsFor(1234, 1246), 5000)).toEqual([
      { resolution: 1, from: 1234, to: 1246 },
      { resolution: 10, from: 1230, to: 1250 },
    ])
    expect(withStandIns(segmentsFor(4995, 5010), 5000)).toContainEqual({ resolution: 10, from: 4990, to: 5000 })
    expect(withStandIns(segmentsFor(5000, 5010), 5000)).toHaveLength(1)
  })
})
