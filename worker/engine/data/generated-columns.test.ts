import { expect, it } from 'vitest'
import { GENERATED_COLUMNS } from '#lib/plans/dataset-columns.ts'
import { GeneratedRows } from './generated-rows.ts'

it('generated rows have the columns the plan check knows', () => {
  expect(new GeneratedRows(1, 0, 0, 1).columns).toEqual([...GENERATED_COLUMNS])
})
