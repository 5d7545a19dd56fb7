import { describe, expect, it } from 'vitest'
import type { LoadDraft } from '#lib/plans/document/plan.ts'
import { LOAD_SHAPES, remodelled, reshaped, shapeOf } from './load-shape.ts'
import { offeredLoad } from './offered-load.ts'

const hold: LoadDraft = { model: 'users', users: '100', rampUp: '1m', hold: '30m', thinkTime: '1s', iterations: '5000' }

describe('the shape of a load', () => {
  it.each(LOAD_SHAPES.map(({ value }) => value))(
    '%s is made of any other so that nothing is wrong with it',
    (shape) => {
      for (const { value: before } of LOAD_SHAPES) {
        const load = reshaped(reshaped(hold, before, 'users', {}), shape, 'users', hold)
        expect(shapeOf(load)).toBe(shape)
        expect(offeredLoad({ key: 'a', load }).problems).toEqual([])
        expect(load).toMatchObject({ thinkTime: '1s', ...(shape === 'search' ? {} : { iterations: '5000' }) })
      }
    },
  )

  it('fits what it begins with into the hold', () => {
    expect(reshaped(hold, 'spikes', 'users', {}).spikes).toEqual({ users: '1000', for: '2m', every: '10m', count: '2' })
    expect(reshaped({ rate: '80/s', hold: '10s' }, 'spikes', 'rate', {}).spikes).toEqual({
      rate: '800/s',
      for: '667ms',
      every: '3s',
      count: '2',
    })
    expect(reshaped(hold, 'multipliers', 'users', {}).multipliers?.map((one) => one.for)).toEqual(['10m', '10m', '10m'])
    expect(reshaped({ users: '5', hold: 'soon' }, 'multipliers', 'users', {}).multipliers?.[0]?.for).toBe('100s')
  })

  it('comes back as it was left', () => {
    const spikes = { ...hold, spikes: { users: '7', for: '1s', every: '2s', random: true } }
    const stages = reshaped(spikes, 'stages', 'users', spikes)
    expect(stages).toEqual({
      model: 'users',
      thinkTime: '1s',
      iterations: '5000',
      stages: [{ key: 's1', for: '30m', users: '100' }],
    })
    expect(reshaped(stages, 'spikes', 'users', { ...spikes, ...stages })).toMatchObject(spikes)
  })
})

describe('the model of a load', () => {
  it('changes every level, and asks for those that have none', () => {
    expect(remodelled(hold, 'rate', { rate: '10/s' })).toMatchObject({ model: 'rate', rate: '10/s', users: undefined })
    const stages = { stages: [{ key: 's', for: '1m', from: '0', to: '9' }], continue: { factor: '2', maximum: '100' } }
    expect(JSON.parse(JSON.stringify(remodelled(stages, 'rate', {})))).toEqual({
      model: 'rate',
      stages: [{ key: 's', for: '1m', rate: '' }],
      continue: { factor: '2', maximum: '' },
    })
    expect(remodelled({ ...hold, spikes: { users: '9', for: '1m' } }, 'rate', {}).spikes).toEqual({
      rate: '',
      for: '1m',
    })
  })
})
