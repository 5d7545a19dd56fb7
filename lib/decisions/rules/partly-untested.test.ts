import { expect, it } from 'vitest'
import { runFact } from '#lib/cycles/testing.ts'
import { partlyUntested } from './partly-untested.ts'
import { plan, ruleInput, waiverOf } from './testing.ts'

it('names what one scenario shows and another that should does not', () => {
  const runs = [runFact(plan, 'base')]
  expect(partlyUntested.find(ruleInput({ runs }))).toEqual([
    'p95(read) < 100ms is not shown everywhere. Peak: Not run.',
    'error_rate < 1% is not shown everywhere. Peak: Not run.',
  ])
  expect(partlyUntested.find(ruleInput({ runs, waivers: [waiverOf('scenario:peak')] }))).toEqual([])
})
