import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { letGoBefore, rangesToLetGo } from './retention.ts'

describe('what is let go of a long run', () => {
  it('is nothing in the first two hours, then all but the last hour, ten minutes at a time', () => {
    expect([0, 7200, 7201, 7799, 7800, 86_400].map(letGoBefore)).toEqual([0, 0, 3600, 3600, 4200, 82_800])
  })

  it('is every second but those within a minute of a moment, in whole tens of seconds', () => {
    const moments = fc.array(fc.nat(700_000), { maxLength: 8 })
    fc.assert(
      fc.property(moments, (momentsMs) => {
        const ranges = rangesToLetGo({ from: 60, to: 600 }, momentsMs)
        const gone = new Set<number>()
        for (const { from, to } of ranges) {
          expect([from % 10, to % 10, from < to]).toEqual([0, 0, true])
          for (let second = from; second < to; second++) gone.add(second)
        }
        for (let second = 60; second < 600; second++) {
          const distance = Math.min(...momentsMs.map((ms) => Math.max(second - ms / 1000, ms / 1000 - second - 1)))
          if (distance < 60) expect(gone.has(second)).toBe(false)
          if (distance > 70) expect(gone.has(second)).toBe(true)
        }
      }),
      { numRuns: 60 },
    )
  })
})
