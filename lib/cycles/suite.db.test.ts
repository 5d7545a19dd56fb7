import { describe, expect, it } from 'vitest'
import { useTestDatabase } from '#lib/db/testing.ts'
import type { CompiledPlan } from '#lib/plans/compiled.ts'
import { stopAllLoad } from '#lib/runs/commands/load-block.ts'
import type { Verdict } from '#lib/verdicts/verdict.ts'
import { advanceSuites } from './commands/advance-suite.ts'
import { createCycle } from './commands/create.ts'
import { markItem } from './commands/mark.ts'
import { pauseSuite, startSuite, stopSuite } from './commands/suite.ts'
import { updateCycle } from './commands/update.ts'
import type { UpdateCycle } from './input-schema.ts'
import { getCycleRuns, getSuite } from './queries/parts.ts'
import { codeOf, makeAliveWorker, makeTeam, storeVerdict, type Team, verdictOf } from './testing.ts'

const database = useTestDatabase()
const SUITE = [
  { scenario: 'base', onFail: 'continue' as const },
  { scenario: 'peak', onFail: 'stop' as const },
  { scenario: 'base', onFail: 'continue' as const },
]

async function started(suite = SUITE): Promise<Team & { id: string }> {
  const { db } = database
  await makeAliveWorker(db)
  const team = await makeTeam(db)
  const { ctx } = team.engineer
  const { id } = await createCycle(ctx, { id: team.planId, suite })
  await markItem(ctx, { id, list: 'before', item: 'env', state: 'done' })
  await startSuite(ctx, { id })
  return { ...team, id }
}

/** Ends the run under way as a worker would. */
async function endRun(id: string, verdicts: Record<string, Verdict> = {}): Promise<void> {
  const { db } = database
  const { run } = await db.cycleRun.findFirstOrThrow({
    where: { cycleId: id, run: { state: { not: 'ended' } } },
    include: { run: { include: { revision: true } } },
  })
  const at = new Date()
  await db.run.update({
    where: { id: run.id },
    data: { state: 'ended', endReason: 'completed', startedAt: at, endedAt: at },
  })
  const plan = run.revision.compiled as unknown as CompiledPlan
  await storeVerdict(db, run.id, run.revisionId, verdictOf(plan, run.scenario, verdicts))
}

const view = ({ engineer, id }: Team & { id: string }) => getSuite(engineer.ctx, id)
const states = async (cycle: Team & { id: string }) => (await view(cycle)).steps.map(({ state }) => state)

describe('a suite', () => {
  it('runs its scenarios in order, unattended, and goes on at a failed check where it is planned to', async () => {
    const cycle = await started()
    await advanceSuites(database.db)
    expect(await states(cycle)).toEqual(['running', 'waiting', 'waiting'])
    await advanceSuites(database.db)
    expect(await getCycleRuns(cycle.engineer.ctx, cycle.id)).toHaveLength(1)
    await endRun(cycle.id, { 'read-p95': 'fail' })
    for (const _ of [1, 2]) await advanceSuites(database.db)
    expect(await states(cycle)).toEqual(['failed', 'running', 'waiting'])
    await endRun(cycle.id)
    for (const _ of [1, 2]) await advanceSuites(database.db)
    await endRun(cycle.id)
    await advanceSuites(database.db)
    expect(await view(cycle)).toMatchObject({ state: 'done', because: null, started: { by: 'Enno' } })
    expect(await states(cycle)).toEqual(['failed', 'passed', 'passed'])
    const runs = await database.db.run.findMany({ where: { planId: cycle.planId } })
    expect(runs.map(({ trigger, startedBy }) => [trigger, startedBy])).toEqual(Array(3).fill(['suite', 'Enno']))
  })

  it('stops at a failed check where it is planned to', async () => {
    const cycle = await started(SUITE.slice(1))
    await advanceSuites(database.db)
    await endRun(cycle.id, { a1: 'fail' })
    await advanceSuites(database.db)
    expect(await view(cycle)).toMatchObject({ state: 'stopped', because: expect.stringContaining('peak') })
    expect(await states(cycle)).toEqual(['failed', 'skipped'])
  })

  it('starts each step once, however many workers look at the same moment', async () => {
    const cycle = await started()
    await Promise.all([1, 2, 3, 4].map(() => advanceSuites(database.db)))
    expect(await database.db.run.count({ where: { planId: cycle.planId } })).toBe(1)
    expect(await states(cycle)).toEqual(['running', 'waiting', 'waiting'])
    await stopSuite(cycle.engineer.ctx, { id: cycle.id })
  })

  it('starts nothing while it is paused, and goes on where it was', async () => {
    const cycle = await started()
    const { ctx } = cycle.engineer
    await pauseSuite(ctx, cycle.id)
    await advanceSuites(database.db)
    expect(await view(cycle)).toMatchObject({ state: 'paused', because: 'Paused by Enno.' })
    expect(await database.db.run.count({ where: { planId: cycle.planId } })).toBe(0)
    await startSuite(ctx, { id: cycle.id })
    await advanceSuites(database.db)
    expect(await states(cycle)).toEqual(['running', 'waiting', 'waiting'])
    await expect(updateCycle(ctx, { id: cycle.id, suite: SUITE })).rejects.toThrow('The suite goes on. Pause it first')
    await stopSuite(ctx, { id: cycle.id, stopRun: true })
    const run = await database.db.run.findFirstOrThrow({ where: { planId: cycle.planId } })
    expect(run.stopRequested).not.toBeNull()
    expect((await view(cycle)).state).toBe('stopped')
  })

  it('may be given other steps while it is paused, after those that have begun, which is written down', async () => {
    const cycle = await started()
    const { ctx } = cycle.engineer
    await advanceSuites(database.db)
    await pauseSuite(ctx, cycle.id)
    const change = (suite: UpdateCycle['suite']) => updateCycle(ctx, { id: cycle.id, suite })
    await expect(change([{ scenario: 'peak' }, { scenario: 'base' }])).rejects.toThrow('stays first and as it is: base')
    expect(await codeOf(updateCycle(cycle.viewer.ctx, { id: cycle.id, suite: SUITE }))).toBe('forbidden')
    await change([{ scenario: 'base' }, { scenario: 'peak', pauseMs: 60_000, onFail: 'stop' }])
    await endRun(cycle.id)
    await startSuite(ctx, { id: cycle.id })
    await advanceSuites(database.db)
    expect(await states(cycle)).toEqual(['passed', 'pausing'])
    const { details } = await database.db.auditEvent.findFirstOrThrow({
      where: { subjectId: cycle.id, verb: 'cycle.update' },
    })
    expect(details).toMatchObject({ changed: ['suite'], steps: ['base', 'peak after 1m (stop if it fails)'] })
    await stopSuite(ctx, { id: cycle.id })
  })

  it('takes a step that cannot be started for a failed check, and says why', async () => {
    const cycle = await started()
    await database.db.cycle.update({ where: { id: cycle.id }, data: { environment: 'moon' } })
    for (const _ of [1, 2, 3, 4]) await advanceSuites(database.db)
    const { steps, state } = await view(cycle)
    expect(state).toBe('stopped')
    expect(steps.map((step) => [step.state, step.problem?.includes('moon') ?? false])).toEqual([
      ['refused', true],
      ['refused', true],
      ['skipped', false],
    ])
  })

  it('goes on whatever keeps another one from it, which is told', async () => {
    const [broken, sound] = [await started(), await started()]
    await database.db.cycle.update({ where: { id: broken.id }, data: { suite: { steps: 'nonsense' } } })
    const { moved, troubles } = await advanceSuites(database.db)
    expect([moved, troubles.map(({ id }) => id)]).toEqual([1, [broken.id]])
    expect(await states(sound)).toEqual(['running', 'waiting', 'waiting'])
    await database.db.cycle.update({ where: { id: broken.id }, data: { state: 'closed' } })
    await stopSuite(sound.engineer.ctx, { id: sound.id })
  })

  it('is paused while all load is stopped', async () => {
    const cycle = await started()
    const admin = { ...cycle.lead.ctx, actor: { kind: 'system' as const, name: 'Admin' } }
    await stopAllLoad(admin, 'The provider asked')
    await advanceSuites(database.db)
    expect(await view(cycle)).toMatchObject({ state: 'paused', because: expect.stringContaining('The provider asked') })
    await database.db.loadBlock.deleteMany()
  })
})
