import { describe, expect, test } from 'vitest'
import { canBecome, isActive, statesBefore } from './run-state.ts'

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
})
