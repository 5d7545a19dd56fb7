import { expect, it } from 'vitest'
import { analyseConnections, minutesOf } from './connections.ts'
import { figureOf, points, runOf } from './run-fixture.ts'

it('calls a run with a restart in its second minute unstable, and names the minute', () => {
  const all = points(180, (second) =>
    second >= 70 && second < 75 ? { ok: 0, failed: 100, errors: { refused: 90, reset: 10 } } : {},
  )
  const said = analyseConnections(runOf(all, []))
  expect(said.tone).toBe('bad')
  expect(said.sentence).toMatch(/1 of 3 minutes.*500.*from 01:00/)
  expect(figureOf(said, 'refused')).toBe(450)
  expect(minutesOf(all).map(({ trouble }) => trouble)).toEqual([0, 500, 0])
})

it('calls one without trouble, or next to none, stable', () => {
  expect(analyseConnections(runOf(points(120), [])).tone).toBe('good')
  const few = points(120, (second) => (second === 3 ? { errors: { reset: 2 } } : {}))
  expect(analyseConnections(runOf(few, [])).tone).toBe('good')
  expect(analyseConnections(runOf([], [])).tone).toBe('unknown')
})

it('leaves answered errors to others', () => {
  const all = points(60, () => ({ failed: 50, errors: { 'http-5xx': 50 } }))
  expect(analyseConnections(runOf(all, [])).tone).toBe('good')
})
