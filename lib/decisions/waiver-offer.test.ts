import { expect, it } from 'vitest'
import { runFact } from '#lib/cycles/testing.ts'
import { plan, ruleInput, waiverOf, withPeak } from './rules/testing.ts'
import { offerWaivers, waiversForGo } from './waiver-offer.ts'

it('offers a scenario that tells nothing as a whole', () => {
  expect(waiversForGo(ruleInput({ runs: [runFact(plan, 'base')] }))).toEqual(['scenario:peak'])
  expect(waiversForGo(ruleInput({ runs: [] }))).toEqual(['scenario:base', 'scenario:peak'])
})

it('offers the objective alone where the scenario tells something else', () => {
  expect(waiversForGo(ruleInput({ runs: withPeak({ 'read-p95': 'inconclusive' }) }))).toEqual(['read-p95'])
})

it('offers nothing where nothing is missing, or all of it is waived', () => {
  expect(waiversForGo(ruleInput())).toEqual([])
  expect(waiversForGo(ruleInput({ runs: [runFact(plan, 'base')], waivers: [waiverOf('scenario:peak')] }))).toEqual([])
})

it('names the first five', () => {
  const offered = offerWaivers(['a', 'b', 'c', 'd', 'e', 'f'], (key) => (key === 'a' ? 'Orders p95' : null))
  expect(offered).toContain('Orders p95 ("a"), "b", "c", "d", "e" and 1 more.')
})
