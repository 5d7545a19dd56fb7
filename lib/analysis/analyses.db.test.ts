import { beforeAll, describe, expect, it } from 'vitest'
import type { Ctx } from '#lib/access/actor.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { ALL_OPERATIONS, type Bucket, type SeriesId } from '#lib/runs/bucket.ts'
import { findRunFacts } from '#lib/runs/queries/facts.ts'
import { Rollup } from '#lib/runs/rollup.ts'
import { healthySecond, makeRun, secondOf, storeRows } from '#lib/runs/testing.ts'
import { analyseEndedRun } from './commands/analyse.ts'
import { getAnalyses, listUnanalysedRuns } from './queries/analyses.ts'
import { readRunData } from './queries/run-data.ts'

const database = useTestDatabase()
const READ: SeriesId = { kind: 'operation', key: 'read-order', payload: '' }
const SECONDS = 60

/** From second 30 to 39 nothing is answered well. */
function rowsOf(): Bucket[] {
  const rollup = new Rollup()
  const seconds = Array.from({ length: SECONDS }, (_, second) => {
    const isDown = second >= 30 && second < 40
    const ok = isDown ? [] : Array.from({ length: 20 }, (_, at) => 1000 * (at + 1))
    return [ALL_OPERATIONS, READ].map((series) => secondOf(series, ok, isDown ? [500, 500] : []))
  })
  return [...seconds.flatMap((rows, second) => rollup.close(second, rows)), ...rollup.flush()]
}

async function storedRun(shards: number): Promise<string> {
  const startedAt = new Date('2026-11-21T12:00:00Z')
  const endedAt = new Date(startedAt.getTime() + SECONDS * 1000)
  const ended = { state: 'ended', endReason: 'completed', startedAt, endedAt }
  const { id: runId } = await makeRun(database.db, ended)
  const generator = Array.from({ length: SECONDS }, (_, second) => ({ ...healthySecond(second), poolUse: 0.5 }))
  for (let shardIndex = 0; shardIndex < shards; shardIndex++) {
    await storeRows(database.db, { runId, shardIndex }, rowsOf(), generator)
  }
  return runId
}

describe('analyses of a stored run', () => {
  let runId: string
  beforeAll(async () => {
    runId = await storedRun(2)
  })

  it('reads points, stages and what was answered while the run was down, of all shards together', async () => {
    const facts = await findRunFacts(database.db, runId)
    const data = await readRunData(database.db, facts!)
    expect(data.points).toHaveLength(SECONDS)
    expect(data.points[0]).toMatchObject({ second: 0, seconds: 1, ok: 40, users: 2, inFlight: 2 })
    expect(data.points[0]).toMatchObject({
      connectionsReused: 20,
      connectionsDropped: 0,
      mostConnections: 2,
      poolUse: 0.5,
    })
    expect(data.points[0]?.p95Ms).toBeCloseTo(19, 0)
    expect(data.points[35]).toMatchObject({ ok: 0, failed: 4, p95Ms: null })
    expect(data.total.counts.ok).toBe(50 * 40)
    expect(data.stages.reduce((sum, { window }) => sum + window.counts.ok, 0)).toBeLessThanOrEqual(50 * 40)
    expect(data.whileDown).toEqual([{ key: 'read-order', ok: 0, attempts: 40 }])
  })

  it('stores them once for a version of the rules', async () => {
    expect((await listUnanalysedRuns(database.db)).map(({ id }) => id)).toContain(runId)
    await analyseEndedRun(database.db, runId)
    await analyseEndedRun(database.db, runId)
    const stored = await database.db.runAnalysis.findMany({ where: { runId } })
    expect(stored).toHaveLength(1)
    expect(stored[0]?.items).toContainEqual(expect.objectContaining({ key: 'availability', tone: 'bad' }))
    expect((await listUnanalysedRuns(database.db)).map(({ id }) => id)).not.toContain(runId)
  })

  it('answers with what is stored, and says while it is still to come', async () => {
    const ctx: Ctx = { actor: { kind: 'system', name: 'Tester' }, db: database.db, now: new Date() }
    const fresh = await storedRun(1)
    expect(await getAnalyses(ctx, fresh)).toEqual({ items: [], pending: true })
    await analyseEndedRun(database.db, fresh)
    const { items, pending } = await getAnalyses(ctx, fresh)
    expect(pending).toBe(false)
    expect(items.map(({ key }) => key)).toEqual(expect.arrayContaining(['throughput', 'availability', 'connections']))
  })
})
