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

  it('that ends after its iterations is drawn as far as they are expected to take', () => {
    const load = offeredLoad({ key: 'a', load: { rate: '100/s', iterations: '3000' } })
    expect(load).toMatchObject({ requests: 3000, longestMs: 3_600_000, longestWaitMs: 0 })
    expect(Math.round(load.durationMs)).toBe(29_995)
    expect(load.curve.at(-1)?.atMs).toBe(load.durationMs)
    const users = offeredLoad({ key: 'a', load: { users: '10', iterations: '600', hold: '5m', thinkTime: '950ms' } })
    expect(users).toMatchObject({ requests: 600, durationMs: 60_000, longestMs: 300_000 })
  })

  it('that waits for jobs is drawn to its latest end', () => {
    const operations = [{ key: 'import', poll: { path: '/jobs', until: 'status = 200' } }]
    const mix = [{ operation: 'import' }]
    const load = offeredLoad({ key: 'a', mix, load: { users: '2', iterations: '4', hold: '60s' } }, [], operations)
    expect(load).toMatchObject({ durationMs: 60_000, requests: 4 })
  })

  it('at levels is drawn without the waits between them, which are told apart', () => {
    const load = offeredLoad({ ...rate, levels: ['1', '2'], levelWait: '5m' })
    expect(load).toMatchObject({ durationMs: 160_000, longestWaitMs: 300_000, requests: 14_000, problems: [] })
    expect(load.profile.stages.find(({ phase }) => phase === 'wait')).toMatchObject({ key: 'wait-x2', durationMs: 0 })
    expect(describeLoad(load)).toContain('wait-x2 for a confirmation; ramp-up-x2 from 0')
  })

  it('draws random spikes as they will be run, and multipliers at their levels', () => {
    const spikes = { rate: '500/s', for: '10s', count: '2', random: true }
    const spiky = offeredLoad({ key: 'a', load: { rate: '100/s', hold: '2m', spikes } })
    expect(spiky).toMatchObject({ peak: 500, durationMs: 120_000, requests: 20_000 })
    const multipliers = [
      { for: '1m', factor: '0.5' },
      { for: '1m', factor: '2' },
    ]
    expect(offeredLoad({ key: 'a', load: { rate: '100/s', multipliers } })).toMatchObject({
      peak: 200,
      requests: 15_000,
    })
  })

  it('that is searched for is drawn as what it may be at most, and says so', () => {
    const load = offeredLoad({
      key: 'a',
      load: { search: { from: '100/s', maximum: '400/s', hold: '10s', for: '1m' } },
    })
    expect(load).toMatchObject({ peak: 400, durationMs: 60_000, requests: 19_000, problems: [] })
    expect(factsOf(load, 0)).toMatch(/^up to 1\smin · up to 400\s\/s · no criteria$/)
    expect(describeLoad(load)).toMatch(/at most 1\smin in all/)
  })
})
