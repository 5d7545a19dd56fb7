import { describe, expect, it } from 'vitest'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { checklistsOf, type StoredMark, successItems } from './checklist.ts'
import { coverageOf } from './coverage.ts'
import { compiledOrders, factsOf, ordersDraft } from './testing.ts'

function withEvidence(): PlanDraft {
  const draft = ordersDraft()
  const [base, peak] = draft.scenarios ?? []
  const phases = [{ key: 'hold', name: 'Held', for: '1s', evidence: ['All systems green', ' '] }]
  return {
    ...draft,
    scenarios: [base!, { ...peak!, phases }],
    drills: [
      { key: 'pool', name: 'Pool shrinks', scenario: 'peak', evidence: ['Operations saw the alert'] },
      { key: 'power', evidence: ['The generator started'] },
    ],
  }
}

const done = (item: string): StoredMark => ({
  ...{ id: item, list: 'success', item, state: 'done', note: '', by: 'Ada', at: '', run: null, attachment: null },
})

describe('what people confirm', () => {
  const draft = withEvidence()
  const plan = compiledOrders(draft)

  it('is the evidence of scenarios, of their phases and of drills', () => {
    expect(successItems(draft, plan).map(({ key, text, scenario }) => [key, text, scenario])).toEqual([
      ['base/test-data-restored', 'Test data restored', 'base'],
      ['peak/hold/all-systems-green', 'Held: All systems green', 'peak'],
      ['drill/pool/operations-saw-the-alert', 'Pool shrinks: Operations saw the alert', 'peak'],
      ['drill/power/the-generator-started', 'power: The generator started', null],
    ])
  })

  it('counts in coverage, also of a drill that belongs to no scenario', () => {
    const rows = (...items: string[]) => {
      const facts = factsOf([], draft, plan)
      const { success } = checklistsOf(facts, items.map(done), [])
      const { rows } = coverageOf(facts, success, [])
      return rows.flatMap(({ key, source, result, gaps }) =>
        source === 'evidence' ? [[key, result, gaps.map(({ scenario }) => scenario)]] : [],
      )
    }
    expect(rows()).toEqual([
      ['base/test-data-restored', 'untested', ['base']],
      ['peak/hold/all-systems-green', 'untested', ['peak']],
      ['drill/pool/operations-saw-the-alert', 'untested', ['peak']],
      ['drill/power/the-generator-started', 'untested', ['base', 'peak']],
    ])
    expect(rows('peak/hold/all-systems-green', 'drill/power/the-generator-started')).toEqual([
      ['base/test-data-restored', 'untested', ['base']],
      ['peak/hold/all-systems-green', 'pass', []],
      ['drill/pool/operations-saw-the-alert', 'untested', ['peak']],
      ['drill/power/the-generator-started', 'pass', []],
    ])
  })

  it('is told apart where sentences begin alike, and is asked once where one is written twice', () => {
    const long = 'The backlog of messages is worked off '.repeat(5)
    const [base, peak] = draft.scenarios ?? []
    const evidence = [`${long}within a minute`, `${long}within an hour`, 'Twice', 'Twice']
    const items = successItems({ ...draft, scenarios: [{ ...base!, evidence }, peak!], drills: [] }, plan)
    const keys = items.filter(({ scenario }) => scenario === 'base').map(({ key }) => key)
    expect(new Set(keys).size).toBe(3)
    expect(keys).toHaveLength(3)
    expect(Math.max(...keys.map((key) => key.length))).toBeLessThan(140)
  })
})
