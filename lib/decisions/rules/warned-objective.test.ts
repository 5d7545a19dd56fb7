import { expect, it } from 'vitest'
import { ruleInput, waiverOf, withPeak } from './testing.ts'
import { warnedObjective } from './warned-objective.ts'

it('names what is between target and limit, and where', () => {
  const runs = withPeak({ 'read-p95': 'warn', errors: 'warn' })
  expect(warnedObjective.find(ruleInput({ runs }))).toEqual([
    'p95(read) < 100ms warns in Peak. It came to warn.',
    'error_rate < 1% warns in Peak. It came to warn.',
  ])
  expect(warnedObjective.find(ruleInput({ runs, waivers: [waiverOf('read-p95'), waiverOf('errors')] }))).toEqual([])
})
