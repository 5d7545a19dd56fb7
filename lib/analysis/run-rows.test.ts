import { expect, it } from 'vitest'
import { ALL_OPERATIONS, type SeriesId } from '#lib/runs/bucket.ts'
import { Rollup } from '#lib/runs/rollup.ts'
import { healthySecond, secondOf } from '#lib/runs/testing.ts'
import { loadOf, runOf, stagesOf } from './run-fixture.ts'
import { runDataFromRows } from './run-rows.ts'

const JOB: SeriesId = { kind: 'flow', key: 'import.job', payload: '' }
const IMPORT: SeriesId = { kind: 'operation', key: 'import', payload: '' }

it('reads points, stages, sums and jobs from the rows of a run', () => {
  const rollup = new Rollup()
  const rows = Array.from({ length: 30 }, (_, second) =>
    rollup.close(second, [
      ...[ALL_OPERATIONS, IMPORT].map((series) => secondOf(series, [1000, 2000], second === 5 ? [900] : [])),
      secondOf(JOB, second >= 10 ? [5000] : []),
    ]),
  ).flat()
  const stages = stagesOf([
    { key: 'a', from: 2, seconds: 10 },
    { key: 'b', from: 2, seconds: 20 },
  ])
  const { type, scenario, requestsPerIteration, endReason, endMessage, seed, objectives, marks, availability } = runOf(
    [],
    [],
  )
  const data = runDataFromRows(
    [...rows, ...rollup.flush()],
    Array.from({ length: 30 }, (_, second) => healthySecond(second)),
    {
      ...{ type, scenario, requestsPerIteration, endReason, endMessage, seed, objectives, marks, availability },
      ...{ load: loadOf(stages), durationMs: 30_000 },
    },
  )
  expect(data.points).toHaveLength(30)
  expect(data.trend).toHaveLength(30)
  expect(data.points[5]).toMatchObject({
    second: 5,
    ok: 2,
    failed: 1,
    inFlight: 1,
    p95Ms: 2,
    connectionsReused: 10,
    poolUse: null,
  })
  expect(data.stages.map(({ window }) => window.counts.ok)).toEqual([20, 40])
  expect(data.total.counts).toMatchObject({ ok: 60, failed: 1 })
  expect(data.jobs[0]?.points.slice(9, 11)).toEqual([
    { second: 9, begun: 2, ended: 0 },
    { second: 10, begun: 2, ended: 1 },
  ])
})
