import { expect, it } from 'vitest'
import type { StepView, SuiteView } from '#lib/cycles/schema.ts'
import { stepsLeft } from './suite-steps.ts'

const step = (key: string, state: StepView['state']) =>
  ({ scenario: { key, name: key, type: 'load' }, state }) as StepView
const suite = (state: SuiteView['state']) => ({
  state,
  steps: [step('base', 'passed'), step('peak', 'failed'), step('spike', 'refused'), step('soak', 'skipped')],
})

it('names what a suite that ended early did not come to', () => {
  expect(stepsLeft(suite('stopped'))).toEqual(['spike', 'soak'])
})

it('names nothing while it goes on, and once it is done', () => {
  expect([stepsLeft(suite('running')), stepsLeft(suite('done'))]).toEqual([[], []])
})
