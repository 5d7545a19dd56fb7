import { describe, expect, it } from 'vitest'
import type { Ctx } from '#lib/access/actor.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { assessCycle } from '#lib/decisions/queries/assessment.ts'
import { createCycle } from './commands/create.ts'
import { markItem } from './commands/mark.ts'
import { moveCycle } from './commands/move.ts'
import { saveReportText } from './commands/report-text.ts'
import { attachRun, detachRun, excludeRun } from './commands/runs.ts'
import { createShareLink, openShareLink, revokeShareLink } from './commands/share-link.ts'
import { startCycleRun } from './commands/start-run.ts'
import { startSuite, stopSuite } from './commands/suite.ts'
import { updateCycle } from './commands/update.ts'
import { listCyclesOfRun } from './queries/of-run.ts'
import { getCycleChecklists, getCycleHead, getCycleRuns } from './queries/parts.ts'
import { cyclePreflight } from './queries/preflight.ts'
import { listReportTexts } from './queries/report-texts.ts'
import { addEndedRun, codeOf, makeAliveWorker, makeTeam, ordersDraft, type Team } from './testing.ts'

const database = useTestDatabase()

async function opened(): Promise<Team & { id: string }> {
  const team = await makeTeam(database.db)
  return { ...team, ...(await createCycle(team.engineer.ctx, { id: team.planId })) }
}

const tick = (ctx: Ctx, id: string, item = 'env') => markItem(ctx, { id, list: 'before', item, state: 'done' })
describe('who may', () => {
  it('is told apart by role, and strangers see no cycle', async () => {
    const { id, planId, viewer, engineer, lead, stranger } = await opened()
    const at = new Date(Date.now() + 3_600_000).toISOString()
    const tried: [string, (ctx: Ctx) => Promise<unknown>, string, string][] = [
      ['open', (ctx) => createCycle(ctx, { id: planId }), 'forbidden', 'done'],
      ['edit', (ctx) => updateCycle(ctx, { id, name: 'New' }), 'forbidden', 'done'],
      ['mark', (ctx) => tick(ctx, id), 'forbidden', 'done'],
      ['write', (ctx) => saveReportText(ctx, { id, section: 'conclusion', text: 'x' }), 'forbidden', 'done'],
      ['close', (ctx) => updateCycle(ctx, { id, state: 'closed' }), 'forbidden', 'forbidden'],
      ['share', (ctx) => createShareLink(ctx, { id, expiresAt: at }), 'forbidden', 'forbidden'],
    ]
    for (const [what, call, ofViewer, ofEngineer] of tried) {
      expect([what, await codeOf(call(viewer.ctx))]).toEqual([what, ofViewer])
      expect([what, await codeOf(call(engineer.ctx))]).toEqual([what, ofEngineer])
      expect([what, await codeOf(call(stranger.ctx))]).toEqual([what, 'not_found'])
    }
    expect(await codeOf(createShareLink(lead.ctx, { id, expiresAt: at }))).toBe('done')
    expect(await codeOf(getCycleHead(viewer.ctx, id))).toBe('done')
    expect(await codeOf(getCycleHead(stranger.ctx, id))).toBe('not_found')
  })
})

describe('opening a cycle', () => {
  it('freezes the plan as it is, counts up within it, and takes its version and first environment', async () => {
    const { id, planId, engineer } = await opened()
    expect(await getCycleHead(engineer.ctx, id)).toMatchObject({
      ...{ number: 1, name: 'Orders 2.4', versionUnderTest: '2.4', environment: { key: 'demo', name: 'Demo' } },
      revision: { number: 1 },
    })
    const second = await createCycle(engineer.ctx, { id: planId, name: 'Again' })
    expect(await getCycleHead(engineer.ctx, second.id)).toMatchObject({ number: 2, revision: { number: 1 } })
  })

  it('names a scenario, an environment or dates that cannot be', async () => {
    const { planId, engineer } = await makeTeam(database.db)
    const create = (given: object) => createCycle(engineer.ctx, { id: planId, ...given })
    await expect(create({ suite: [{ scenario: 'soak' }] })).rejects.toThrow('It has: base, peak')
    await expect(create({ environment: 'moon' })).rejects.toThrow('It has: demo')
    await expect(create({ startsOn: '2026-12-02', endsOn: '2026-12-01' })).rejects.toThrow('before the tests begin')
    await expect(create({ revision: 9 })).rejects.toThrow('no revision 9')
  })
})

describe('the gate', () => {
  it('holds back suite, single run and pre-flight while a required item is open, and names it', async () => {
    await makeAliveWorker(database.db)
    const { id, planId, engineer } = await opened()
    await expect(startSuite(engineer.ctx, { id })).rejects.toThrow('Environment validated')
    await expect(startCycleRun(engineer.ctx, { cycle: id, planId, scenario: 'base' })).rejects.toThrow(
      'Environment validated',
    )
    const { ok, problems } = await cyclePreflight(engineer.ctx, { cycle: id, planId, scenario: 'base' })
    expect([ok, problems.map((one) => one.code)]).toEqual([false, ['checklist-open']])
    await tick(engineer.ctx, id)
    expect((await cyclePreflight(engineer.ctx, { cycle: id, planId, scenario: 'base' })).ok).toBe(true)
    await startSuite(engineer.ctx, { id })
    expect((await getCycleHead(engineer.ctx, id)).state).toBe('running')
    await stopSuite(engineer.ctx, { id })
  })

  it('is opened by a lead with a reason, which stays at the items, and by nobody weaker', async () => {
    await makeAliveWorker(database.db)
    const { id, engineer, lead } = await opened()
    expect(await codeOf(startSuite(engineer.ctx, { id, override: 'no time' }))).toBe('forbidden')
    await startSuite(lead.ctx, { id, override: 'Agreed with operations' })
    const { before } = await getCycleChecklists(lead.ctx, id)
    expect(before.find(({ key }) => key === 'env')?.mark).toMatchObject({
      ...{ state: 'overridden', note: 'Agreed with operations', by: 'Lea' },
    })
  })

  it('ticks what can be proven by itself, and takes no tick of a person for it', async () => {
    await makeAliveWorker(database.db)
    const { id, engineer } = await opened()
    const { before } = await getCycleChecklists(engineer.ctx, id)
    const probes = before.filter(({ kind }) => kind === 'probe')
    expect(probes.map(({ key, isOpen }) => [key, isOpen])).toEqual([
      ['probe-target', false],
      ['probe-worker', false],
      ['probe-plan', false],
      ['probe-data', false],
    ])
    await expect(tick(engineer.ctx, id, 'probe-worker')).rejects.toThrow('what can be proven')
    await expect(tick(engineer.ctx, id, 'moon')).rejects.toThrow('has no item "moon"')
  })
})

describe('the runs of a cycle', () => {
  it('start with its revision, for its version, and are in it from the first moment', async () => {
    await makeAliveWorker(database.db)
    const { id, planId, engineer } = await opened()
    await updateCycle(engineer.ctx, { id, versionUnderTest: '2.4.0-rc.2' })
    await database.db.plan.update({ where: { id: planId }, data: { draft: { name: 'half' } } })
    await tick(engineer.ctx, id)
    const run = await startCycleRun(engineer.ctx, { cycle: id, planId, scenario: 'peak' })
    const stored = await database.db.run.findUniqueOrThrow({ where: { id: run.id } })
    expect(stored).toMatchObject({ versionUnderTest: '2.4.0-rc.2', scenario: 'peak', trigger: 'cycle' })
    expect(await getCycleRuns(engineer.ctx, id)).toMatchObject([{ run: { id: run.id }, counts: false }])
    expect(await codeOf(detachRun(engineer.ctx, { id, run: run.id }))).toBe('precondition_failed')
  })

  it('are excluded with a reason and counted again', async () => {
    const { id, engineer } = await opened()
    const run = await addEndedRun(database.db, { cycleId: id, scenario: 'base' })
    await excludeRun(engineer.ctx, { id, run, excluded: { because: 'The cache was cold' } })
    expect(await codeOf(excludeRun(engineer.ctx, { id, run, excluded: { because: 'Again' } }))).toBe('conflict')
    expect(await getCycleRuns(engineer.ctx, id)).toMatchObject([
      { counts: false, excluded: { because: 'The cache was cold', by: 'Enno' } },
    ])
    expect(await listCyclesOfRun(engineer.ctx, run)).toMatchObject([{ id, excludedBecause: 'The cache was cold' }])
    await excludeRun(engineer.ctx, { id, run, excluded: null })
    expect(await getCycleRuns(engineer.ctx, id)).toMatchObject([{ counts: true, excluded: null }])
  })

  it('are added from elsewhere only when they were sent the same load', async () => {
    const { id, planId, engineer } = await opened()
    const other = await createCycle(engineer.ctx, { id: planId })
    const run = await addEndedRun(database.db, { cycleId: other.id, scenario: 'base' })
    await attachRun(engineer.ctx, { id, run })
    expect(await codeOf(attachRun(engineer.ctx, { id, run }))).toBe('conflict')
    await detachRun(engineer.ctx, { id, run })
    const faster = ordersDraft({ client: { connections: '7' } })
    await database.db.plan.update({ where: { id: planId }, data: { draft: faster as object } })
    const moved = await createCycle(engineer.ctx, { id: planId })
    await expect(attachRun(engineer.ctx, { id: moved.id, run })).rejects.toThrow('another load')
  })
})

describe('moving to another revision', () => {
  it('judges runs of the same load again without a rerun, and names those of another load stale', async () => {
    const { id, planId, engineer } = await opened()
    const base = await addEndedRun(database.db, { cycleId: id, scenario: 'base' })
    const slas = ordersDraft().slas?.map((sla) => ({ ...sla, target: sla.key === 'read-p95' ? '50ms' : sla.target }))
    await database.db.plan.update({ where: { id: planId }, data: { draft: ordersDraft({ slas }) as object } })
    const moved = await moveCycle(engineer.ctx, { id, revision: 'latest' })
    expect(moved).toMatchObject({ revision: { number: 2 }, judged: ['R-1'], stale: [] })
    const verdicts = await database.db.runVerdict.findMany({ where: { runId: base }, orderBy: { createdAt: 'asc' } })
    expect(verdicts).toHaveLength(2)
    expect(verdicts[1]).toMatchObject({ revisionId: moved.revision.id })
    expect(await database.db.run.count({ where: { planId } })).toBe(1)

    const faster = ordersDraft({ client: { connections: '7' } })
    await database.db.plan.update({ where: { id: planId }, data: { draft: faster as object } })
    expect(await moveCycle(engineer.ctx, { id, revision: 'latest' })).toMatchObject({ judged: [], stale: ['R-1'] })
    expect(await getCycleRuns(engineer.ctx, id)).toMatchObject([
      { counts: false, staleBecause: expect.stringContaining('another load') },
    ])
    const { coverage } = await assessCycle(database.db, id, new Date())
    expect(coverage.rows[0]?.cells[0]?.status).toBe('stale')
  })
})

describe('texts of the report', () => {
  it('are stale once what they speak of has changed', async () => {
    const { id, engineer } = await opened()
    const run = await addEndedRun(database.db, { cycleId: id, scenario: 'base' })
    const write = (section: string) => saveReportText(engineer.ctx, { id, section, text: `on ${section}` })
    await Promise.all(['scenario/base', 'scenario/peak', 'conclusion'].map(write))
    await excludeRun(engineer.ctx, { id, run, excluded: { because: 'cold' } })
    const { evidence } = await assessCycle(database.db, id, new Date())
    const texts = await listReportTexts(database.db, id, evidence)
    expect(texts.map(({ section, isStale }) => [section, isStale])).toEqual([
      ['conclusion', true],
      ['scenario/base', true],
      ['scenario/peak', false],
    ])
  })
})

describe('a share link', () => {
  const ends = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()

  it('opens one report, is counted and written down, and no more once it is revoked', async () => {
    const { id, projectId, lead } = await opened()
    const { token, link } = await createShareLink(lead.ctx, { id, expiresAt: ends(7) })
    const { db } = database
    expect(JSON.stringify(await db.shareLink.findMany())).not.toContain(token)
    expect(await openShareLink({ db, now: new Date() }, token)).toMatchObject({ cycleId: id })
    expect(await openShareLink({ db, now: new Date(ends(8)) }, token)).toBeNull()
    expect(await openShareLink({ db, now: new Date() }, `${token.slice(0, -1)}_`)).toBeNull()
    expect(await db.shareLink.findUniqueOrThrow({ where: { id: link.id } })).toMatchObject({ views: 1 })
    expect(await db.auditEvent.count({ where: { projectId, verb: 'share-link.view' } })).toBe(1)
    await revokeShareLink(lead.ctx, { id, link: link.id })
    expect(await openShareLink({ db, now: new Date() }, token)).toBeNull()
  })

  it('lasts at most ninety days', async () => {
    const { id, lead } = await opened()
    await expect(createShareLink(lead.ctx, { id, expiresAt: ends(91) })).rejects.toThrow('more than 90 days')
    await expect(createShareLink(lead.ctx, { id, expiresAt: ends(-1) })).rejects.toThrow('is past')
  })
})
