import { expect, it } from 'vitest'
import { nothingAsked } from './nothing-asked.ts'
import { ruleInput } from './testing.ts'

it('finds nothing to decide on where every requirement only informs', () => {
  const input = ruleInput()
  const rows = input.coverage.rows.map((row) => ({ ...row, priority: 'low' as const }))
  expect(nothingAsked.find({ ...input, coverage: { ...input.coverage, rows } })).toHaveLength(1)
  expect(nothingAsked.find(input)).toEqual([])
})
