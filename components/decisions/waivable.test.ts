import { expect, it } from 'vitest'
import { cycleFixture } from '#lib/reports/cycle-fixture.ts'
import { waivable } from './waivable.ts'

it('offers scenarios that do not tell first, then objectives, what stands worst before what is met', () => {
  const [row] = cycleFixture.coverage.rows
  if (!row) throw new Error('the fixture has a requirement')
  const rows = [
    { ...row, key: 'met', label: 'Met', result: 'pass' as const },
    { ...row, key: 'broken', label: 'Broken', result: 'fail' as const },
  ]
  const { matrix, coverage, proposal } = cycleFixture
  expect(waivable({ matrix, proposal, coverage: { ...coverage, rows } }).map(({ value }) => value)).toEqual([
    'scenario:soak',
    'broken',
    'met',
  ])
})

it('offers a scenario that was run and shows nothing, where a go waits for it', () => {
  const { matrix, coverage, proposal } = cycleFixture
  const offered = waivable({ matrix, coverage, proposal: { ...proposal, waiversForGo: ['scenario:peak'] } })
  expect(offered.map(({ value }) => value)).toContain('scenario:peak')
})
