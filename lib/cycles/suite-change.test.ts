import { describe, expect, it } from 'vitest'
import { beginSuite, endSuite, nextMove, recordOutcome, type Suite } from './suite.ts'
import { changeSteps, sayStep } from './suite-change.ts'

const now = new Date('2026-11-21T12:00:00Z')
const later = (ms: number) => new Date(now.getTime() + ms)
const steps = [
  { scenario: 'base', pauseMs: 0, onFail: 'stop' as const },
  { scenario: 'peak', pauseMs: 60_000, onFail: 'continue' as const },
  { scenario: 'soak', pauseMs: 0, onFail: 'continue' as const },
]
const fresh: Suite = { steps, progress: null }
const begun = recordOutcome(beginSuite(fresh, { by: 'Ada', now }), 0, { runId: 'r' })
const ended = { state: 'ended', endReason: 'completed', endedAt: later(10_000), verdict: 'pass' } as const
/** Base is over, and the pause before peak goes on. */
function pausing(): Suite {
  const move = nextMove(begun, ended, later(11_000))
  if (move.kind !== 'settle') throw new Error(move.kind)
  return move.suite
}

describe('the steps of a suite', () => {
  it('change at will before it begins', () => {
    expect(changeSteps(fresh, [{ scenario: 'soak', pauseMs: 5_000 }, { scenario: 'base' }], now)).toEqual({
      steps: [
        { scenario: 'soak', pauseMs: 5_000, onFail: 'continue' },
        { scenario: 'base', pauseMs: 0, onFail: 'continue' },
      ],
      progress: null,
    })
  })

  it('change while it is paused, but for what has begun, which keeps its run', () => {
    const changed = changeSteps(begun, [{ scenario: 'base' }, { scenario: 'soak' }, { scenario: 'spike' }], now)
    expect(changed.steps.map(({ scenario, onFail }) => [scenario, onFail])).toEqual([
      ['base', 'stop'],
      ['soak', 'continue'],
      ['spike', 'continue'],
    ])
    expect(changed.progress).toMatchObject({ order: [0, 1, 2], at: 0, outcomes: [{ index: 0, runId: 'r' }] })
    const move = nextMove(changed, ended, later(11_000))
    expect(move).toMatchObject({ kind: 'settle', suite: { progress: { at: 1, notBefore: null } } })
  })

  it('are refused when what has begun would move, or be another', () => {
    for (const given of [
      [{ scenario: 'peak' }, { scenario: 'base' }],
      [{ scenario: 'base', onFail: 'continue' as const }, { scenario: 'peak' }],
      [{ scenario: 'soak' }],
    ])
      expect(() => changeSteps(begun, given, now)).toThrow('What has begun stays first and as it is: base.')
  })

  it('give the pause under way its new length, from the same moment', () => {
    const longer = changeSteps(pausing(), [steps[0]!, { scenario: 'peak', pauseMs: 90_000 }], later(20_000))
    expect(longer.progress?.notBefore).toBe(later(100_000).toISOString())
    const without = changeSteps(pausing(), [steps[0]!, { scenario: 'soak' }], later(20_000))
    expect(nextMove(without, null, later(20_000))).toEqual({ kind: 'start', index: 1, scenario: 'soak' })
  })

  it('end the suite when nothing is left of the rest', () => {
    const changed = changeSteps(pausing(), [steps[0]!], now)
    expect(nextMove(changed, null, now)).toMatchObject({ kind: 'settle', isOver: true })
  })

  it('put what was begun out of turn in front', () => {
    const alone = recordOutcome(beginSuite(fresh, { by: 'Ada', now, only: ['soak'] }), 2, { runId: 's' })
    const changed = changeSteps(alone, [{ scenario: 'soak' }, { scenario: 'base' }], now)
    expect(changed.progress).toMatchObject({ order: [0, 1], at: 0, outcomes: [{ index: 0, runId: 's' }] })
  })

  it('keep how they went once it is over, each with the scenario it was', () => {
    const over = endSuite(begun, now, 'Stopped by Ada.')
    const changed = changeSteps(over, [{ scenario: 'soak' }, { scenario: 'base' }, { scenario: 'base' }], now)
    expect(changed.progress).toMatchObject({
      ...{ order: [1], at: 1, because: 'Stopped by Ada.', outcomes: [{ index: 1, runId: 'r' }] },
    })
    expect(nextMove(beginSuite(changed, { by: 'Ada', now }), null, now)).toMatchObject({ index: 0, scenario: 'soak' })
  })
})

it('are said with their pause and what a failed check means', () => {
  expect(steps.map(sayStep)).toEqual(['base (stop if it fails)', 'peak after 1m', 'soak'])
})
