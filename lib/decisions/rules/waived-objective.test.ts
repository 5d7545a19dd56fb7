import { expect, it } from 'vitest'
import { runFact } from '#lib/cycles/testing.ts'
import { plan, ruleInput, waiverOf, withPeak } from './testing.ts'
import { waivedObjective } from './waived-objective.ts'

it('tells what is waived, where and until when', () => {
  const runs = withPeak({ 'read-p95': 'fail' })
  expect(waivedObjective.find(ruleInput({ runs, waivers: [waiverOf('read-p95')] }))).toEqual([
    'p95(read) < 100ms is waived in Peak until 31 December 2026.',
  ])
})

it('tells every requirement a waived scenario leaves open', () => {
  const runs = [runFact(plan, 'base')]
  expect(waivedObjective.find(ruleInput({ runs, waivers: [waiverOf('scenario:peak')] }))).toHaveLength(3)
})

it('says nothing of a waiver that was not needed', () => {
  expect(waivedObjective.find(ruleInput({ waivers: [waiverOf('read-p95')] }))).toEqual([])
})
