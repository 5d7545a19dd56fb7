import { describe, expect, it } from 'vitest'
import type { StepView, SuiteView } from '#lib/cycles/schema.ts'
import { editedSteps, stepsLeft, suiteOf, swapped } from './suite-steps.ts'

const refs = ['base', 'peak', 'spike', 'soak', 'stress'].map((key) => ({ key, name: `The ${key}`, type: 'load' }))
const ref = (key: string) => refs.find((one) => one.key === key)!
const step = (key: string, state: StepView['state'], index = 0) =>
  ({
    ...{ index, scenario: ref(key), state, pauseMs: 1500, onFail: 'stop', problem: null },
    run: state === 'passed' || state === 'failed' ? { id: key, label: 'R-1' } : null,
  }) as StepView
const suite = (state: SuiteView['state']) =>
  ({
    state,
    steps: [
      step('base', 'passed', 0),
      step('peak', 'failed', 1),
      step('spike', 'refused', 2),
      step('soak', 'skipped', 3),
    ],
  }) as SuiteView

it('names what a suite that ended early did not come to', () => {
  expect(stepsLeft(suite('stopped'))).toEqual(['spike', 'soak'])
})

it('names nothing while it goes on, and once it is done', () => {
  expect([stepsLeft(suite('running')), stepsLeft(suite('done'))]).toEqual([[], []])
})

describe('a suite that is edited', () => {
  const shown = (state: SuiteView['state'], steps: StepView[]) =>
    editedSteps({ ...suite(state), steps }, refs.slice(0, 4)).map(({ scenario, hasBegun, isIn }) => [
      ...[scenario, hasBegun, isIn],
    ])

  it('shows what has begun first, the rest, and what the plan has beside it', () => {
    const steps = [step('soak', 'skipped', 0), step('base', 'passed', 1), step('peak', 'waiting', 2)]
    expect(shown('paused', steps)).toEqual([
      ['base', true, true],
      ['soak', false, false],
      ['peak', false, true],
      ['spike', false, false],
    ])
  })

  it('is open in all its parts once it is over', () => {
    expect(shown('stopped', [step('base', 'passed', 0), step('soak', 'skipped', 1)]).slice(0, 2)).toEqual([
      ['base', false, true],
      ['soak', false, true],
    ])
  })

  it('is sent with what is in, in milliseconds, as the API takes it', () => {
    const [first, second, ...rest] = editedSteps({ ...suite('not-started'), steps: [step('base', 'waiting')] }, refs)
    expect(suiteOf([second!, { ...first!, pauseSeconds: '' }, { ...first!, id: 'x' }, ...rest])).toEqual([
      { scenario: 'base', pauseMs: 0, onFail: 'stop' },
      { scenario: 'base', pauseMs: 1500, onFail: 'stop' },
    ])
  })

  it('changes the places of two, and stays as it is at its ends', () => {
    const steps = editedSteps(suite('not-started'), refs)
    expect(swapped(steps, 0, 1).map(({ scenario }) => scenario)).toEqual(['peak', 'base', 'spike', 'soak', 'stress'])
    expect(swapped(steps, 0, -1)).toEqual(steps)
  })
})
