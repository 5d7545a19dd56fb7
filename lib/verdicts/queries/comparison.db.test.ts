import { beforeAll, expect, test } from 'vitest'
import { makePerson, type Person } from '#lib/access/testing.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { Random } from '#lib/load/random.ts'
import { compilePlan } from '#lib/plans/compile.ts'
import { demoPlan } from '#lib/plans/template/demo.ts'
import { ALL_OPERATIONS } from '#lib/runs/bucket.ts'
import { Rollup } from '#lib/runs/rollup.ts'
import { healthySecond, makeRun, secondOf, storeRows } from '#lib/runs/testing.ts'
import { setBaseline, unsetBaseline } from '../commands/baseline.ts'
import { judgeEndedRun } from '../commands/judge.ts'
import { compareRunsById, compareWithBase } from './comparison.ts'
import { getTrends, listPlanTrends } from './trends.ts'

const database = useTestDatabase()
const SECONDS = 24

let first: { id: string; projectId: string; planId: string; revisionId: string }
let reader: Person
const runs: string[] = []

/** Answers of 20 ms, scattered by a fifth, or as many times slower. */
async function addRun(number: number, factor: number): Promise<void> {
  const { db } = database
  const startedAt = new Date(Date.UTC(2026, 10, 21, 10 + number))
  const ended = { state: 'ended', endReason: 'completed', startedAt, createdAt: startedAt, number }
  const endedAt = new Date(startedAt.getTime() + SECONDS * 1000)
  const run = first
    ? await db.run.create({
        data: { ...(await copyOf(first.id)), ...ended, endedAt, shards: { create: { index: 0 } } },
      })
    : await makeRun(db, { ...ended, endedAt }, compiled())
  const stored = await db.run.findUniqueOrThrow({ where: { id: run.id } })
  first ??= { ...stored, projectId: stored.projectId }
  const random = new Random(number)
  const rollup = new Rollup()
  const buckets = [...Array(SECONDS).keys()].flatMap((second) => {
    const micros = Array.from({ length: 40 }, () => 20_000 * factor * Math.exp(random.normal() * 0.2))
    return rollup.close(second, [secondOf(ALL_OPERATIONS, micros)])
  })
  await storeRows(db, { runId: run.id }, [...buckets, ...rollup.flush()], [...Array(SECONDS).keys()].map(healthySecond))
  await db.shard.updateMany({ where: { runId: run.id }, data: { endReason: 'completed', durationMs: SECONDS * 1000 } })
  await judgeEndedRun(db, run.id)
  runs.push(run.id)
}

/** The smoke scenario of the demo plan, held long enough to compare. */
function compiled() {
  const draft = demoPlan('http://127.0.0.1:4010')
  draft.scenarios!.find(({ key }) => key === 'smoke')!.load = { users: '5', rampUp: '2s', hold: '22s' }
  const result = compilePlan(draft)
  if (!result.ok) throw new Error(JSON.stringify(result.findings))
  return result.plan
}

async function copyOf(id: string) {
  const { projectId, planId, revisionId, scenario, environment, title } = await database.db.run.findUniqueOrThrow({
    where: { id },
  })
  return { projectId, planId, revisionId, scenario, environment, title: title as object, seed: 1 }
}

beforeAll(async () => {
  for (const number of [1, 2, 3, 4, 5]) await addRun(number, 1)
  await addRun(6, 1.4)
  await addRun(7, 1.4)
  reader = await makePerson(database.db)
  await database.db.membership.create({ data: { userId: reader.userId, projectId: first.projectId, role: 'engineer' } })
})

test('a slower run is told from the valid run before it, and an equal one is not', async () => {
  const slower = (await compareWithBase(reader.ctx, { id: runs[5]! })).comparison!
  expect(slower.runs.map(({ run }) => run.label)).toEqual(['R-5', 'R-6'])
  expect(slower.rows[0]!.changes[0]).toMatchObject({ moved: true, direction: 'worse' })
  const p95 = slower.rows.find(({ metric }) => metric === 'p95')!
  expect(p95.changes[0]!.relative).toBeCloseTo(0.4, 1)
  expect(slower.sentence).toContain('higher against R-5')
  expect(slower.earlierRuns).toBe(5)
  expect(slower.series[1]!.points.length).toBe(SECONDS)
  const equal = (await compareWithBase(reader.ctx, { id: runs[4]! })).comparison!
  expect(equal.rows.filter(({ changes }) => changes[0]?.moved)).toEqual([])
  expect(equal.sentence).toContain('Nothing moved against R-4')
  expect((await compareWithBase(reader.ctx, { id: runs[0]! })).comparison).toBeNull()
})

test('five runs are compared at once, over a phase all of them have', async () => {
  const compared = await compareRunsById(reader.ctx, { runs: runs.slice(2, 7), phase: 'ramp-up' })
  expect(compared.runs).toHaveLength(5)
  expect(compared.phases.map(({ key }) => key)).toContain('steady')
  expect(compared.rows[0]!.values).toHaveLength(5)
  expect(compared.rows[0]!.changes).toHaveLength(4)
})

test('others are held against the baseline once there is one, which takes a valid run', async () => {
  const { db } = database
  expect(await setBaseline(reader.ctx, runs[1]!)).toMatchObject({ runId: runs[1], setBy: 'Ada' })
  expect((await compareWithBase(reader.ctx, { id: runs[6]! })).comparison!.runs.map(({ run }) => run.label)).toEqual([
    'R-2',
    'R-7',
  ])
  expect(await setBaseline(reader.ctx, runs[2]!)).toMatchObject({ runId: runs[2] })
  await expect(unsetBaseline(reader.ctx, runs[1]!)).rejects.toThrow('R-2 is not the baseline')
  await db.$executeRaw`ALTER TABLE run_verdict DISABLE TRIGGER USER`
  await db.runVerdict.updateMany({
    where: { runId: runs[3]! },
    data: { validity: { status: 'invalid', reasons: ['late'], completeness: 1 } },
  })
  await expect(setBaseline(reader.ctx, runs[3]!)).rejects.toThrow('invalid')
  const trend = await getTrends(reader.ctx, { id: first.planId })
  expect(trend.runs.map(({ validity }) => validity)).toEqual([
    'valid',
    'valid',
    'valid',
    'invalid',
    'valid',
    'valid',
    'valid',
  ])
  expect(trend.runs.findIndex(({ isBaseline }) => isBaseline)).toBe(2)
  const p95 = trend.lines.find(({ key }) => key === 'p95')!
  expect(p95.values[6]! / p95.values[0]!).toBeCloseTo(1.4, 1)
  expect(p95.changes).toMatchObject([{ runId: runs[5] }])
  expect(trend.lines.some(({ key }) => key.startsWith('objective:'))).toBe(true)
  const [spark] = await listPlanTrends(reader.ctx, first.projectId)
  expect(spark!.points.map(({ valid }) => valid)).toEqual([true, true, true, false, true, true, true])
  await unsetBaseline(reader.ctx, runs[2]!)
  expect(await db.baseline.count()).toBe(0)
})

test('nobody compares what they may not see', async () => {
  const stranger = await makePerson(database.db)
  await expect(compareRunsById(stranger.ctx, { runs: runs.slice(0, 2) })).rejects.toThrow('no such run')
  await expect(getTrends(stranger.ctx, { id: first.planId })).rejects.toThrow('no such plan')
})
