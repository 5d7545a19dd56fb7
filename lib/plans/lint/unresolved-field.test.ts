import { describe, expect, it } from 'vitest'
import type { PlanDraft } from '../document/plan.ts'
import { findingsOf } from './lint-fixture.ts'
import { unresolvedField } from './unresolved-field.ts'

const found = (change: Partial<PlanDraft>) => findingsOf(unresolvedField, (draft) => Object.assign(draft, change))

describe('unresolved-field', () => {
  it('finds nothing in a sound plan', () => {
    expect(findingsOf(unresolvedField)).toEqual([])
  })

  it('finds dates that are none', () => {
    expect(found({ testDate: '2026-11-21', nextReview: '' })).toEqual([])
    const messages = found({ testDate: '2025-01-XX', nextReview: '2026-02-30' }).map((one) => one.message)
    expect(messages).toEqual(['"2025-01-XX" is not a date', '"2026-02-30" is not a date'])
  })

  it('finds a budget that is asked for and not written', () => {
    const goals = ['Cost within budget']
    expect(found({ goals, cost: { budget: '500 EUR' } })).toEqual([])
    expect(found({ goals, cost: { budget: '' } })[0]?.places).toEqual(['goals.0', 'cost.budget'])
  })

  it('finds a row that says nothing', () => {
    expect(found({ metrics: [{ key: 'api', target: '200ms' }] })).toEqual([])
    expect(found({ metrics: [{ key: 'errors' }] })[0]?.places).toEqual([
      'metrics.errors.current',
      'metrics.errors.target',
    ])
  })
})
