import { expect, test } from 'vitest'
import { byLeastHeadroom, byWorstMargin, marginOf, newestLatency, recent, tightest } from './readings.ts'
import { fixtureObjective, fixtureOperation, fixturePoint, fixtureRunView } from './run-view.fixture.ts'

test('recent rates are means of the last ten seconds only', () => {
  const points = Array.from({ length: 30 }, (_, t) =>
    fixturePoint(t, { okPerSecond: t < 20 ? 100 : 9, failedPerSecond: t < 20 ? 0 : 1 }),
  )
  expect(recent(points)).toMatchObject({ achieved: 10, failed: 1, errorRate: 0.1 })
  expect(recent([])).toBeNull()
})

test('the newest latency skips seconds in which nothing completed', () => {
  expect(newestLatency([fixturePoint(0), fixturePoint(1, { p95Ms: null })])?.second).toBe(0)
})

test('a tile takes the objective over all operations before a tighter one of a single operation', () => {
  const single = fixtureObjective('pay', { selector: 'pay', headroom: 0.01 })
  const overall = fixtureObjective('all', { headroom: 0.5 })
  expect(tightest([single, overall], 'p95')?.key).toBe('all')
  expect(tightest([single], 'p95')?.key).toBe('pay')
  expect(tightest([single], 'errors')).toBeNull()
})

test('a margin names the distance to the target and the room before the limit', () => {
  expect(marginOf(420, fixtureObjective('p95'))).toMatchObject({ verdict: 'warn', headroom: 0.4 })
  const rate = fixtureObjective('rate', { comparator: '>=', target: 500, limit: 450 })
  expect(marginOf(475, rate).overTarget).toBeCloseTo(0.05)
})

test('objectives and operations stand by least headroom', () => {
  const view = fixtureRunView({ elapsedSeconds: 5 })
  expect(byLeastHeadroom(view.judgement?.verdict.objectives ?? [])[0]?.key).toBe('create-p99')
  expect(byWorstMargin(view)).toEqual(['create', 'pay', 'cancel', 'browse'])
})

test('objectives that cannot be judged yet come after the others, the one that measures worst first', () => {
  const { summary } = fixtureRunView({ elapsedSeconds: 5 })
  const operations = {
    fast: fixtureOperation('fast', 'Fast', 20, 10),
    slow: fixtureOperation('slow', 'Slow', 590, 10),
  }
  const open = (key: string) => fixtureObjective(key, { selector: key, headroom: null, actual: null })
  const objectives = [open('none'), open('fast'), open('slow'), fixtureObjective('judged', { headroom: 0.9 })]
  const measured = { ...summary, operations }
  expect(byLeastHeadroom(objectives, measured).map(({ key }) => key)).toEqual(['judged', 'slow', 'fast', 'none'])
  expect(tightest([open('fast'), open('slow')], 'p95', measured)?.key).toBe('slow')
})
