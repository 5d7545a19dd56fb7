import { expect, it } from 'vitest'
import type { SeriesId } from '#lib/runs/bucket.ts'
import { analyseConflicts } from './conflicts.ts'
import { figureOf, point, runOf, windowOf } from './run-fixture.ts'

const series = (kind: SeriesId['kind'], key: string, ok: number, conflicts = 0, ms = 20) => ({
  series: { kind, key, payload: '' },
  name: key,
  window: windowOf([point(0, { ok, conflicts, p50Ms: ms })]),
})

it('counts conflicts, their share, and how long flows take that settle them', () => {
  const all = [
    series('operation', 'write', 4000, 1000),
    series('operation', 'read', 9000),
    series('flow', 'edit', 3000, 0, 80),
  ]
  const said = analyseConflicts(runOf([point(0)], [], { series: all }))
  expect(figureOf(said, 'conflicts')).toBe(1000)
  expect(figureOf(said, 'share')).toBe(0.25)
  expect(figureOf(said, 'settle-p95')).toBeCloseTo(80, 0)
  expect(said?.tone).toBe('note')
})

it('takes violations and lost updates from counters that tell them', () => {
  const all = [series('metric', 'violations', 3, 0, 1), series('metric', 'lost-updates', 2, 0, 1)]
  const said = analyseConflicts(runOf([point(0)], [], { series: all }))
  expect(figureOf(said, 'violations')).toBe(3)
  expect(figureOf(said, 'lost-updates')).toBe(2)
  expect(said?.tone).toBe('bad')
})

it('is silent where there was none', () => {
  expect(analyseConflicts(runOf([point(0)], [], { series: [series('operation', 'read', 10)] }))).toBeNull()
})
