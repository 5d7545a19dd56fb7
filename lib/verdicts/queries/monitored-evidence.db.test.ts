import { expect, test } from 'vitest'
import { useTestDatabase } from '#lib/db/testing.ts'
import { compilePlan } from '#lib/plans/compile.ts'
import { demoPlan } from '#lib/plans/template/demo.ts'
import { ALL_OPERATIONS } from '#lib/runs/bucket.ts'
import { findRunFacts } from '#lib/runs/queries/facts.ts'
import { Rollup } from '#lib/runs/rollup.ts'
import { healthySecond, makeRun, secondOf, storeRows } from '#lib/runs/testing.ts'
import { judgeRun } from '../run-verdict.ts'
import { readEvidence } from './evidence.ts'

const database = useTestDatabase()
const SECONDS = 20

test('a stored run is judged by what its monitors told, and by how its memory grew', async () => {
  const { db } = database
  const judged = ['monitor(app.cpu) < 70%', 'missing(cpu) < 1s', 'memory_growth < 20%']
  const draft = demoPlan('http://127.0.0.1:4010')
  draft.slas = []
  draft.monitors = [
    {
      ...{ key: 'app', kind: 'json', url: 'http://127.0.0.1:4010/metrics.json', interval: '1s' },
      metrics: [
        { key: 'cpu', unit: 'percent', take: '$.cpu.percent' },
        { key: 'memory', unit: 'MB', take: '$.memory.residentBytes' },
      ],
    },
  ]
  draft.scenarios!.find(({ key }) => key === 'smoke')!.criteria = judged
  const compiled = compilePlan(draft)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.findings))
  const startedAt = new Date('2026-11-21T12:00:00Z')
  const ended = { state: 'ended', endReason: 'completed', startedAt, endedAt: new Date(+startedAt + SECONDS * 1000) }
  const run = await makeRun(db, ended, compiled.plan)
  const rollup = new Rollup()
  const seconds = [...Array(SECONDS).keys()]
  const buckets = seconds.flatMap((second) => rollup.close(second, [secondOf(ALL_OPERATIONS, Array(50).fill(20_000))]))
  await storeRows(db, { runId: run.id }, [...buckets, ...rollup.flush()], seconds.map(healthySecond))
  const points = [-1, ...seconds.slice(1).map((second) => second * 1000)]
  for (const [metric, role, unit, value] of [
    ['cpu', 'cpu', 'percent', () => 60],
    ['memory', 'memory', 'MB', (at: number) => 100 + at / 100],
  ] as const) {
    const told = points.map((offsetMs) => [offsetMs, value(offsetMs)])
    const data = { runId: run.id, monitor: 'app', metric, label: metric, role, unit, kind: 'gauge' }
    await db.monitorSeries.create({ data: { ...data, chunks: { create: [{ minute: 0, points: told }] } } })
  }
  const facts = await findRunFacts(db, run.id)
  const { objectives } = judgeRun(compiled.plan, 'smoke', await readEvidence(db, facts!, compiled.plan, SECONDS))
  const of = (metric: string) => objectives.find((one) => one.metric === metric)
  expect(of('monitor(app.cpu)')).toMatchObject({ verdict: 'pass', actual: 0.6, derivation: { selector: 'app.cpu' } })
  expect(of('missing(cpu)')).toMatchObject({ verdict: 'pass', actual: 0 })
  expect(of('memory_growth')).toMatchObject({
    verdict: 'inconclusive',
    reason: expect.stringContaining('twenty readings of memory'),
  })
})
