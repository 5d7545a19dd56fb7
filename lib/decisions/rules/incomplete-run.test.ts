import { expect, it } from 'vitest'
import { incompleteRun } from './incomplete-run.ts'
import { ruleInput, waiverOf, withPeak } from './testing.ts'

it('names a run that did not go to its end, and how it ended', () => {
  const runs = withPeak({}, { endReason: 'aborted' })
  expect(incompleteRun.find(ruleInput({ runs }))).toEqual(['R-4 (Peak) was aborted by a stop rule.'])
  expect(incompleteRun.find(ruleInput({ runs, waivers: [waiverOf('scenario:peak')] }))).toEqual([])
})
