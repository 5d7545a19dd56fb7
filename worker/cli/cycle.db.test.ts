import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { advanceSuites } from '#lib/cycles/commands/advance-suite.ts'
import { createCycle } from '#lib/cycles/commands/create.ts'
import { markItem } from '#lib/cycles/commands/mark.ts'
import { startSuite } from '#lib/cycles/commands/suite.ts'
import { getSuite } from '#lib/cycles/queries/parts.ts'
import { makeAliveWorker, makeTeam, storeVerdict, type Team, verdictOf } from '#lib/cycles/testing.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import type { CompiledPlan } from '#lib/plans/compiled.ts'
import type { Verdict } from '#lib/verdicts/verdict.ts'
import { cycleCommand } from './cycle.ts'
import { followSuite } from './follow-suite.ts'
import { connect, type ServerApi } from './server-api.ts'
import { useTestServer } from './server-fixture.ts'
import { ServerInterruption } from './server-interruption.ts'
import { ServerProgress } from './server-progress.ts'

const database = useTestDatabase()
let team: Team
const server = useTestServer(() => team.engineer.ctx)

beforeAll(async () => {
  team = await makeTeam(database.db)
  await makeAliveWorker(database.db)
})

async function opened(): Promise<string> {
  const { id } = await createCycle(team.engineer.ctx, { id: team.planId })
  await markItem(team.engineer.ctx, { id, list: 'before', item: 'env', state: 'done' })
  return id
}

/** Ends the run under way as a worker would. */
async function endRun(id: string): Promise<void> {
  const { db } = database
  const found = await db.cycleRun.findFirst({
    where: { cycleId: id, run: { state: { not: 'ended' } } },
    include: { run: { include: { revision: true } } },
  })
  if (!found) return
  const { run } = found
  const at = new Date()
  const ended = { state: 'ended', endReason: 'completed', startedAt: at, endedAt: at }
  await db.run.update({ where: { id: run.id }, data: ended })
  const plan = run.revision.compiled as unknown as CompiledPlan
  const failed: Record<string, Verdict> = run.scenario === 'peak' ? { a1: 'fail' } : {}
  await storeVerdict(db, run.id, run.revisionId, verdictOf(plan, run.scenario, failed))
}

function told(isTTY = false) {
  const written: string[] = []
  const out = { isTTY, write: (text: string) => written.push(text) > 0 }
  return { progress: new ServerProgress(out as never), lines: () => written.join('').split('\n').filter(Boolean) }
}

const api = (): ServerApi => connect({ server: server.url, token: 'hr_any' })

describe('a suite followed from the terminal', () => {
  it('is told step by step to its end, also when the server is away for a moment', async () => {
    const id = await opened()
    const before = await getSuite(team.engineer.ctx, id)
    await startSuite(team.engineer.ctx, { id })
    const { progress, lines } = told()
    server.away = 1
    const following = followSuite(api(), id, { progress, before, everyMs: 10 })
    const isTold = async (text: string) => {
      while (!lines().some((line) => line.includes(text))) await sleep(5)
    }
    for (const [begun, ended] of [
      ['Baseline runs', 'Baseline is over'],
      ['Peak runs', 'Peak failed'],
    ] as const) {
      await advanceSuites(database.db)
      await isTold(begun)
      await endRun(id)
      await isTold(ended)
      await advanceSuites(database.db)
    }
    expect(await following).toBe('over')
    expect(lines()).toEqual([
      expect.stringContaining('cannot be reached'),
      expect.stringMatching(/^ {2}Baseline runs {3}R-\d+$/),
      expect.stringMatching(/^ {2}Baseline is over {3}R-\d+ {3}pass$/),
      expect.stringMatching(/^ {2}Peak runs {3}R-\d+$/),
      expect.stringMatching(/^ {2}Peak failed its check {3}R-\d+ {3}fail$/),
    ])
  })

  it('is left to itself when the server stays away', async () => {
    const id = await opened()
    const before = await getSuite(team.engineer.ctx, id)
    const { progress, lines } = told()
    server.away = 1_000
    const gone = await followSuite(api(), id, { progress, before, everyMs: 5, patienceMs: 30 })
    server.away = 0
    expect([gone, lines().length]).toEqual(['lost', 1])
  })

  it('ends with the run under way when it is interrupted', async () => {
    const id = await opened()
    await startSuite(team.engineer.ctx, { id })
    await advanceSuites(database.db)
    const interruption = new ServerInterruption('the suite', 5)
    interruption.interrupt()
    server.away = 1
    interruption.watch(() =>
      api().post(`/cycles/${id}/stop`, { reason: 'Interrupted from the terminal.', stopRun: true }),
    )
    const stopped = () =>
      database.db.run.count({ where: { cycles: { some: { cycleId: id } }, NOT: { stopRequested: null } } })
    while ((await stopped()) === 0) await sleep(5)
    interruption.end()
    expect(await getSuite(team.engineer.ctx, id)).toMatchObject({
      ...{ state: 'stopped', because: 'Interrupted from the terminal.' },
    })
  })
})

describe('headroom cycle', () => {
  const run = (...args: string[]) =>
    cycleCommand([...args, '--server', server.url, '--token', 'hr_any']).then(
      (code) => code,
      (error: Error) => error.message,
    )

  it('says what is missing or does not fit before anything is opened', async () => {
    const before = await database.db.cycle.count()
    expect(await run()).toContain('Name the plan')
    expect(await run('--cycle', 'x', '--name', 'y')).toContain('--name is of a new cycle')
    expect(await run('--plan', 'Orders', '--out', '/nowhere/at/all/x.json')).toContain('cannot be written')
    expect(await run('--plan', 'Moon')).toBe('There is no plan "Moon". There are: "Orders".')
    expect(await database.db.cycle.count()).toBe(before)
  })

  it('says how to go on where the checklist holds the start back', async () => {
    const { id } = await createCycle(team.engineer.ctx, { id: team.planId })
    expect(await run('--cycle', id)).toMatch(new RegExp(`--cycle ${id} --confirm env$`))
  })
})
