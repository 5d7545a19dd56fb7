import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomStarts, seededRandom } from './seeded.ts'

describe('numbers from a seed', () => {
  it('repeat under one text, differ between texts, and fill [0, 1) evenly', () => {
    const draw = (seed: string, count = 5) => {
      const random = seededRandom(seed)
      return Array.from({ length: count }, () => random.next())
    }
    expect(draw('peak')).toEqual(draw('peak'))
    expect(draw('peak')).not.toEqual(draw('peaks'))
    const many = draw('7', 20_000)
    expect(many.reduce((sum, value) => sum + value, 0) / many.length).toBeCloseTo(0.5, 2)
    expect(Math.min(...many)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...many)).toBeLessThan(1)
  })
})

describe('random starts', () => {
  it('lie in order within their time and never touch, for any seed', () => {
    const shapes = fc.tuple(
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 600 }),
      fc.integer({ min: 1, max: 900 }),
    )
    fc.assert(
      fc.property(shapes, fc.string(), ([count, lengthSeconds, slackSeconds], seed) => {
        const [lengthMs, withinMs] = [lengthSeconds * 1000, (count * lengthSeconds + slackSeconds) * 1000]
        const starts = randomStarts(count, lengthMs, withinMs, seededRandom(seed))
        expect(starts).toHaveLength(count)
        let freeMs = 0
        for (const startMs of starts) {
          expect(startMs).toBeGreaterThan(freeMs)
          freeMs = startMs + lengthMs
        }
        expect(freeMs).toBeLessThanOrEqual(withinMs)
      }),
    )
  })

  it('are refused when they do not fit', () => {
    expect(() => randomStarts(3, 1000, 3000, seededRandom(''))).toThrow(RangeError)
  })
})
