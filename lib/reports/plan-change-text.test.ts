import { expect, it } from 'vitest'
import { ordersDraft } from '#lib/cycles/testing.ts'
import { sayPlanChanges } from './plan-change-text.ts'

it('says where a plan differs, what it said and what it says now', () => {
  const [sla, ...others] = ordersDraft().slas ?? []
  const after = ordersDraft({ slas: [{ ...sla!, target: '80ms' }, ...others], summary: 'New' })
  expect(sayPlanChanges(ordersDraft(), after)).toBe('Objectives, read-p95, target: 100ms, now 80ms; Summary: added.')
})

it('names three places and counts the others', () => {
  const after = ordersDraft({ summary: 'New', baseline: '1', target: '2', version: '2.5', engineer: 'Ada' })
  expect(sayPlanChanges(ordersDraft(), after)).toMatch(/^Version: 2.4, now 2.5; .*\. And 2 more places\.$/)
})
