import { describe, expect, it } from 'vitest'
import type { PlanDraft, ScenarioDraft } from '../document/plan.ts'
import { findingsOf } from './lint-fixture.ts'
import { scalingPolicy } from './scaling-policy.ts'

const scaled = (scaling: PlanDraft['scaling'], change: (draft: PlanDraft) => void = () => {}) =>
  findingsOf(scalingPolicy, (draft) => {
    draft.scaling = scaling
    change(draft)
  })

describe('scaling-policy', () => {
  it('finds nothing in a sound plan', () => {
    expect(findingsOf(scalingPolicy)).toEqual([])
  })

  it('finds a cooldown that is not that of the policy', () => {
    const configured = (configuration: string) =>
      scaled({ policy: { up: '15s', down: '5m' } }, (draft) => {
        draft.environments![0]!.components![0]!.configuration = configuration
      })
    expect(configured('scale-up cooldown 15s, scale-down cooldown 5m')).toEqual([])
    expect(configured('cpu 70%, cooldown: 5 minutes')[0]).toMatchObject({
      places: ['environments.demo.components.0.configuration', 'scaling.policy.up'],
      arithmetic: '5m ≠ 15s',
    })
  })

  it('finds a cooldown of the policy that is not how fast it grows', () => {
    expect(scaled({ policy: { up: '15s', down: '5m', cooldown: '15s' } })).toEqual([])
    expect(scaled({ policy: { up: '15s', down: '5m', cooldown: '5m' } })[0]).toMatchObject({
      places: ['scaling.policy.cooldown', 'scaling.policy.up'],
      arithmetic: '5m ≠ 15s',
    })
  })

  it('finds fewer units for more load', () => {
    const at = (units: string) =>
      scaled({
        expected: [
          { load: '35/s', units: '8-12 ACU' },
          { load: '50/s', units },
        ],
      })
    expect(at('8-12 ACU')).toEqual([])
    expect(at('8-10 ACU')[0]?.arithmetic).toBe('50/s > 35/s, but 8–10 < 8–12')
  })

  const spike = (load: ScenarioDraft['load'], judge = 'monitor(acu) >= 16') =>
    scaled({ policy: { down: '5m' }, expected: [{ load: '160/s', units: '12-16' }] }, (draft) => {
      draft.monitors = [{ key: 'db', metrics: [{ key: 'acu' }] }]
      draft.scenarios!.push({ key: 'rush', type: 'spike', load: load!, mix: [{ operation: 'read' }] })
      draft.acceptance = [{ key: 'grows', judge, scenario: 'rush' }]
    }).map((one) => [one.places, one.arithmetic])

  it('finds a spike that ends before it scales down, and units that need not be reached', () => {
    expect(spike({ rate: '160/s', hold: '5m' })).toEqual([
      [['scaling.policy.down', 'scenarios.rush.load'], '0s ≤ 5m'],
      [['scaling.expected.0.units', 'acceptance.grows'], '12 < 16'],
    ])
    const spikes = { rate: '160/s', for: '2m', every: '5m', count: '1' }
    expect(spike({ rate: '20/s', hold: '20m', spikes }, 'monitor(acu) >= 12')).toEqual([])
  })
})
