import { describe, expect, it } from 'vitest'
import { durationMismatch } from './duration-mismatch.ts'
import { findingsOf } from './lint-fixture.ts'

describe('duration-mismatch', () => {
  it('finds nothing in a sound plan', () => {
    expect(findingsOf(durationMismatch)).toEqual([])
  })

  const expected = (duration: string) =>
    findingsOf(durationMismatch, (draft) => void (draft.scenarios![1]!.expect = { duration }))

  it('finds another duration than that of the load, and agrees within 5 %', () => {
    expect(expected('10m')).toEqual([])
    expect(expected('10m 20s')).toEqual([])
    expect(expected('15m')[0]).toMatchObject({
      message: 'flood is expected to last 15m, its load lasts 10m',
      places: ['scenarios.flood.expect.duration', 'scenarios.flood.load'],
    })
  })

  const ladder = (duration: string) =>
    findingsOf(durationMismatch, (draft) => {
      Object.assign(draft.scenarios![1]!, { levels: ['1', '2'], levelWait: '5m', expect: { duration } })
    })

  it('counts waits between levels from none to all of their time', () => {
    expect([...ladder('20m'), ...ladder('25m'), ...ladder('22m')]).toEqual([])
    expect(ladder('30m')[0]).toMatchObject({
      message: 'flood is expected to last 30m, its load lasts 20m to 25m',
      arithmetic: '10m + 5m + 10m: 20m to 25m',
    })
  })

  it('ends with the iterations', () => {
    const ended = (duration: string) =>
      findingsOf(durationMismatch, (draft) => {
        draft.scenarios![1]!.load!.iterations = '60000'
        draft.scenarios![1]!.expect = { duration }
      })
    expect(ended('5m')).toEqual([])
    expect(ended('10m')[0]?.message).toContain('its load lasts 299998ms')
  })

  it('finds another duration in the strategy, and phases that outlast the load', () => {
    const found = findingsOf(durationMismatch, (draft) => {
      draft.strategy = [{ type: 'load', duration: '30 minutes' }]
      draft.scenarios![1]!.phases = [
        { key: 'one', for: '6m' },
        { key: 'two', for: '6m' },
      ]
    })
    expect(found.map((one) => [one.places, one.arithmetic])).toEqual([
      [['strategy.0.duration', 'scenarios.flood.load'], '30m ≠ 10m'],
      [['scenarios.flood.phases.two.for', 'scenarios.flood.load'], '6m + 6m = 12m > 10m'],
    ])
  })

  const rising = (text: string) =>
    findingsOf(durationMismatch, (draft) => {
      draft.scenarios![1]!.load!.rampUp = '10m'
      draft.scenarios![1]!.expected = [text]
    })

  it('finds a start that is to be over before the load has risen', () => {
    expect(rising('All mails queued within 10 minutes')).toEqual([])
    expect(rising('Recovers within 2 minutes')).toEqual([])
    expect(rising('All mails queued within 5 minutes')[0]).toMatchObject({
      places: ['scenarios.flood.expected.0', 'scenarios.flood.load.rampUp'],
      arithmetic: '10m > 5m',
    })
  })

  const bounded = (transactions: string) =>
    findingsOf(durationMismatch, (draft) => {
      draft.scenarios![1]!.volume = { transactions }
      draft.scenarios![1]!.criteria = ['max(read) < 20m']
    })

  it('finds work that may take longer than the test', () => {
    expect(bounded('')).toEqual([])
    expect(bounded('250000')[0]).toMatchObject({
      places: ['scenarios.flood.criteria.0', 'scenarios.flood.load'],
      arithmetic: '10m of 20m = 50%',
    })
  })
})
