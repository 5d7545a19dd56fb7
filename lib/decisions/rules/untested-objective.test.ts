import { expect, it } from 'vitest'
import { runFact } from '#lib/cycles/testing.ts'
import { plan, ruleInput, waiverOf, withPeak } from './testing.ts'
import { untestedObjective } from './untested-objective.ts'

const runs = [runFact(plan, 'base')]

it('names a high-priority objective that no scenario shows, and keeps a go from being decided', () => {
  expect(untestedObjective.find(ruleInput({ runs }))).toEqual(['"Peak holds 40/s" is untested. Peak: Not run.'])
  expect(untestedObjective.blocksGo).toBe(true)
})

it('takes one that stays inconclusive everywhere for untested', () => {
  expect(untestedObjective.find(ruleInput({ runs: withPeak({ a1: 'inconclusive' }) }))).toHaveLength(1)
})

it('leaves it to a waiver, and to another scenario that shows it', () => {
  expect(untestedObjective.find(ruleInput({ runs, waivers: [waiverOf('a1')] }))).toEqual([])
  expect(untestedObjective.find(ruleInput({ runs: withPeak({ 'read-p95': 'inconclusive' }) }))).toEqual([])
})
