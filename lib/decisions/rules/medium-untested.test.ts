import { expect, it } from 'vitest'
import { mediumUntested } from './medium-untested.ts'
import { ruleInput, waiverOf } from './testing.ts'

it('waits for what a person must confirm', () => {
  expect(mediumUntested.find(ruleInput({ isConfirmed: false }))).toEqual([
    'Test data restored is not confirmed. Baseline: To be confirmed by a person.',
  ])
})

it('names what no scenario shows, those with the same reason together, unless it is waived', () => {
  expect(mediumUntested.find(ruleInput({ runs: [] }))).toEqual([
    'error_rate < 1% is untested. Baseline and Peak: Not run.',
  ])
  expect(mediumUntested.find(ruleInput({ runs: [], waivers: [waiverOf('errors')] }))).toEqual([])
  expect(mediumUntested.find(ruleInput())).toEqual([])
})
