import { beforeAll, expect, it } from 'vitest'
import type { Ctx } from '#lib/access/actor.ts'
import type { Prisma } from '#lib/db/client.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { compilePlan } from '#lib/plans/compile.ts'
import type { CompiledMonitor } from '#lib/plans/compiled.ts'
import { demoPlan } from '#lib/plans/template/demo.ts'
import { makeRun } from '#lib/runs/testing.ts'
import { monitorsQuerySchema } from '../schema.ts'
import { getMonitors } from './monitors.ts'

const database = useTestDatabase()
const ctx = (): Ctx => ({ actor: { kind: 'system', name: 'Tester' }, db: database.db, now: new Date() })

const metric = (key: string, unit: string | null) => ({
  ...{ key, label: key, role: key, unit, kind: 'gauge' as const, take: key, counts: [], balance: [] },
})
const APP: CompiledMonitor = {
  ...{ key: 'app', name: 'Application', kind: 'json', url: 'http://127.0.0.1:1', headers: {}, intervalMs: 10_000 },
  metrics: [metric('cpu', 'percent'), metric('memory', 'MB')],
}

let runId = ''
beforeAll(async () => {
  const resources = [{ metric: 'monitor(cpu)', normal: '60%', peak: '80%', alert: '85%', critical: '95%' }]
  const draft = { ...demoPlan('http://127.0.0.1:4010'), resources }
  const compiled = compilePlan(draft)
  if (!compiled.ok) throw new Error('the plan does not compile')
  const { db } = database
  const run = await makeRun(db, {}, { ...compiled.plan, monitors: [APP] })
  runId = run.id
  const { id: _, ...first } = await db.planRevision.findFirstOrThrow({ where: { runs: { some: { id: runId } } } })
  const own = { number: 2, draft: draft as unknown as Prisma.InputJsonObject, compiled: first.compiled ?? {} }
  const revision = await db.planRevision.create({ data: { ...first, ...own } })
  await db.run.update({ where: { id: runId }, data: { revisionId: revision.id } })
  await db.monitorSeries.create({
    data: {
      ...{ runId, monitor: 'app', metric: 'cpu', label: 'CPU', role: 'cpu', unit: 'percent', kind: 'gauge' },
      chunks: {
        create: [
          { minute: -1, points: [[-1, 5]] },
          { minute: 0, points: Array.from({ length: 6 }, (_, at) => [at * 10_000, 50 + at]) },
          { minute: 1, points: [[60_000, null, 'it refused the connection']] },
        ],
      },
    },
  })
})

it('tells every reading with its gaps, and of a metric that told nothing that there is none', async () => {
  const { items } = await getMonitors(ctx(), runId, {})
  expect(items.map(({ key, monitorName, role, points }) => [key, monitorName, role, points.length])).toEqual([
    ['cpu', 'Application', 'cpu', 8],
    ['memory', 'Application', 'memory', 0],
  ])
  expect(items[0]?.points[0]).toEqual({ offsetMs: -1, value: 5 })
  expect(items[0]?.points.at(-1)).toEqual({ offsetMs: 60_000, value: null, why: 'it refused the connection' })
  expect(items[0]).toMatchObject({ intervalMs: 10_000, unit: 'percent' })
})

it('tells only what was read in a window', async () => {
  const { items } = await getMonitors(ctx(), runId, { from: 20_000, to: 40_000 })
  expect(items[0]?.points.map(({ offsetMs }) => offsetMs)).toEqual([20_000, 30_000, 40_000])
  const widest = monitorsQuerySchema.parse({ from: '-32000000000', to: '1000000000000' })
  expect((await getMonitors(ctx(), runId, widest)).items[0]?.points).toHaveLength(8)
  expect(monitorsQuerySchema.safeParse({ to: '1e15' }).error?.issues[0]?.message).toContain('e.g. to=120000')
})

it('names the four levels of a resource, in the unit of the metric', async () => {
  const { items } = await getMonitors(ctx(), runId, {})
  expect(items[0]?.lines.map(({ label, at, tone }) => [label, at, tone])).toEqual([
    ['normal', 60, 'target'],
    ['peak', 80, 'plain'],
    ['alert', 85, 'target'],
    ['critical', 95, 'limit'],
  ])
  expect(items[1]?.lines).toEqual([])
})

it('hides a run from who is no member of its project', async () => {
  const stranger = {
    kind: 'user',
    userId: '0190b1a2-0000-7000-8000-000000000001',
    name: 'Stranger',
    isAdmin: false,
  } as const
  await expect(getMonitors({ ...ctx(), actor: stranger }, runId, {})).rejects.toMatchObject({ code: 'not_found' })
})
