import { describe, expect, it } from 'vitest'
import { beginSuite, currentOutcome, endSuite, nextMove, recordOutcome, type StepRun, type Suite } from './suite.ts'

const now = new Date('2026-11-21T12:00:00Z')
const later = (ms: number) => new Date(now.getTime() + ms)
const steps = [
  { scenario: 'base', pauseMs: 0, onFail: 'continue' as const },
  { scenario: 'peak', pauseMs: 60_000, onFail: 'stop' as const },
  { scenario: 'soak', pauseMs: 0, onFail: 'continue' as const },
]
const begun = (only?: string[]) => beginSuite({ steps, progress: null }, { by: 'Ada', now, only })
const ended = (change: Partial<StepRun> = {}): StepRun => ({
  ...{ state: 'ended', endReason: 'completed', endedAt: later(10_000), verdict: 'pass' },
  ...change,
})
const settled = (suite: Suite, run: StepRun) => {
  const move = nextMove(suite, run, later(11_000))
  if (move.kind !== 'settle') throw new Error(move.kind)
  return move
}

describe('a suite', () => {
  it('begins with its first step', () => {
    expect(nextMove(begun(), null, now)).toEqual({ kind: 'start', index: 0, scenario: 'base' })
  })

  it('waits while a run goes on, and until one that completed is judged', () => {
    const suite = recordOutcome(begun(), 0, { runId: 'r' })
    expect(nextMove(suite, ended({ state: 'running', endReason: null, verdict: null }), now).kind).toBe('wait')
    expect(nextMove(suite, ended({ verdict: null }), now).kind).toBe('wait')
  })

  it('takes a run that nobody could judge for a failed check, a quarter of an hour later', () => {
    const suite = recordOutcome(begun(['peak', 'soak']), 1, { runId: 'r' })
    const unjudged = ended({ verdict: null })
    expect(nextMove(suite, unjudged, later(10_000 + 899_999)).kind).toBe('wait')
    expect(nextMove(suite, unjudged, later(10_000 + 900_000))).toMatchObject({ kind: 'settle', isOver: true })
  })

  it('pauses before a step from the end of the run before it', () => {
    const { suite, isOver } = settled(recordOutcome(begun(), 0, { runId: 'r' }), ended())
    expect(isOver).toBe(false)
    expect(nextMove(suite, null, later(69_999)).kind).toBe('wait')
    expect(nextMove(suite, null, later(70_000))).toMatchObject({ kind: 'start', scenario: 'peak' })
  })

  it('goes on at a failed check where it is planned to', () => {
    const { suite } = settled(recordOutcome(begun(), 0, { runId: 'r' }), ended({ verdict: 'fail' }))
    expect(suite.progress).toMatchObject({ at: 1, endedAt: null })
  })

  it('stops at a failed check where it is planned to, and says why', () => {
    const suite = recordOutcome(begun(['peak', 'soak']), 1, { runId: 'r' })
    const move = settled(suite, ended({ verdict: 'fail' }))
    expect(move.isOver).toBe(true)
    expect(move.suite.progress?.because).toContain('peak')
  })

  it('takes a run that did not complete for a failed check', () => {
    const suite = recordOutcome(begun(['peak', 'soak']), 1, { runId: 'r' })
    expect(settled(suite, ended({ endReason: 'lost', verdict: null })).isOver).toBe(true)
  })

  it('takes a step that could not be started for a failed check', () => {
    const suite = recordOutcome(begun(['peak', 'soak']), 1, { problem: 'no secret' })
    expect(nextMove(suite, null, now)).toMatchObject({ kind: 'settle', isOver: true })
  })

  it('leaves out what was not asked for, and is over after the last', () => {
    const suite = recordOutcome(begun(['soak']), 2, { runId: 'r' })
    expect(settled(suite, ended())).toMatchObject({ isOver: true, suite: { progress: { because: null } } })
  })

  it('lets stand how the others went when only some are run again', () => {
    const stopped = endSuite(recordOutcome(begun(), 0, { runId: 'r' }), now, 'stopped')
    const again = beginSuite(stopped, { by: 'Ada', now, only: ['peak', 'soak'] })
    expect(again.progress).toMatchObject({ order: [1, 2], outcomes: [{ index: 0, runId: 'r' }], endedAt: null })
    expect(currentOutcome(again)).toBeUndefined()
    expect(beginSuite(again, { by: 'Ada', now }).progress?.outcomes).toEqual([])
  })

  it('does nothing more once it ended', () => {
    expect(nextMove(endSuite(begun(), now, 'stopped'), null, now).kind).toBe('wait')
  })
})
