import { describe, expect, it } from 'vitest'
import type { PlanDraft } from '../document/plan.ts'
import { findingsOf } from './lint-fixture.ts'
import { sharedPlaceholder } from './shared-placeholder.ts'

const found = (change: Partial<PlanDraft>) => findingsOf(sharedPlaceholder, (draft) => Object.assign(draft, change))

describe('shared-placeholder', () => {
  it('finds nothing in a sound plan', () => {
    expect(findingsOf(sharedPlaceholder)).toEqual([])
  })

  it('finds one placeholder in two cells that mean different things', () => {
    const risks = [{ key: 'r1', risk: '{{risk_1}}', impact: '{{impact_1}}' }]
    expect(found({ risks, notes: { phases: '| {{quick_1}} | {{ impact_1 }} |' } })[0]).toMatchObject({
      places: ['risks.r1.impact', 'notes.phases'],
      arithmetic: '2 places, one value',
    })
    expect(found({ risks, notes: { phases: '| {{quick_1}} | {{gain_1}} |' } })).toEqual([])
  })

  it('takes a target for a target wherever it stands', () => {
    const metrics = [{ key: 'rate', target: '{{target_throughput}}' }]
    expect(found({ metrics, goals: ['Throughput > {{target_throughput}}'] })).toEqual([])
  })
})
