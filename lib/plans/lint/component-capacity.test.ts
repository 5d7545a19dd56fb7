import { describe, expect, it } from 'vitest'
import { componentCapacity } from './component-capacity.ts'
import { findingsOf } from './lint-fixture.ts'

describe('component-capacity', () => {
  it('finds nothing in a sound plan', () => {
    expect(findingsOf(componentCapacity)).toEqual([])
  })

  it('finds more than a component or the client is said to take', () => {
    const found = findingsOf(componentCapacity, (draft) => {
      draft.scenarios![0]!.load!.users = '2000'
      draft.scenarios![1]!.load!.rate = '1500/s'
    })
    expect(found.map((one) => [one.places[1], one.arithmetic])).toEqual([
      ['client.maxUsers', '2000 users > 1000'],
      ['environments.demo.components.0.maxUsers', '2000 users > 500'],
      ['environments.demo.components.0.maxRate', '1500/s > 1000/s, 1.5 ×'],
    ])
  })

  it('finds more connections than a component takes, as many as there are users or as the client opens', () => {
    const connections = (written?: string) =>
      findingsOf(componentCapacity, (draft) => {
        draft.client!.connections = written
        draft.environments![0]!.components![0]!.maxConnections = '80'
      })
    expect(connections()).toMatchObject([
      {
        places: ['scenarios.base.load', 'environments.demo.components.0.maxConnections'],
        arithmetic: '100 connections > 80',
      },
    ])
    expect(connections('80')).toEqual([])
    expect(connections('90').map(({ places }) => places[0])).toEqual(['client.connections', 'client.connections'])
  })

  it('lets a stress test go beyond', () => {
    const found = findingsOf(componentCapacity, (draft) => {
      draft.scenarios![1]!.type = 'stress'
      draft.scenarios![1]!.load!.rate = '1500/s'
    })
    expect(found).toEqual([])
  })

  it('counts what paced users make, and finds a plan that takes all there is', () => {
    const paced = (perUser: string) =>
      findingsOf(
        componentCapacity,
        (draft) =>
          void Object.assign(draft.scenarios![0]!, {
            mix: [{ operation: 'read' }],
            load: { users: '100', hold: '10m', perUser },
          }),
      )
    expect(paced('5/s')).toEqual([])
    expect(paced('10/s')[0]).toMatchObject({
      places: ['scenarios.base.load', 'environments.demo.components.0.maxRate'],
      arithmetic: '1000/s / 1000/s = 100%',
    })
    expect(paced('20/s')[0]?.arithmetic).toBe('2000/s > 1000/s, 2 ×')
  })

  it('finds rates that no component can serve together', () => {
    const rates = (...targets: string[]) =>
      findingsOf(componentCapacity, (draft) => {
        for (const [index, target] of targets.entries())
          draft.slas!.push({ key: `rate-${index}`, operation: index === 0 ? 'read' : 'create', metric: 'rate', target })
      })
    expect(rates('500/s', '400/s')).toEqual([])
    expect(rates('800/s', '700/s')[0]).toMatchObject({
      places: ['slas.rate-0', 'environments.demo.components.0.maxRate'],
      arithmetic: '800 + 700 = 1,500/s = 1.5 ×',
    })
  })
})
