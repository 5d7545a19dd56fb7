import { expect, test } from 'vitest'
import type { LiveTick } from '#lib/runs/schema.ts'
import { applyTick, isTooLong, lastSecond, mergePoints, refreshed } from './apply-tick.ts'
import { fixturePoint, fixtureRunView } from './run-view.fixture.ts'

function tickOf(over: Partial<LiveTick> = {}): LiveTick {
  const { run, summary, sparklines, judgement, workers, shards } = fixtureRunView({ elapsedSeconds: 5 })
  return { run, points: [], generators: [], summary, sparklines, judgement, events: [], workers, shards, ...over }
}

test('new seconds are appended and a repeated second is replaced, not doubled', () => {
  const points = mergePoints([fixturePoint(0), fixturePoint(1)], [fixturePoint(2), fixturePoint(1, { p95Ms: 7 })])
  expect(points.map((p) => [p.second, p.second === 1 ? p.p95Ms : null])).toEqual([
    [0, null],
    [1, 7],
    [2, null],
  ])
})

test('a late second lands in its place', () => {
  const points = mergePoints([fixturePoint(0), fixturePoint(3)], [fixturePoint(1)])
  expect(points.map((p) => p.second)).toEqual([0, 1, 3])
})

test('a coarse point replaces the fine ones it covers', () => {
  const fine = Array.from({ length: 12 }, (_, i) => fixturePoint(i))
  const points = mergePoints(fine, [fixturePoint(0, { seconds: 10 })])
  expect(points.map((p) => [p.second, p.seconds])).toEqual([
    [0, 10],
    [10, 1],
    [11, 1],
  ])
})

test('a tick brings the state of the run and keeps the history of a late joiner', () => {
  const view = fixtureRunView({ elapsedSeconds: 5 })
  const next = applyTick(view, tickOf({ points: [fixturePoint(5)], run: { ...view.run, elapsedMs: 6000 } }))
  expect(next.points).toHaveLength(6)
  expect(next.run.elapsedMs).toBe(6000)
  expect(lastSecond(next.points)).toBe(5)
})

test('events and generator seconds that were already known are not doubled', () => {
  const view = fixtureRunView({ elapsedSeconds: 5 })
  const next = applyTick(view, tickOf({ events: view.events.slice(0, 1), generators: view.generators.slice(-1) }))
  expect(next.events).toHaveLength(view.events.length)
  expect(next.generators).toHaveLength(view.generators.length)
})

test('a line of the timeline that is told again shows its new text', () => {
  const view = fixtureRunView({ elapsedSeconds: 5 })
  const [line] = view.events
  if (!line) throw new Error('the fixture has a timeline')
  const next = applyTick(view, tickOf({ events: [{ ...line, text: 'Setup: create-order, 20 of 20 sent' }] }))
  expect(next.events.map(({ text }) => text)).toContain('Setup: create-order, 20 of 20 sent')
  expect(next.events).toHaveLength(view.events.length)
})

test('a generator second inside of a coarser point is counted once', () => {
  const view = fixtureRunView({ elapsedSeconds: 5 })
  const [point] = view.generators
  if (!point) throw new Error('the fixture has generator points')
  const generators = [{ ...point, second: 0, seconds: 10, sent: 1000 }]
  const again = [9, 10].map((second) => ({ ...point, second, seconds: 1, sent: 100 }))
  const next = applyTick({ ...view, generators }, tickOf({ generators: [...again, { ...point, second: 9, shard: 1 }] }))
  expect(next.generators.map(({ second, shard, seconds }) => [second, shard, seconds])).toEqual([
    [0, 0, 10],
    [9, 1, 1],
    [10, 0, 1],
  ])
})

test('a view that has grown long is replaced by the coarser one, generators too, but for newer seconds', () => {
  const view = fixtureRunView({ elapsedSeconds: 5 })
  const [generator] = view.generators
  if (!generator) throw new Error('the fixture has generator points')
  const points = Array.from({ length: 1501 }, (_, i) => fixturePoint(i))
  const long = { ...view, points, generators: points.map(({ second }) => ({ ...generator, second })) }
  expect([isTooLong(view), isTooLong(long)]).toEqual([false, true])
  const coarse = Array.from({ length: 150 }, (_, i) => fixturePoint(i * 10, { seconds: 10 }))
  const generators = coarse.map(({ second }) => ({ ...generator, second, seconds: 10 }))
  const next = refreshed(long, { ...view, points: coarse, generators })
  expect([next.points.length, next.generators.length, lastSecond(next.points)]).toEqual([151, 151, 1500])
})

test('a tick without a judgement keeps the one there was', () => {
  const view = fixtureRunView({ elapsedSeconds: 5 })
  expect(applyTick(view, tickOf({ judgement: null })).judgement).toEqual(view.judgement)
})

test('a view read again takes no second away that ticks told meanwhile', () => {
  const read = fixtureRunView({ elapsedSeconds: 5 })
  const shown = applyTick(read, tickOf({ points: [fixturePoint(5)] }))
  expect(refreshed(shown, read).points.map(({ second }) => second)).toEqual([0, 1, 2, 3, 4, 5])
})
