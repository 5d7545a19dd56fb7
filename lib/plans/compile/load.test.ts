import { describe, expect, it } from 'vitest'
import { totalDurationMs } from '#lib/load/pacer.ts'
import { loadOf, messages, scenarioOf, withLoad, withScenario } from '../compile-fixture.ts'
import type { LoadDraft } from '../document/plan.ts'

const rows = (load: LoadDraft) => loadOf(load).stages.map((s) => [s.key, s.durationMs / 1000, s.from, s.to])

describe('multipliers over time', () => {
  const load: LoadDraft = {
    users: '100',
    rampUp: '15m',
    multipliers: [
      { for: '30m', factor: '0.8' },
      { for: '1h', factor: '1.0' },
      { key: 'rush', for: '30m', factor: '1.2x' },
    ],
    rampDown: '5m',
  }

  it('are held levels one after the other, ramps going to the first and from the last', () => {
    expect(rows(load)).toEqual([
      ['ramp-up', 900, 0, 80],
      ['m1', 1800, 80, 80],
      ['m2', 3600, 100, 100],
      ['rush', 1800, 120, 120],
      ['ramp-down', 300, 120, 0],
    ])
    expect(rows({ ...load, users: '33' })[1]).toEqual(['m1', 1800, 26, 26])
    expect(rows({ model: 'rate', rate: '30/min', multipliers: [{ for: '1m', factor: '1.5' }] })).toEqual([
      ['m1', 60, 0.75, 0.75],
    ])
  })

  it.each<[Partial<LoadDraft>, string]>([
    [{ hold: '1h' }, 'load.hold: The multipliers say how long the load is held'],
    [{ spikes: { users: '1' } }, 'load.spikes: The multipliers say'],
    [{ multipliers: [{ for: '30m' }] }, 'multipliers.0.factor: The factor is missing'],
    [{ multipliers: [{ for: '30', factor: '80%' }] }, 'multipliers.0.for: "30" has no unit'],
    [{ multipliers: [{ for: '30m', factor: '80%' }] }, 'multipliers.0.factor: "80%" ends in "%"; write it like'],
    [
      {
        multipliers: [
          { key: 'm2', for: '1m', factor: '1' },
          { for: '1m', factor: '2' },
        ],
      },
      'multipliers.1.key: The key "m2" is used twice',
    ],
    [{ continue: { maximum: '10' } }, 'load.continue: Steps can only continue a list of stages'],
  ])('that cannot be meant are refused: %j', (change, message) => {
    expect(messages(withLoad({ ...load, ...change })).join('\n')).toContain(message)
  })
})

describe('random spikes', () => {
  const spikes = { users: '1000', for: '2m', count: '3', random: true }
  const load = { users: '100', hold: '50m', spikes }

  it('are drawn from the seed, else from the key of the scenario, and repeat exactly', () => {
    expect(rows(load)).toEqual(rows(load))
    expect(rows({ ...load, spikes: { ...spikes, seed: 'a' } })).toEqual(rows(load))
    expect(rows({ ...load, spikes: { ...spikes, seed: '7' } })).not.toEqual(rows(load))
    expect(scenarioOf({ key: 'b', load }).load).not.toEqual(loadOf(load))
  })

  it('never touch, and leave the hold as long as it is', () => {
    for (let seed = 0; seed < 50; seed++) {
      const profile = loadOf({ ...load, spikes: { ...spikes, count: '20', seed: String(seed) } })
      expect(profile.stages.map((stage) => stage.phase === 'spike')).toEqual(
        Array.from({ length: 41 }, (_, n) => n % 2 === 1),
      )
      expect(totalDurationMs(profile)).toBe(50 * 60_000)
    }
  })

  it('with an interval lie one in each, also for a rate', () => {
    const burst = {
      model: 'rate',
      rate: '80/s',
      hold: '30m',
      spikes: { rate: '160/s', for: '1m', every: '5m', random: true },
    }
    const starts = loadOf(burst)
      .stages.filter(({ phase, to }) => phase === 'spike' && to === 160)
      .map(({ startMs }) => startMs)
    expect(starts.map((startMs) => Math.floor(startMs / 300_000))).toEqual([0, 1, 2, 3, 4, 5])
    expect(starts.every((startMs) => startMs % 300_000 <= 240_000)).toBe(true)
  })

  it.each<[LoadDraft, string]>([
    [{ users: '1', spikes }, 'load.hold: The hold random spikes lie in is missing'],
    [{ users: '1', hold: '5m', spikes }, 'spikes.count: Spike 3 would end at 6m, after the hold of 5m'],
    [
      { users: '1', hold: '5m', spikes: { ...spikes, random: false, every: '3m', count: '1', seed: '7' } },
      'spikes.seed: A seed draws random',
    ],
    [
      { users: '1', hold: '5m', spikes: { ...spikes, every: '1m' } },
      'spikes.for: A spike must be over before the next',
    ],
    [
      { users: '1', hold: '5m', spikes: { ...spikes, users: undefined } },
      'spikes.users: The level of a spike is missing',
    ],
    [
      { rate: '1/s', hold: '5m', spikes: { ...spikes, rate: '100', users: undefined } },
      'spikes.rate: "100" has no unit',
    ],
  ])('that do not fit are refused: %j', (wrong, message) => {
    expect(messages(withLoad(wrong)).join('\n')).toContain(message)
  })
})

describe('iterations', () => {
  it('end the load, after an hour at the latest unless a hold is written', () => {
    expect(loadOf({ users: '10', iterations: '1,000' })).toMatchObject({
      iterations: 1000,
      stages: [{ key: 'hold', durationMs: 3_600_000 }],
    })
    expect(loadOf({ users: '10', iterations: '1k', hold: '5m' })).toMatchObject({
      iterations: 1000,
      stages: [{ durationMs: 300_000 }],
    })
    expect(messages(withLoad({ users: '10', iterations: '0' }))[0]).toContain(
      'load.iterations: "0" is not a whole number from 1 on',
    )
  })
})

describe('levels', () => {
  const load = { model: 'rate', rate: '200/s', rampUp: '1m', hold: '10m' }

  it('repeat the stages, with a wait for each change of the target', () => {
    const { stages } = scenarioOf({ load, levels: ['1', '2'], levelWait: '5m' }).load
    expect(stages.map((s) => [s.key, s.phase, s.startMs / 1000, s.durationMs / 1000, s.to, s.level])).toEqual([
      ['ramp-up-x1', 'ramp-up', 0, 60, 200, 1],
      ['hold-x1', 'steady', 60, 600, 200, 1],
      ['wait-x2', 'wait', 660, 300, 0, 2],
      ['ramp-up-x2', 'ramp-up', 960, 60, 200, 2],
      ['hold-x2', 'steady', 1020, 600, 200, 2],
    ])
    expect(scenarioOf({ load, levels: ['1', '2'] }).load.stages[2]?.durationMs).toBe(30 * 60_000)
  })

  it('can be judged one by one, or a stage at all of them', () => {
    const criteria = [
      'p95 < 1s during x2',
      'p95 < 1s during hold',
      'p95 < 1s during hold-x2',
      'p95 < 1s during ramp-up-x1',
    ]
    expect(messages(withScenario({ load, levels: ['1', '2'], criteria }))).toEqual([])
    expect(messages(withScenario({ load, levels: ['1', '2'], criteria: ['p95 < 1s during hold-x3'] }))[0]).toContain(
      'The stage "hold-x3" is not defined; did you mean',
    )
  })

  it.each<[string[], string | undefined, string]>([
    [['1', '2', '2'], undefined, 'levels: The level 2 is written twice'],
    [['one'], undefined, 'levels.0: "one" is no number'],
    [['1', '2'], '0s', 'levelWait: A wait of 0 leaves no time'],
    [['1', '2'], '30', 'levelWait: "30" has no unit'],
  ])('that are wrong are named: %j, %s', (levels, levelWait, message) => {
    expect(messages(withScenario({ load, levels, levelWait }))[0]).toContain(message)
  })

  it('do not go with iterations', () => {
    expect(messages(withScenario({ load: { ...load, iterations: '5' }, levels: ['1', '2'] }))[0]).toContain(
      'would end at its first level',
    )
  })
})

describe('rates and users', () => {
  it.each([
    ['10/s', 10],
    ['600/min', 10],
    ['36,000/h', 10],
    ['864000 requests per day', 10],
  ])('are written per second, minute, hour and day: %s', (rate, perSecond) => {
    expect(loadOf({ rate, hold: '1m' }).stages[0]?.to).toBeCloseTo(perSecond, 9)
  })

  it('spawn at a rate, which must not be 0', () => {
    expect(rows({ users: '100', rampUp: '100/min', hold: '1m' })[0]).toEqual(['ramp-up', 60, 0, 100])
    expect(messages(withLoad({ users: '100', rampUp: '0/s', hold: '1m' }))[0]).toContain(
      'rampUp: Users added at 0 never begin',
    )
  })
})

describe('think time', () => {
  it.each([
    ['normal 2s 500ms', { kind: 'normal', meanMs: 2000, deviationMs: 500 }],
    ['normal 2s, 500ms', { kind: 'normal', meanMs: 2000, deviationMs: 500 }],
    ['normal 2s ± 500ms', { kind: 'normal', meanMs: 2000, deviationMs: 500 }],
    ['uniform 1s-3s', { kind: 'uniform', minMs: 1000, maxMs: 3000 }],
    ['0.5-2 seconds', { kind: 'uniform', minMs: 500, maxMs: 2000 }],
    ['constant 2s', { kind: 'constant', ms: 2000 }],
  ])('reads %s', (thinkTime, expected) => {
    expect(loadOf({ users: '1', hold: '1s', thinkTime }).thinkTime).toEqual(expected)
  })

  it('that is half a distribution is refused with an example', () => {
    expect(messages(withLoad({ users: '1', hold: '1s', thinkTime: 'normal 2s' }))[0]).toContain(
      'lacks the mean or the deviation',
    )
  })
})
