import { expect, test } from 'vitest'
import { howItEnded, tally, waitingFor } from './outcome.ts'
import { fixtureRunView } from './run-view.fixture.ts'

const now = new Date('2026-11-19T14:06:10.000Z')

test('a queued run without workers says since when and how to start one', () => {
  const view = { ...fixtureRunView({ elapsedSeconds: 0, run: { state: 'queued' } }), workers: { alive: 0 } }
  expect(waitingFor(view, now)).toMatchObject({ command: 'npm run worker' })
  expect(waitingFor(view, now)?.text).toContain('No worker has answered for 01:00')
})

test('a running run waits for nothing', () => {
  expect(waitingFor(fixtureRunView({ elapsedSeconds: 3 }), now)).toBeNull()
})

test('every end but the planned one is told with its time and the next step', () => {
  const ended = (endReason: 'stopped' | 'aborted' | 'failed' | 'lost') =>
    howItEnded(fixtureRunView({ ended: true, run: { endReason, elapsedMs: 492_000 } }))
  expect(ended('stopped')?.title).toBe('Stopped at 08:12 of 40:00')
  expect(ended('aborted')?.action?.href).toBe('#errors')
  expect(ended('failed')?.title).toBe('The run could not start')
  expect(ended('lost')).toMatchObject({ tone: 'invalid', title: 'Lost its worker after 40:00' })
})

test('what the worker said about the end is told once', () => {
  const run = { endReason: 'stopped' as const, endMessage: 'Stopped by Mara Lind', elapsedMs: 9000 }
  const text = howItEnded(fixtureRunView({ ended: true, run }))?.text ?? ''
  expect(text.startsWith('Stopped by Mara Lind. What was measured stays')).toBe(true)
})

test('a completed run needs no banner, one without a request does', () => {
  const view = fixtureRunView({ ended: true })
  expect(howItEnded(view)).toBeNull()
  const totals = { ...view.summary.totals, sent: 0 }
  expect(howItEnded({ ...view, points: [], summary: { ...view.summary, totals } })?.title).toBe('Nothing was measured')
})

test('the tally counts each verdict once, worst first', () => {
  expect(tally(fixtureRunView({ ended: true })).map((t) => t.text)).toEqual([
    '1 fail',
    '1 inconclusive',
    '2 warn',
    '2 pass',
  ])
})
