import { expect, test } from 'vitest'
import { fixtureRunView } from '../follow/run-view.fixture.ts'
import { phaseAt, phaseName, toPhases } from './phases.ts'

test('phases have plain names, and a stage named in the plan keeps its own', () => {
  expect(phaseName({ key: 'ramp-up', phase: 'ramp-up' })).toBe('Ramp-up')
  expect(phaseName({ key: 'step-2', phase: 'steady' })).toBe('Steady')
  expect(phaseName({ key: 'black-friday', phase: 'steady' })).toBe('Black friday')
})

test('a second belongs to the phase that has begun and not ended', () => {
  const phases = toPhases(fixtureRunView({ elapsedSeconds: 1 }).stages)
  expect([phaseAt(phases, 299.9)?.name, phaseAt(phases, 300)?.name, phaseAt(phases, 9999)]).toEqual([
    'Ramp-up',
    'Steady',
    null,
  ])
})
