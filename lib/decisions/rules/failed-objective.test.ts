import { expect, it } from 'vitest'
import { failedObjective } from './failed-objective.ts'
import { ruleInput, waiverOf, withPeak } from './testing.ts'

it('names a failed high-priority objective and where it failed', () => {
  expect(failedObjective.find(ruleInput({ runs: withPeak({ 'read-p95': 'fail' }) }))).toEqual([
    'p95(read) < 100ms failed in Peak. It came to fail.',
  ])
})

it('says nothing of one of medium priority, or one that is waived', () => {
  expect(failedObjective.find(ruleInput({ runs: withPeak({ errors: 'fail' }) }))).toEqual([])
  const waivers = [waiverOf('read-p95')]
  expect(failedObjective.find(ruleInput({ runs: withPeak({ 'read-p95': 'fail' }), waivers }))).toEqual([])
})
