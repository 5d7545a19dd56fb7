import { expect, it } from 'vitest'
import { TEMPLATE_FUNCTIONS } from '#lib/plans/template-text.ts'
import { FUNCTIONS } from './functions.ts'

it('has every function the plan check knows, and no other', () => {
  expect(Object.keys(FUNCTIONS).sort()).toEqual([...TEMPLATE_FUNCTIONS].sort())
})
