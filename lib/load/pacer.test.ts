import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ArrivalClock } from './arrival-clock.ts'
import { expectedRequests, plannedCurve } from './forecast.ts'
import {
  ArrivalSchedule,
  arrivalTime,
  cumulativeArrivals,
  offeredAt,
  peakOffered,
  stageAt,
  totalDurationMs,
  usersAt,
} from './pacer.ts'
import type { LoadProfile } from './profile.ts'

type Piece = [seconds: number, from: number, to: number]

function profile(pieces: Piece[], change: Partial<LoadProfile> = {}): LoadProfile {
  let startMs = 0
  const stages = pieces.map(([seconds, from, to], index) => {
    const stage = { key: `s${index}`, phase: 'steady' as const, startMs, durationMs: seconds * 1000, from, to }
    startMs += seconds * 1000
    return stage
  })
  return {
    model: 'rate',
    stages,
    thinkTime: null,
    pacingPerUserPerSecond: null,
    maxRatePerSecond: null,
    arrivals: 'constant',
    maxInFlight: 10_000,
    iterations: null,
    ...change,
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

function arrivalsPerSecond(load: LoadProfile): number[] {
  const clock = new ArrivalClock(load, randomSource(1))
  const counts = new Array<number>(Math.ceil(totalDurationMs(load) / 1000)).fill(0)
  for (; clock.dueMs < Number.POSITIVE_INFINITY; clock.advance()) counts[Math.floor(clock.dueMs / 1000)]! += 1
  return counts
}

describe('offered load', () => {
  const shape = profile([
    [5, 0, 100],
    [30, 100, 100],
    [2, 100, 0],
  ])

  it('rises, holds flat and falls', () => {
    expect([0, 2500, 5000, 20_000, 34_999, 36_000, 37_000, -1].map((t) => offeredAt(shape, t))).toEqual([
      0, 50, 100, 100, 100, 50, 0, 0,
    ])
    expect(stageAt(shape, 5000)?.key).toBe('s1')
    expect(totalDurationMs(shape)).toBe(37_000)
    expect(peakOffered(shape)).toBe(100)
  })

  it('adds users one by one, ten a second', () => {
    const users = profile([[10, 0, 100]], { model: 'users' })
    expect(usersAt(users, 0)).toBe(0)
    expect(usersAt(users, 49)).toBe(0)
    expect(usersAt(users, 51)).toBe(1)
    expect(usersAt(users, 9999)).toBe(100)
  })

  it('is drawn with every corner and both ends of a jump', () => {
    const steps = profile([
      [10, 100, 100],
      [10, 200, 200],
    ])
    const curve = plannedCurve(steps, 20)
    expect(curve.filter((point) => point.atMs === 10_000).map((point) => point.offered)).toEqual([100, 200])
    expect(curve.at(-1)).toEqual({ atMs: 20_000, offered: 200 })
  })
})

describe('arrivals', () => {
  it('come exactly as many a second as the rate says, for hours', () => {
    const constant = profile([[10, 200, 200]])
    expect(arrivalsPerSecond(constant)).toEqual(new Array(10).fill(200))
    const day = profile([[86_400, 5000, 5000]])
    expect(arrivalTime(day, 5000 * 86_399 + 1)).toBeCloseTo(86_399_000 + 0.3, 5)
    expect(new ArrivalSchedule(day).total).toBe(432_000_000)
  })

  it('follow a ramp by the integral of its rate', () => {
    const ramp = profile([[10, 0, 100]])
    expect(cumulativeArrivals(ramp, 5000)).toBeCloseTo(125, 9)
    expect(cumulativeArrivals(ramp, 10_000)).toBeCloseTo(500, 9)
    expect(cumulativeArrivals(ramp, 99_999)).toBeCloseTo(500, 9)
    expect(arrivalsPerSecond(ramp).reduce((a, b) => a + b, 0)).toBe(500)
    expect(arrivalTime(ramp, 499)).toBeLessThan(10_000)
    expect(arrivalTime(ramp, 500)).toBe(Number.POSITIVE_INFINITY)
  })

  const pieces = fc.array(
    fc.tuple(fc.integer({ min: 1, max: 3600 }), fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 0, max: 5000 })),
    { minLength: 1, maxLength: 6 },
  ) as fc.Arbitrary<Piece[]>

  it('stand where the inverse of the integral puts them, in order, for any stages', () => {
    fc.assert(
      fc.property(pieces, fc.double({ min: 0, max: 1, noNaN: true }), (list, part) => {
        const schedule = new ArrivalSchedule(profile(list))
        const n = Math.floor(part * Math.max(0, schedule.total - 1))
        const due = schedule.arrivalTime(n)
        if (due === Number.POSITIVE_INFINITY) return
        expect(schedule.cumulative(due)).toBeCloseTo(n + 0.5, 4)
        expect(schedule.arrivalTime(n + 1)).toBeGreaterThanOrEqual(due)
        expect(schedule.arrivalTime(n)).toBe(due)
      }),
    )
  })

  it('never pass the rate cap', () => {
    const capped = profile([[10, 0, 1000]], { maxRatePerSecond: 500 })
    expect(offeredAt(capped, 9000)).toBe(500)
    expect(cumulativeArrivals(capped, 10_000)).toBeCloseTo(1250 + 2500, 6)
    expect(Math.max(...arrivalsPerSecond(capped))).toBeLessThanOrEqual(500)
    expect(peakOffered(capped)).toBe(500)
  })

  it('of a Poisson process have the mean and the variance of one, and repeat under one seed', () => {
    const load = profile([[400, 100, 100]], { arrivals: 'poisson' })
    const counts = arrivalsPerSecond(load)
    const mean = counts.reduce((a, b) => a + b, 0) / counts.length
    const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / counts.length
    expect(mean).toBeGreaterThan(97)
    expect(mean).toBeLessThan(103)
    expect(variance / mean).toBeGreaterThan(0.75)
    expect(variance / mean).toBeLessThan(1.3)
    expect(arrivalsPerSecond(load)).toEqual(counts)
  })
})

describe('expected requests', () => {
  it('of an open profile are its arrivals', () => {
    expect(
      expectedRequests(
        profile([
          [10, 0, 100],
          [10, 100, 100],
        ]),
        { responseTimeMs: 50 },
      ),
    ).toBeCloseTo(1500, 6)
  })

  it('of users follow Little’s law, the pacing and the cap', () => {
    const users = (change: Partial<LoadProfile>) => profile([[100, 100, 100]], { model: 'users', ...change })
    const think = { kind: 'uniform' as const, minMs: 1000, maxMs: 3000 }
    expect(expectedRequests(users({ thinkTime: think }), { responseTimeMs: 0 })).toBeCloseTo(5000, 6)
    expect(expectedRequests(users({ thinkTime: think, maxRatePerSecond: 20 }), { responseTimeMs: 0 })).toBeCloseTo(
      2000,
      6,
    )
    expect(expectedRequests(users({ pacingPerUserPerSecond: 10 }), { responseTimeMs: 5 })).toBeCloseTo(100_000, 6)
    expect(expectedRequests(users({}), { responseTimeMs: 100, requestsPerIteration: 2, pausesMs: 300 })).toBeCloseTo(
      40_000,
      6,
    )
    expect(expectedRequests(users({}), { responseTimeMs: 0 })).toBe(Number.POSITIVE_INFINITY)
  })
})
