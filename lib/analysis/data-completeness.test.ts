import { expect, it } from 'vitest'
import { analyseCompleteness, gapsOf } from './data-completeness.ts'
import { points, runOf } from './run-fixture.ts'

it('finds gaps at the start, within and at the end', () => {
  const all = points(100).filter(({ second }) => second >= 2 && !(second >= 40 && second < 50))
  expect(gapsOf(all, 105_000)).toEqual([
    { fromMs: 0, toMs: 2000 },
    { fromMs: 40_000, toMs: 50_000 },
    { fromMs: 100_000, toMs: 105_000 },
  ])
  const said = analyseCompleteness(runOf(all, [], { durationMs: 105_000 }))
  expect(said.tone).toBe('bad')
  expect(said.sentence).toMatch(/3 gaps, the longest from 00:40 to 00:50/)
})

it('is good when nothing is missing', () => {
  expect(analyseCompleteness(runOf(points(30), [])).sentence).toBe('Every second of the run holds data.')
})
