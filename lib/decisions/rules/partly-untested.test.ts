import { expect, it } from 'vitest'
import { runFact } from '#lib/cycles/testing.ts'
import { partlyUntested } from './partly-untested.ts'
import { plan, ruleInput, waiverOf } from './testing.ts'

it('names what one scenario shows and another that should does not, of medium priority', () => {
  const runs = [runFact(plan, 'base')]
  expect(partlyUntested.find(ruleInput({ runs }))).toEqual(['error_rate < 1% is not shown in Peak: Not run.'])
  expect(partlyUntested.find(ruleInput({ runs, waivers: [waiverOf('scenario:peak')] }))).toEqual([])
})

it('keeps no go from being decided', () => {
  expect(partlyUntested.blocksGo).toBeUndefined()
})
