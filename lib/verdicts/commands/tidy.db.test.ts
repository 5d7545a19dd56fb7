import { beforeAll, describe, expect, test } from 'vitest'
import type { Ctx } from '#lib/access/actor.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { compilePlan } from '#lib/plans/compile.ts'
import type { CompiledPlan } from '#lib/plans/compiled.ts'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { ALL_OPERATIONS, type Bucket, type SeriesId } from '#lib/runs/bucket.ts'
import { rebuildRows } from '#lib/runs/commands/rebuild.ts'
import { listUntidyRuns, tidyRun } from '#lib/runs/commands/tidy.ts'
import { trimRun } from '#lib/runs/commands/trim.ts'
import { findRunFacts, type RunFacts } from '#lib/runs/queries/facts.ts'
import { listPoints } from '#lib/runs/queries/series.ts'
import { getSummary } from '#lib/runs/queries/summary.ts'
import { findMeasuredSeconds, listWindowRows } from '#lib/runs/queries/window-rows.ts'
import { Rollup } from '#lib/runs/rollup.ts'
import { healthySecond, makeRun, secondOf, storeRows } from '#lib/runs/testing.ts'
import { readEvidence } from '../queries/evidence.ts'
import { judgeRun } from '../run-verdict.ts'

const database = useTestDatabase()
const ctx = (): Ctx => ({ actor: { kind: 'system', name: 'Tester' }, db: database.db, now: new Date() })
const LIST: SeriesId = { kind: 'operation', key: 'list', payload: '' }
const SECONDS = 8_000
/** The seconds in between measured nothing, which keeps the test short. */
const EVERY = 8

function planOf(): CompiledPlan {
  const draft: PlanDraft = {
    name: 'Orders',
    environments: [{ key: 'demo', baseUrl: 'http://127.0.0.1:4010' }],
    operations: [{ key: 'list', request: { method: 'GET', path: '/orders' } }],
    scenarios: [
      {
        key: 'long',
        type: 'soak',
        load: {
          model: 'rate',
          stages: [
            { key: 'warm', for: '1234s', rate: '1/s' },
            { key: 'main', for: '6766s', rate: '2/s' },
          ],
        },
        mix: [{ operation: 'list', weight: '1' }],
        criteria: ['p50(list) < 90ms during warm', 'rate > 0.2/s during main', 'mean(list) < 1s', 'max < 2s at 2400s'],
      },
    ],
  }
  const compiled = compilePlan(draft)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled))
  return compiled.plan
}

const microsAt = (second: number) => 20_000 + ((second * 7919) % 150_000)

function rowsOf(seconds: number, { flushed }: { flushed: boolean }): Bucket[] {
  const rollup = new Rollup()
  const closed: Bucket[] = []
  for (let second = 0; second < seconds; second += EVERY) {
    const values = [microsAt(second), microsAt(second + 1)]
    closed.push(...rollup.close(second, [secondOf(LIST, values), secondOf(ALL_OPERATIONS, values)]))
  }
  return flushed ? [...closed, ...rollup.flush()] : closed
}

async function longRun() {
  const { db } = database
  const times = { startedAt: new Date(0), endedAt: new Date(SECONDS * 1000) }
  const run = { scenario: 'long', state: 'ended', endReason: 'completed', ...times }
  const { id } = await makeRun(db, run, planOf())
  const generator = Array.from({ length: SECONDS / EVERY }, (_, i) => healthySecond(i * EVERY))
  await storeRows(db, { runId: id }, rowsOf(SECONDS, { flushed: true }), generator)
  await db.runEvent.create({
    data: { runId: id, offsetMs: 3_000_500, kind: 'note', text: 'Cache warm', actor: 'Mara' },
  })
  return id
}

async function judge(id: string, plan?: CompiledPlan) {
  const facts = (await findRunFacts(database.db, id)) as RunFacts
  const by = plan ?? facts.plan
  return judgeRun(by, 'long', await readEvidence(database.db, facts, by, await findMeasuredSeconds(database.db, id)))
}

const seconds = (id: string) =>
  database.db.bucket
    .findMany({ where: { runId: id, resolution: 1 }, select: { startSecond: true }, distinct: ['startSecond'] })
    .then((rows) => rows.map((row) => row.startSecond).sort((a, b) => a - b))

describe('a run of hours', () => {
  let id: string
  beforeAll(async () => {
    id = await longRun()
  })

  test('keeps its last hour and a minute around everything that happened, and is judged the same without the rest', async () => {
    const before = await judge(id)
    const summary = await getSummary(ctx(), { id })
    await Promise.all([tidyRun(database.db, { id, state: 'ended' }), tidyRun(database.db, { id, state: 'ended' })])
    const kept = await seconds(id)
    const ranges = [
      [0, 60],
      [1170, 1300],
      [2340, 2460],
      [2940, 3070],
      [4200, SECONDS],
    ] as const
    const expected = ranges.flatMap(([from, to]) =>
      Array.from({ length: (to - from) / 2 }, (_, i) => from + 2 * i).filter((second) => second % EVERY === 0),
    )
    expect(kept).toEqual(expected)
    expect(await judge(id)).toEqual(before)
    expect(before.objectives.map((one) => [one.window.fromMs, one.window.toMs, one.actual === null])).toEqual([
      [0, 1_234_000, false],
      [1_234_000, 8_000_000, false],
      [0, 8_000_000, false],
      [2_340_000, 2_400_000, false],
    ])
    expect(await getSummary(ctx(), { id })).toEqual(summary)
    expect(await database.db.run.findUnique({ where: { id }, select: { finestFrom: true } })).toEqual({
      finestFrom: 4200,
    })
    expect(await listUntidyRuns(database.db)).toEqual([])
  })

  test('says how far its answers reach where seconds were let go', async () => {
    const window = (from: number, to: number) => getSummary(ctx(), { id, from: from * 1000, to: to * 1000 })
    expect(await window(2003, 2017)).toMatchObject({ from: 2_000_000, to: 2_020_000, totals: { ok: 6 } })
    expect(await window(1213, 2400)).toMatchObject({ from: 1_213_000, to: 2_400_000 })
    const run = { id, finestFrom: 4200 }
    const drawn = async (fromSecond: number, toSecond: number) =>
      (await listPoints(database.db, run, { fromSecond, toSecond })).points.map((one) => [one.second, one.seconds])
    expect(await drawn(2003, 2017)).toEqual([
      [2000, 10],
      [2010, 10],
    ])
    expect(await drawn(3055, 3081)).toEqual([
      [3056, 1],
      [3064, 1],
      [3070, 10],
      [3080, 10],
    ])
    expect(await drawn(4195, 4205)).toEqual([
      [4190, 10],
      [4200, 1],
    ])
  })

  test('is judged by phases of a later revision on whole tens of seconds, which the window tells', async () => {
    const plan = planOf()
    const [scenario] = plan.scenarios
    scenario!.phases = [{ key: 'peak', name: 'Peak', startMs: 2_003_000, durationMs: 605_000, gate: false }]
    const entry = plan.objectives[0]?.entry
    if (entry?.kind !== 'criterion') throw new Error('the first objective has one criterion')
    entry.criterion.window = { kind: 'during', phase: 'peak' }
    const [peak, , whole] = (await judge(id, plan)).objectives
    expect(peak).toMatchObject({ samples: 146, window: { fromMs: 2_010_000, toMs: 2_600_000 } })
    expect(whole!.samples).toBe((SECONDS / EVERY) * 2)
  })

  test('that goes on lets go what is older than an hour; a short one lets go nothing', async () => {
    const { db } = database
    await db.$executeRaw`
      UPDATE run SET state = 'running', ended_at = NULL, started_at = now() - interval '8000 s', finest_from = 0
      WHERE id = ${id}::uuid`
    expect(await listUntidyRuns(db)).toEqual([{ id, state: 'running' }])
    expect(await listUntidyRuns(db, [id])).toEqual([])
    expect(await trimRun(db, id)).toBe(true)
    expect(await listUntidyRuns(db)).toEqual([])
    const { id: short } = await makeRun(db, { state: 'ended' }, planOf())
    await storeRows(db, { runId: short }, rowsOf(400, { flushed: true }))
    await tidyRun(db, { id: short, state: 'ended' })
    expect(await seconds(short)).toHaveLength(400 / EVERY)
  })

  test('loses no row that only it holds, changes none, and goes as a whole with its project', async () => {
    const { db } = database
    const { id, projectId } = await makeRun(db, { state: 'ended' }, planOf())
    await storeRows(db, { runId: id }, rowsOf(60, { flushed: true }))
    await expect(db.bucket.deleteMany({ where: { runId: id } })).rejects.toThrow('only one-second rows')
    await expect(db.bucket.updateMany({ where: { runId: id }, data: { ok: 0 } })).rejects.toThrow('never changed')
    await db.project.delete({ where: { id: projectId } })
    expect(await db.bucket.count({ where: { runId: id } })).toBe(0)
  })
})

describe('a run whose worker was killed', () => {
  test('gets the rows back that were open in its memory, once', async () => {
    const { db } = database
    const { id } = await makeRun(db, { state: 'running' }, planOf())
    const whole = rowsOf(697, { flushed: true })
    await storeRows(db, { runId: id, shardIndex: 0 }, whole)
    await storeRows(db, { runId: id, shardIndex: 1 }, rowsOf(697, { flushed: false }))
    expect(await rebuildRows(db, id)).toBe(0)
    await db.run.update({ where: { id }, data: { state: 'ended', endReason: 'lost' } })
    expect(await rebuildRows(db, id)).toBe(8)
    expect(await rebuildRows(db, id)).toBe(0)
    const stored = await db.bucket.findMany({
      where: { runId: id },
      orderBy: [{ seriesId: 'asc' }, { resolution: 'asc' }, { startSecond: 'asc' }],
    })
    const of = (shard: number) =>
      stored.filter((row) => row.shardIndex === shard).map((row) => ({ ...row, shardIndex: 0 }))
    expect(of(1)).toEqual(of(0))
    expect(of(1)).toHaveLength(whole.length)
    const tiles = await listWindowRows(db, id, { fromSecond: 0, toSecond: 3600 })
    expect(tiles.every((row) => row.resolution === 3600)).toBe(true)
  })
})
