import { expect, test } from 'vitest'
import { generatorRows } from './generator-health.ts'
import { fixtureRunView } from './run-view.fixture.ts'

test('each worker has one line with its worst lag, its drops by cause and its share of sent requests', () => {
  const points = fixtureRunView({ elapsedSeconds: 200 }).generators
  const second = points.map((p) => ({ ...p, shard: 1, sent: 250, droppedGenerator: 250, lagP99Ms: 90 }))
  const rows = generatorRows([...points, ...second])
  expect(rows.map((r) => [r.shard, r.achievedShare, r.droppedTarget, r.droppedGenerator])).toEqual([
    [0, 1, 6, 0],
    [1, 0.5, 6, 30_000],
  ])
  expect(rows[1]?.lagWorstMs).toBe(90)
  expect([rows[0]?.mostConnections, rows[0]?.connectionsOpened]).toEqual([44, 16])
})
