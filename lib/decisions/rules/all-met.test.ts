import { expect, it } from 'vitest'
import { allMet } from './all-met.ts'
import { ruleInput } from './testing.ts'

it('says how many requirements there are', () => {
  expect(allMet.find(ruleInput())).toEqual(['All 4 requirements are met.'])
})
