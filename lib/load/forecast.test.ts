import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type CurvePoint,
  cutAt,
  expectedEndMs,
  expectedRequests,
  highestRateAsked,
  plannedCurve,
  withoutWaits,
} from './forecast.ts'
import { arrivalTime, cumulativeArrivals, totalDurationMs } from './pacer.ts'
import type { LoadProfile, Stage } from './profile.ts'

const profile = (model: 'users' | 'rate', level: number, part: Partial<LoadProfile> = {}): LoadProfile => ({
  model,
  stages: [
    { key: 'up', phase: 'ramp-up', startMs: 0, durationMs: 1000, from: 0, to: level },
    { key: 'hold', phase: 'steady', startMs: 1000, durationMs: 1000, from: level, to: level },
  ],
  thinkTime: null,
  pacingPerUserPerSecond: null,
  maxRatePerSecond: null,
  arrivals: 'constant',
  maxInFlight: 1000,
  iterations: null,
  ...part,
})

describe('the highest rate asked for', () => {
  it('is the highest of the schedule, as far as the cap of the load lets it through', () => {
    expect(highestRateAsked(profile('rate', 300))).toBe(300)
    expect(highestRateAsked(profile('rate', 300, { maxRatePerSecond: 200 }))).toBe(200)
  })

  it('of users is their cap, their pacing, or the lower of the two', () => {
    expect(highestRateAsked(profile('users', 50, { maxRatePerSecond: 900 }))).toBe(900)
    expect(highestRateAsked(profile('users', 50, { pacingPerUserPerSecond: 4 }))).toBe(200)
    expect(highestRateAsked(profile('users', 50, { pacingPerUserPerSecond: 4, maxRatePerSecond: 150 }))).toBe(150)
    expect(highestRateAsked(profile('users', 50, { pacingPerUserPerSecond: 4, maxRatePerSecond: 900 }))).toBe(200)
  })

  it('of users who only wait for the target is not known', () => {
    expect(highestRateAsked(profile('users', 50))).toBeNull()
  })
})

type Piece = [seconds: number, from: number, to: number, phase?: Stage['phase']]

function pieces(list: Piece[], part: Partial<LoadProfile> = {}): LoadProfile {
  let startMs = 0
  const stages = list.map(([seconds, from, to, phase = 'steady'], index): Stage => {
    const stage = { key: `s${index}`, phase, startMs, durationMs: seconds * 1000, from, to }
    startMs += stage.durationMs
    return stage
  })
  return { ...profile('rate', 0, part), stages }
}

/** Area below the line, in arrivals. */
function areaBelow(curve: CurvePoint[]): number {
  return curve.slice(1).reduce((sum, point, index) => {
    const before = curve[index]!
    return sum + ((point.atMs - before.atMs) * (before.offered + point.offered)) / 2000
  }, 0)
}

const level = fc.integer({ min: 0, max: 5000 })
const anyPiece: fc.Arbitrary<Piece> = fc.oneof(
  fc.tuple(fc.integer({ min: 1, max: 3600 }), level, level) as fc.Arbitrary<Piece>,
  fc.integer({ min: 1, max: 1800 }).map((seconds): Piece => [seconds, 0, 0, 'wait']),
)
const anyProfile = fc
  .tuple(fc.array(anyPiece, { minLength: 1, maxLength: 8 }), fc.option(fc.integer({ min: 1, max: 5000 })))
  .map(([list, maxRatePerSecond]) => pieces(list, { maxRatePerSecond }))

describe('the planned curve', () => {
  it('has the area of the arrivals, for any ramps, jumps, waits and caps', () => {
    fc.assert(
      fc.property(anyProfile, (load) => {
        const arrivals = cumulativeArrivals(load, totalDurationMs(load))
        expect(areaBelow(plannedCurve(load, 50))).toBeCloseTo(arrivals, 3)
        expect(areaBelow(plannedCurve(withoutWaits(load), 50))).toBeCloseTo(arrivals, 3)
      }),
    )
  })

  it('of a schedule that is cut ends there', () => {
    const load = pieces([
      [10, 0, 100],
      [10, 100, 100],
    ])
    expect(plannedCurve(cutAt(load, 15_000)).at(-1)).toEqual({ atMs: 15_000, offered: 100 })
    expect(areaBelow(plannedCurve(cutAt(load, 15_000)))).toBeCloseTo(1000, 6)
    expect(cutAt(load, 5000).stages).toMatchObject([{ durationMs: 5000, from: 0, to: 50 }])
    expect(cutAt(load, 99_000)).toEqual(load)
  })
})

describe('arrivals around a wait', () => {
  it('none comes while it lasts, and none is lost', () => {
    const load = pieces([
      [10, 100, 100],
      [1800, 0, 0, 'wait'],
      [10, 100, 100],
    ])
    expect(arrivalTime(load, 999)).toBeCloseTo(9995, 6)
    expect(arrivalTime(load, 1000)).toBeCloseTo(1_810_005, 6)
    expect(cumulativeArrivals(load, 1_810_000)).toBeCloseTo(1000, 6)
    expect(totalDurationMs(withoutWaits(load))).toBe(20_000)
  })
})

describe('a load that ends after its iterations', () => {
  const flow = { responseTimeMs: 100, requestsPerIteration: 2 }

  it('sends no more requests than they have, wherever they are counted', () => {
    const load = pieces(
      [
        [10, 100, 100],
        [3590, 50, 50],
      ],
      { iterations: 1500 },
    )
    expect(expectedRequests(load, flow)).toBeCloseTo(3000, 6)
    expect(expectedRequests(load, flow, 0, 10_000)).toBeCloseTo(2000, 6)
    expect(expectedRequests(load, flow, 10_000, 3_600_000)).toBeCloseTo(1000, 6)
    expect(expectedEndMs(load, flow)).toBeCloseTo(arrivalTime(load, 1499), 6)
    expect(expectedEndMs({ ...load, iterations: null }, flow)).toBe(3_600_000)
    expect(expectedEndMs({ ...load, iterations: 10_000_000 }, flow)).toBe(3_600_000)
  })

  it('of users ends by Little’s law, and is known even for users who never wait', () => {
    const users = { ...pieces([[3600, 10, 10]], { iterations: 1000 }), model: 'users' as const }
    expect(expectedEndMs(users, flow)).toBeCloseTo(20_000, 6)
    expect(expectedRequests(users, { responseTimeMs: 0 })).toBeCloseTo(1000, 6)
  })
})
