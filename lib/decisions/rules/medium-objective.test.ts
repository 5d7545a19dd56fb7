import { expect, it } from 'vitest'
import { mediumObjective } from './medium-objective.ts'
import { ruleInput, withPeak } from './testing.ts'

it('names a failed objective of medium priority', () => {
  expect(mediumObjective.find(ruleInput({ runs: withPeak({ errors: 'fail' }) }))).toEqual([
    'error_rate < 1% failed in Peak. It came to fail.',
  ])
  expect(mediumObjective.find(ruleInput({ runs: withPeak({ 'read-p95': 'fail' }) }))).toEqual([])
})
