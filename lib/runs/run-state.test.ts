import { describe, expect, test } from 'vitest'
import { blockText } from './load-block.ts'
import { canBecome, endText, gravest, isActive, statesBefore } from './run-state.ts'

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

test('why a run ended is told by whether it had begun and by what stopped it', () => {
  const startedAt = '2026-11-19T14:05:12.000Z'
  expect(endText({ endReason: 'failed', endMessage: null, startedAt: null })).toBe('Could not start')
  expect(endText({ endReason: 'failed', endMessage: null, startedAt })).toBe('Broke off')
  expect(endText({ endReason: 'aborted', endMessage: 'Error rate above 5 %', startedAt })).toBe('Aborted by a rule')
  expect(endText({ endReason: 'aborted', endMessage: blockText('fire'), startedAt })).toBe('Stopped with all load')
})
