import { describe, expect, it } from 'vitest'
import type { ScenarioDraft } from '../document/plan.ts'
import { findingsOf } from './lint-fixture.ts'
import { typeVsShape } from './type-vs-shape.ts'

const mix = [{ operation: 'read' }]

describe('type-vs-shape', () => {
  it('finds nothing in a sound plan', () => {
    expect(findingsOf(typeVsShape)).toEqual([])
  })

  const withScenario = (scenario: Omit<ScenarioDraft, 'key'>, pattern?: string) =>
    findingsOf(typeVsShape, (draft) => {
      draft.scenarios!.push({ key: 'one', mix, ...scenario })
      if (pattern) draft.strategy = [{ type: scenario.type, pattern }]
    })

  it('finds a stress test that never rises', () => {
    expect(withScenario({ type: 'stress', load: { rate: '10/s', hold: '5m', rampUp: '1m' } })[0]).toMatchObject({
      places: ['scenarios.one.type', 'scenarios.one.load'],
      arithmetic: '10/s from beginning to end',
    })
    const steps = [
      { key: 's1', for: '1m', rate: '10/s' },
      { key: 's2', for: '1m', rate: '20/s' },
    ]
    expect(withScenario({ type: 'stress', load: { stages: steps } })).toEqual([])
  })

  it('finds a sustained load that varies', () => {
    const multipliers = [
      { for: '30m', factor: '0.8' },
      { for: '1h', factor: '1' },
      { for: '30m', factor: '1.2' },
    ]
    const load = { model: 'users', users: '100', multipliers }
    expect(withScenario({ type: 'peak', load }, 'varying')).toEqual([])
    expect(withScenario({ type: 'peak', load }, 'sustained')[0]).toMatchObject({
      places: ['strategy.0.pattern', 'scenarios.one.load'],
      arithmetic: '80, 100, 120: it varies by 50%',
    })
  })

  it('finds a spike of twice the load where ten times was meant, and one that is a ramp', () => {
    const spikes = { rate: '20/s', for: '1m', every: '5m', count: '1' }
    const load = { rate: '10/s', hold: '20m', spikes }
    expect(
      withScenario({ type: 'spike', load: { ...load, spikes: { ...spikes, rate: '100/s' } } }, 'Instant 10x'),
    ).toEqual([])
    expect(withScenario({ type: 'spike', load }, 'Instant 10x load')[0]?.arithmetic).toBe('20 / 10 = 2 ×')
    const ramp = [
      { key: 'low', for: '5m', users: '10' },
      { key: 'rise', for: '1m', from: '10', to: '100' },
      { key: 'high', for: '2m', users: '100' },
    ]
    expect(withScenario({ type: 'spike', load: { stages: ramp } }, 'Instant 10x load')[0]?.arithmetic).toBe(
      '100 / 10 = 10 ×, over 1m',
    )
  })

  it('finds a stage with the name of a scenario that does something else', () => {
    const found = findingsOf(typeVsShape, (draft) => {
      draft.scenarios!.push({ key: 'rush', type: 'peak', mix, load: { users: '500', hold: '5m' } })
      draft.scenarios![0]!.load = {
        stages: [
          { key: 'calm', for: '5m', users: '100' },
          { key: 'peak', for: '2m', from: '100', to: '200' },
        ],
      }
    })
    expect(found[0]).toMatchObject({
      places: ['scenarios.base.load.stages.peak', 'scenarios.rush.load'],
      arithmetic: '200 / 500 = 40%, held for 0s',
    })
  })

  it('finds a second baseline of another load or mix', () => {
    const again = (scenario: Omit<ScenarioDraft, 'key' | 'type'>) => withScenario({ type: 'baseline', ...scenario })
    const load = { users: '200', hold: '5m' }
    expect(again({ load, mix: [{ operation: 'read' }, { flow: 'crud' }] })[0]).toMatchObject({
      places: ['scenarios.base.load', 'scenarios.one.load'],
      arithmetic: '100 users against 200 users',
    })
    expect(again({ load })[0]?.places).toEqual(['scenarios.base.mix', 'scenarios.one.mix'])
  })
})
