import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MixPicker } from './mix.ts'
import { nextPacedSlot, nextThinkMs, pacedSlotMs, RateCap } from './user-pacing.ts'

function share(weights: number[], picks: number, seed = 1): number[] {
  const picker = new MixPicker(
    weights.map((weight) => ({ weight })),
    seed,
  )
  const counts = weights.map(() => 0)
  for (let n = 0; n < picks; n++) counts[picker.next()]! += 1
  return counts.map((count) => count / picks)
}

describe('a mix', () => {
  it('of 40 and 60 lands within a tenth of a point over 10,000 picks', () => {
    const [create, read] = share([40, 60], 10_000)
    expect(create).toBeCloseTo(0.4, 3)
    expect(read).toBeCloseTo(0.6, 3)
  })

  it('of any weights keeps its shares from any seed', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(weights, fc.integer(), (list, seed) => {
        const total = list.reduce((a, b) => a + b, 0)
        share(list, 10_000, seed).forEach((got, index) => {
          expect(Math.abs(got - list[index]! / total)).toBeLessThan(0.003)
        })
      }),
    )
  })

  it('repeats under one seed, differs between seeds, and never picks a weight of 0', () => {
    const picks = (seed: number) => {
      const picker = new MixPicker([{ weight: 1 }, { weight: 0 }, { weight: 1 }], seed)
      return Array.from({ length: 50 }, () => picker.next())
    }
    expect(picks(7)).toEqual(picks(7))
    expect(picks(7)).not.toEqual(picks(8))
    expect(picks(7)).not.toContain(1)
    expect(() => new MixPicker([{ weight: 0 }])).toThrow(RangeError)
  })
})

describe('a user', () => {
  function randomSource() {
    let state = 42
    return {
      next() {
        state = (state * 48271) % 2147483647
        return state / 2147483647
      },
    }
  }

  it.each([
    { kind: 'uniform' as const, minMs: 1000, maxMs: 3000 },
    { kind: 'normal' as const, meanMs: 2000, deviationMs: 300 },
    { kind: 'constant' as const, ms: 2000 },
  ])('thinks 2 s on average: $kind', (think) => {
    const random = randomSource()
    let sum = 0
    for (let n = 0; n < 20_000; n++) sum += nextThinkMs(think, random)
    expect(sum / 20_000 / 2000).toBeCloseTo(1, 1)
  })

  it('paced 10 a second takes each slot, and skips those that passed while it was late', () => {
    expect(nextPacedSlot(50, 10, -1, 50)).toBe(0)
    expect(nextPacedSlot(50, 10, 0, 60)).toBe(1)
    expect(nextPacedSlot(50, 10, 1, 250)).toBe(2)
    expect(nextPacedSlot(50, 10, 1, 480)).toBe(5)
    expect(pacedSlotMs(50, 10, 5)).toBe(550)
  })

  it('waits for the cap, which saves nothing up', () => {
    const cap = new RateCap(100)
    expect([cap.take(0), cap.take(0), cap.take(0), cap.take(1000), cap.take(1000)]).toEqual([0, 10, 20, 1000, 1010])
  })
})
