import { expect, it } from 'vitest'
import { findingsOf } from './lint-fixture.ts'
import { phaseWithoutLength } from './phase-without-length.ts'

const withPhase = (key: string, written?: string, success = ['error_rate < 1%']) =>
  findingsOf(phaseWithoutLength, (draft) => {
    draft.scenarios![0]!.phases = [{ key, success, ...(written ? { for: written } : {}) }]
  })

it('names a phase that nothing says when it is, and what to write', () => {
  expect(withPhase('validation')).toMatchObject([
    {
      severity: 'warning',
      places: ['scenarios.base.phases.validation.for', 'scenarios.base.load'],
      message: 'Nothing says when the phase validation of base is, so what it must come to cannot be judged',
      fix: 'Write, for example, for: 5m, or give it the key of a part of the load: hold, steady',
    },
  ])
})

it('is content with a length, with the name of a part of the load, and with a phase that must come to nothing', () => {
  expect([...withPhase('validation', '5m'), ...withPhase('steady'), ...withPhase('hold')]).toEqual([])
  expect(withPhase('validation', undefined, [])).toEqual([])
})
