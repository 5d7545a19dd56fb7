import { describe, expect, test } from 'vitest'
import { canBecome, gravest, isActive, statesBefore } from './run-state.ts'

describe('run state', () => {
  test('an ended run never changes again', () => {
    for (const to of ['queued', 'starting', 'running', 'stopping', 'ended'] as const)
      expect(canBecome('ended', to)).toBe(false)
  })

  test('a run can end from every state that is not ended', () => {
    expect(statesBefore('ended')).toEqual(['queued', 'starting', 'running', 'stopping'])
  })

  test('load starts only after a worker claimed the run', () => {
    expect(statesBefore('running')).toEqual(['starting'])
  })

  test('everything before the end is active', () => {
    expect(isActive('stopping')).toBe(true)
    expect(isActive('ended')).toBe(false)
  })

  test('it ends as the gravest of its parts did', () => {
    const parts = (...reasons: Parameters<typeof gravest>[0][number]['endReason'][]) =>
      gravest(reasons.map((endReason) => ({ endReason })))?.endReason
    expect(parts('completed', 'completed')).toBe('completed')
    expect(parts('stopped', 'completed')).toBe('stopped')
    expect(parts('stopped', 'aborted', 'failed')).toBe('failed')
    expect(parts('failed', 'lost', 'aborted')).toBe('lost')
    expect(gravest([])).toBeNull()
  })
})
