import { expect, it } from 'vitest'
import { runFact, verdictOf } from '#lib/cycles/testing.ts'
import { invalidEvidence } from './invalid-evidence.ts'
import { plan, ruleInput, waiverOf } from './testing.ts'

const runs = [runFact(plan, 'base'), runFact(plan, 'peak', { verdict: verdictOf(plan, 'peak', {}, 'invalid') })]

it('names the run whose instrument cannot be believed, and keeps a go from being decided', () => {
  expect(invalidEvidence.find(ruleInput({ runs }))).toEqual(['R-4 (Peak) is invalid. The generator was late.'])
  expect(invalidEvidence.blocksGo).toBe(true)
})

it('leaves a scenario that is waived as a whole to its waiver', () => {
  expect(invalidEvidence.find(ruleInput({ runs, waivers: [waiverOf('scenario:peak')] }))).toEqual([])
})
