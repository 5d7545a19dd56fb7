import { describe, expect, it } from 'vitest'
import { highestRateAsked } from './forecast.ts'
import type { LoadProfile } from './profile.ts'

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
