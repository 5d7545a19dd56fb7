import { expect, it } from 'vitest'
import { runFact, verdictOf } from '#lib/cycles/testing.ts'
import { suspectInstrument } from './suspect-instrument.ts'
import { plan, ruleInput } from './testing.ts'

it('names a run whose instrument may have told wrong', () => {
  const runs = [runFact(plan, 'base', { verdict: verdictOf(plan, 'base', {}, 'suspect') }), runFact(plan, 'peak')]
  expect(suspectInstrument.find(ruleInput({ runs }))).toEqual(['R-4 (Baseline) is suspect. The generator was late.'])
})
