import { expect, test } from 'vitest'
import type { RunHead, RunShard, RunView } from '#lib/runs/schema.ts'
import { howItEnded, tally, waitingFor } from './outcome.ts'
import { fixtureRunView } from './run-view.fixture.ts'

const now = new Date('2026-11-19T14:06:10.000Z')

test('a queued run without workers says since when and how to start one', () => {
  const view = { ...fixtureRunView({ elapsedSeconds: 0, run: { state: 'queued' } }), workers: { alive: 0 } }
  expect(waitingFor(view, now)).toMatchObject({ command: 'npm run worker' })
  expect(waitingFor(view, now)?.text).toContain('No worker has answered for 01:00')
})

const partsIn = (states: RunShard['state'][], location: string | null = null): RunShard[] => {
  const [shard] = fixtureRunView().shards
  if (!shard) throw new Error('the fixture has a part')
  return states.map((state, index) => ({ ...shard, index, state, location }))
}

test('a queued run of several parts says how many workers it needs, and which', () => {
  const view = fixtureRunView({ elapsedSeconds: 0, run: { state: 'queued' } })
  expect(waitingFor(view, now)?.text).toMatch(/^One worker is up; the run begins when one is free\. /)
  const shards = partsIn(['waiting', 'waiting', 'waiting'], 'eu')
  expect(waitingFor({ ...view, shards }, now)?.text).toMatch(
    /^One worker is up; the run needs 3 at once, one for each part, labelled eu\. /,
  )
})

test('a run that is starting says which part it waits for, then how far setup is', () => {
  const view = { ...fixtureRunView({ elapsedSeconds: 0, run: { state: 'starting' } }), events: [] }
  const textOf = (over: Partial<RunView>) => waitingFor({ ...view, ...over }, now)?.text
  expect(textOf({ shards: partsIn(['held', 'waiting', 'held']) })).toBe(
    'No worker yet for part 2 of 3; the other parts wait.',
  )
  expect(textOf({})).toBe('The load begins once every part is ready.')
  const text = 'Setup: create-order, 20 of 90 sent'
  const line = { id: 'a', offsetMs: 0, kind: 'setup', text, actor: 'system', createdAt: '2026-11-19T14:05:12.000Z' }
  expect(textOf({ events: [line] })).toBe(`${text}.`)
})

test('a running run waits for nothing', () => {
  expect(waitingFor(fixtureRunView({ elapsedSeconds: 3 }), now)).toBeNull()
})

test('every end but the planned one is told with its time and the next step', () => {
  const ended = (endReason: 'stopped' | 'aborted' | 'failed' | 'lost', run: Partial<RunHead> = {}) =>
    howItEnded(fixtureRunView({ ended: true, run: { endReason, elapsedMs: 492_000, ...run } }))
  expect(ended('stopped')?.title).toBe('Stopped at 08:12 of 40:00')
  expect(ended('stopped', { startedAt: null })?.title).toBe('Stopped before the load began')
  expect(ended('aborted')?.action?.href).toBe('#errors')
  expect(ended('aborted', { endMessage: 'All load was stopped: the payment provider asked' })).toMatchObject({
    title: 'Aborted at 08:12',
    text: expect.stringMatching(/^All load was stopped: the payment provider asked\. .* once load is allowed\.$/),
  })
  expect(ended('failed', { startedAt: null })?.title).toBe('The run could not start')
  expect(ended('failed')?.title).toBe('Broke off at 08:12 of 40:00')
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
