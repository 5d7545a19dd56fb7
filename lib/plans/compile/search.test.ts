import { describe, expect, it } from 'vitest'
import { peakOffered } from '#lib/load/pacer.ts'
import { loadOf, messages, scenarioOf, withLoad } from '../compile-fixture.ts'
import type { LoadDraft } from '../document/plan.ts'

const search = { from: '100/s', factor: '2', maximum: '1600/s', hold: '20s', precision: '4%', for: '10m' }

describe('a search for the breaking point', () => {
  it('is one stage at its first level that may go up to its maximum', () => {
    const load = loadOf({ search })
    expect(load.model).toBe('rate')
    expect(load.stages).toEqual([
      { key: 'level-1', phase: 'ramp', startMs: 0, durationMs: 600_000, from: 100, to: 100 },
    ])
    expect(load.search).toEqual({ factor: 2, maximum: 1600, holdMs: 20_000, confirmMs: 40_000, precision: 0.04 })
    expect(peakOffered(load)).toBe(1600)
    expect(scenarioOf({ load: { search } }).untilFailure).toBe(true)
  })

  it('lasts as long as it may be foreseen to take, unless it is told', () => {
    const { durationMs } = loadOf({ search: { from: '100/s', maximum: '800/s', hold: '10s' } }).stages[0]!
    expect(durationMs).toBeGreaterThan(100_000)
    expect(durationMs).toBeLessThan(600_000)
  })

  it('searches users, too', () => {
    expect(loadOf({ model: 'users', search: { from: '10', maximum: '200' } }).search?.maximum).toBe(200)
  })

  it.each<[LoadDraft, string]>([
    [{ search: { from: '100/s' } }, 'load.search.maximum: The highest level to go to is missing'],
    [{ search: { ...search, factor: '1' } }, 'load.search.factor: Steps with a factor of 1 do not rise'],
    [{ search: { ...search, precision: '80%' } }, 'load.search.precision: The precision is'],
    [{ search: { ...search, hold: '1s' } }, 'load.search.hold: A level cannot be judged'],
    [{ search: { ...search, maximum: '50/s' } }, 'load.search.maximum: The maximum lies below'],
    [{ search, hold: '5m' }, 'load.hold: The load is searched for'],
    [{ search: { ...search, for: '0s' } }, 'load.search.for: A time limit of 0'],
  ])('refuses %j', (load, message) => {
    expect(messages(withLoad(load)).join('\n')).toContain(message)
  })
})
