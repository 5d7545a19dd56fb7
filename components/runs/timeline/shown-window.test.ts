import { expect, test } from 'vitest'
import { fixtureRunView } from '../follow/run-view.fixture.ts'
import { defaultWindow, shownSpan, wholeRun } from './shown-window.ts'

test('a one-minute run is shown whole from its first second', () => {
  const view = fixtureRunView({ elapsedSeconds: 3, run: { plannedDurationMs: 60_000 } })
  const whole = wholeRun(view)
  expect(shownSpan(defaultWindow(60), 3, whole)).toEqual({ from: 0, to: 60 })
})

test('following keeps the newest second in view with a little room ahead', () => {
  const whole = { from: 0, to: 2400 }
  expect(shownSpan({ kind: 'follow', seconds: 900 }, 1458, whole)).toEqual({ from: 618, to: 1518 })
})

test('before the window is full it stands at the start', () => {
  expect(shownSpan({ kind: 'follow', seconds: 900 }, 20, { from: 0, to: 2400 })).toEqual({ from: 0, to: 900 })
})

test('a held window does not move with the run', () => {
  const held = { kind: 'held', from: 100, to: 200 } as const
  expect(shownSpan(held, 1458, { from: 0, to: 2400 })).toEqual({ from: 100, to: 200 })
})

test('a run stopped early ends where its data ends', () => {
  const view = fixtureRunView({ elapsedSeconds: 20 })
  const run = { ...view.run, state: 'ended' as const, elapsedMs: 20_400 }
  expect(wholeRun({ ...view, run })).toEqual({ from: 0, to: 21 })
})
