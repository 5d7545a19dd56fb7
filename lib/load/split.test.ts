import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ArrivalClock } from './arrival-clock.ts'
import { applyChanges } from './change.ts'
import { ArrivalSchedule, totalDurationMs } from './pacer.ts'
import type { LoadProfile, Stage } from './profile.ts'
import { Dealer, dealtOf, type LoadPart, WHOLE_LOAD, weightOf } from './split.ts'

function partsOf(shards: number, threads: number, shares?: number[]): LoadPart[] {
  return Array.from({ length: shards * threads }, (_, index) => ({
    shard: Math.floor(index / threads),
    shards,
    thread: index % threads,
    threads,
    ...(shares ? { shares } : {}),
  }))
}

const sum = (values: number[]) => values.reduce((a, b) => a + b, 0)
const shares = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 6 })
const threads = fc.integer({ min: 1, max: 4 })

describe('what is dealt', () => {
  it('goes to exactly one part, whatever the shares and threads', () => {
    fc.assert(
      fc.property(shares, threads, fc.nat(3000), fc.boolean(), (list, threadCount, total, isEqual) => {
        const parts = partsOf(list.length, threadCount, isEqual ? undefined : list)
        const numbers = parts.flatMap((part) => {
          const dealer = new Dealer(part)
          const mine: number[] = []
          for (let number = dealer.next(); number < total; number = dealer.next()) mine.push(number)
          expect(dealtOf(total, part)).toBe(mine.length)
          return mine
        })
        expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: total }, (_, number) => number))
      }),
      { numRuns: 60 },
    )
  })

  it('is never off a share by one, and in no stretch of two shares by more than one', () => {
    fc.assert(
      fc.property(shares, fc.nat(5000), fc.nat(5000), (list, from, length) => {
        for (const part of partsOf(list.length, 1, list)) {
          const before = dealtOf(from, part)
          const after = dealtOf(from + length, part)
          expect(Math.abs(after - weightOf(part) * (from + length))).toBeLessThan(1)
          expect(Math.abs(after - before - weightOf(part) * length)).toBeLessThan(list.length > 2 ? 2 : 1 + 1e-6)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('stays with whom it was dealt to as the total grows', () => {
    const [first, second] = partsOf(2, 1, [0.7, 0.3])
    expect([1, 2, 3, 4, 10, 100, 1000].map((total) => dealtOf(total, first!))).toEqual([1, 1, 2, 3, 7, 70, 700])
    expect(dealtOf(1000, second!)).toBe(300)
  })

  it('leaves out a share of nothing, and refuses shares that do not fit', () => {
    const [all, none] = partsOf(2, 1, [1, 0])
    expect([dealtOf(50, all!), dealtOf(50, none!)]).toEqual([50, 0])
    expect(() => new Dealer({ ...WHOLE_LOAD, shards: 3, shares: [0.5, 0.5] })).toThrow(/3 shards need as many shares/)
    expect(() => new Dealer({ ...WHOLE_LOAD, shards: 2, shares: [1, -1] })).toThrow(RangeError)
  })
})

function profile(stages: [seconds: number, from: number, to: number][], part: Partial<LoadProfile> = {}): LoadProfile {
  let startMs = 0
  const made = stages.map(([seconds, from, to], index): Stage => {
    const stage = { key: `s${index}`, phase: 'steady' as const, startMs, durationMs: seconds * 1000, from, to }
    startMs += seconds * 1000
    return stage
  })
  return {
    model: 'rate',
    stages: made,
    thinkTime: null,
    pacingPerUserPerSecond: null,
    maxRatePerSecond: null,
    arrivals: 'constant',
    maxInFlight: 10_000,
    iterations: null,
    ...part,
  }
}

/** Park–Miller: good enough to test with. */
function randomSource(seed: number) {
  let state = seed
  return {
    next() {
      state = (state * 48271) % 2147483647
      return state / 2147483647
    },
  }
}

function arrivalsOf(load: LoadProfile, part: LoadPart, seed = 1): { dueMs: number; number: number }[] {
  const clock = new ArrivalClock(load, randomSource(seed), part)
  const arrivals: { dueMs: number; number: number }[] = []
  for (; clock.dueMs < Number.POSITIVE_INFINITY; clock.advance()) {
    arrivals.push({ dueMs: clock.dueMs, number: clock.number })
  }
  return arrivals
}

describe('arrivals of all parts', () => {
  const LOAD = profile([
    [3, 0, 50],
    [3, 50, 50],
  ])

  it.each([undefined, [0.7, 0.3]])('together are the whole schedule, with shares %s', (list) => {
    const all = partsOf(2, 3, list).flatMap((part) => arrivalsOf(LOAD, part))
    const schedule = new ArrivalSchedule(LOAD)
    const expected = Array.from({ length: 225 }, (_, number) => ({ dueMs: schedule.arrivalTime(number), number }))
    expect(all.sort((a, b) => a.number - b.number)).toEqual(expected)
  })

  it('have their share in every second', () => {
    const [first] = partsOf(2, 1, [0.7, 0.3])
    const bySecond = new Array<number>(10).fill(0)
    for (const { dueMs } of arrivalsOf(profile([[10, 55, 55]]), first!)) bySecond[Math.floor(dueMs / 1000)]! += 1
    for (const count of bySecond) expect(Math.abs(count - 38.5)).toBeLessThanOrEqual(1)
    expect(sum(bySecond)).toBe(385)
  })

  it('of Poisson processes of their shares add up to one of the whole rate', () => {
    const load = profile([[200, 100, 100]], { arrivals: 'poisson' })
    const counts = partsOf(2, 2, [0.7, 0.3]).map((part, seed) => arrivalsOf(load, part, seed + 7).length)
    for (const [index, expected] of [7000, 7000, 3000, 3000].entries()) {
      expect(Math.abs(counts[index]! - expected)).toBeLessThan(5 * Math.sqrt(expected))
    }
  })

  it.each(['constant', 'poisson'] as const)('end exactly after the iterations the plan allows, %s', (arrivals) => {
    const load = profile([[100, 100, 100]], { arrivals, iterations: 1001 })
    const numbers = partsOf(3, 2, [5, 3, 1]).flatMap((part, seed) => arrivalsOf(load, part, seed + 3))
    expect(numbers.map(({ number }) => number).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 1001 }, (_, number) => number),
    )
  })
})

describe('arrivals of a load that is changed', () => {
  const plan = profile([
    [10, 0, 200],
    [10, 200, 200],
  ])

  it.each(['constant', 'poisson'] as const)('are neither lost nor doubled at the seam, %s', (arrivals) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1000, max: 19_000 }),
        fc.integer({ min: 0, max: 400 }),
        fc.integer({ min: 0, max: 900 }),
        (atMs, level, toldBeforeMs) => {
          const load = { ...plan, arrivals }
          const changed = applyChanges(load, [{ kind: 'level', atMs, level }])
          const clock = new ArrivalClock(load, randomSource(1))
          const told: { dueMs: number; number: number }[] = []
          const take = (untilMs: number) => {
            for (; clock.dueMs < untilMs; clock.advance()) told.push({ dueMs: clock.dueMs, number: clock.number })
          }
          take(atMs - toldBeforeMs)
          clock.change(changed)
          take(totalDurationMs(changed) + 1)
          const afresh = arrivalsOf(changed, WHOLE_LOAD)
          expect(told.map(({ number }) => number)).toEqual(afresh.map(({ number }) => number))
          for (const [index, { dueMs }] of afresh.entries()) expect(told[index]!.dueMs).toBeCloseTo(dueMs, 5)
        },
      ),
      { numRuns: 30 },
    )
  })
})
