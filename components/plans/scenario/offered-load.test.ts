import { describe, expect, it } from 'vitest'
import { describeLoad, factsOf, offeredLoad } from './offered-load.ts'

const rate = { key: 'a', load: { model: 'rate', rate: '100/s', rampUp: '10s', hold: '60s', rampDown: '10s' } }

describe('the offered load of a scenario', () => {
  it('is the area below its curve', () => {
    const load = offeredLoad(rate)
    expect(load).toMatchObject({ problems: [], durationMs: 80_000, peak: 100, peakRate: 100, requests: 7000 })
    expect(factsOf(load, 2)).toBe('1\u00a0min 20\u00a0s · 100\u00a0/s · 2 criteria')
    expect(describeLoad(load)).toMatch(
      /^Offered load: 1\smin 20\ss in all, peak 100\s\/s, about 7,000 requests\. ramp-up from 0/,
    )
  })

  it('counts the steps of a flow', () => {
    const flows = [{ key: 'crud', steps: ['create', { think: '1s' }, 'read'] }]
    const mix = [{ flow: 'crud', weight: '1' }]
    expect(offeredLoad({ ...rate, mix }, flows).requests).toBe(14_000)
    const users = { key: 'a', mix, load: { users: '11', hold: '100s' } }
    // Two answers of 50 ms and a pause of 1 s a round: 11 users make 10 rounds a second.
    expect(offeredLoad(users, flows).requests).toBe(2000)
  })

  it('of users who wait for nothing cannot be told', () => {
    const load = offeredLoad({ key: 'a', load: { users: '10', hold: '1m' } })
    expect(load.profile.model).toBe('users')
    expect(load.requests).toBe(12_000)
  })

  it('says what is missing, field by field', () => {
    const load = offeredLoad({ key: 'a', load: { model: 'users', hold: '5' } })
    expect(load.problems.map(({ places }) => places[0])).toEqual(['scenarios.a.load.users', 'scenarios.a.load.hold'])
    expect(factsOf(load, 0)).toBe('no load yet · no criteria')
  })
})
