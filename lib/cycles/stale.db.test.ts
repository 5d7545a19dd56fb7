import { describe, expect, it } from 'vitest'
import { useTestDatabase } from '#lib/db/testing.ts'
import { assessCycle } from '#lib/decisions/queries/assessment.ts'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { judgeForCycles } from './commands/advance-suite.ts'
import { createCycle } from './commands/create.ts'
import { markRunItem } from './commands/mark-run.ts'
import { moveCycle } from './commands/move.ts'
import { attachRun } from './commands/runs.ts'
import { startCycleRun } from './commands/start-run.ts'
import { updateCycle } from './commands/update.ts'
import { getCycleChecklists, getCycleRuns, getSuite } from './queries/parts.ts'
import { getRunChecklist } from './queries/run-checklist.ts'
import { readSuite } from './suite.ts'
import { addEndedRun, codeOf, makeAliveWorker, makeTeam, ordersDraft, type Team } from './testing.ts'

const database = useTestDatabase()

async function opened(draft = ordersDraft()): Promise<Team & { id: string }> {
  const team = await makeTeam(database.db, draft)
  return { ...team, ...(await createCycle(team.engineer.ctx, { id: team.planId })) }
}

const save = (planId: string, draft: PlanDraft) =>
  database.db.plan.update({ where: { id: planId }, data: { draft: draft as object } })

/** The peak with twice the rate. */
function heavierPeak(): PlanDraft {
  const draft = structuredClone(ordersDraft())
  draft.scenarios![1]!.load!.stages![0]!.rate = '80/s'
  return draft
}

const counting = async ({ engineer, id }: Team & { id: string }) =>
  (await getCycleRuns(engineer.ctx, id)).map(({ scenario, counts, verdict }) => [scenario.key, counts, verdict])

describe('a run is stale', () => {
  it('when its own scenario asks for another load, not when another one does', async () => {
    const cycle = await opened()
    const { id, planId, engineer } = cycle
    const at = new Date().toISOString()
    const sent = [
      await addEndedRun(database.db, { cycleId: id, scenario: 'base' }),
      await addEndedRun(database.db, { cycleId: id, scenario: 'peak' }),
    ]
    await save(planId, heavierPeak())
    expect(await moveCycle(engineer.ctx, { id, revision: 'latest' })).toMatchObject({ judged: ['R-1'], stale: ['R-2'] })
    // Measured nothing, and judged all the same: by the new revision.
    expect(await counting(cycle)).toEqual([
      ['peak', false, null],
      ['base', true, 'inconclusive'],
    ])
    // The suite that sent them is over, and does not wait for verdicts nobody gives.
    const suite = { by: 'Enno', startedAt: at, order: [0, 1], at: 2, notBefore: null, endedAt: at, because: null }
    const outcomes = sent.map((runId, index) => ({ index, runId, problem: null }))
    const { steps } = readSuite((await database.db.cycle.findUniqueOrThrow({ where: { id } })).suite)
    const progress = { ...suite, outcomes }
    await database.db.cycle.update({ where: { id }, data: { suite: { steps, progress } } })
    expect((await getSuite(engineer.ctx, id)).steps.map(({ state }) => state)).toEqual(['passed', 'passed'])
    const { coverage } = await assessCycle(database.db, id, new Date())
    const [base, peak] = coverage.rows.find(({ key }) => key === 'read-p95')?.cells ?? []
    expect([base?.status === 'stale', peak?.status]).toEqual([false, 'stale'])
  })

  it('when it was sent to an environment the cycle is not about', async () => {
    const near = { key: 'demo', name: 'Demo', baseUrl: 'http://127.0.0.1:4010' }
    const cycle = await opened({ ...ordersDraft(), environments: [near, { ...near, key: 'far', name: 'Far' }] })
    const { id, engineer, planId } = cycle
    const run = await addEndedRun(database.db, { cycleId: id, scenario: 'base' })
    expect(await counting(cycle)).toEqual([['base', true, 'pass']])
    await updateCycle(engineer.ctx, { id, environment: 'far' })
    const [row] = await getCycleRuns(engineer.ctx, id)
    expect(row).toMatchObject({ counts: false, staleBecause: 'It was sent to Demo; the cycle is about Far.' })
    const other = await createCycle(engineer.ctx, { id: planId, environment: 'far' })
    await expect(attachRun(engineer.ctx, { id: other.id, run })).rejects.toThrow('the cycle is about Far')
    const start = { cycle: id, planId, scenario: 'base', environment: 'demo' }
    await expect(startCycleRun(engineer.ctx, start)).rejects.toThrow('would say nothing about it')
    await updateCycle(engineer.ctx, { id, environment: 'demo' })
    expect(await counting(cycle)).toEqual([['base', true, 'pass']])
  })
})

describe('a cycle that moves', () => {
  it('is judged by what only people read, too: evidence that was added waits for its confirmation', async () => {
    const { id, planId, engineer } = await opened()
    const draft = structuredClone(ordersDraft())
    draft.scenarios![1]!.evidence = ['No data corruption seen']
    draft.checklists!.after!.push({ key: 'told', text: 'Results told' })
    await save(planId, draft)
    expect(await moveCycle(engineer.ctx, { id, revision: 'latest' })).toMatchObject({ revision: { number: 2 } })
    const { success, after } = await getCycleChecklists(engineer.ctx, id)
    expect(success.map(({ key }) => key)).toContain('peak/no-data-corruption-seen')
    expect(after.map(({ key }) => key)).toEqual(['archive', 'told'])
  })

  it('moves once when two people move it at the same moment; the other is told', async () => {
    const { id, planId, engineer, lead } = await opened()
    await save(planId, heavierPeak())
    const outcomes = await Promise.all([
      codeOf(moveCycle(engineer.ctx, { id, revision: 'latest' })),
      codeOf(moveCycle(lead.ctx, { id, revision: 'latest' })),
    ])
    // The later of them may have come when it was there already.
    expect(outcomes.filter((one) => one !== 'conflict')).not.toHaveLength(0)
    expect(outcomes.every((one) => one === 'done' || one === 'conflict')).toBe(true)
    expect(await database.db.auditEvent.count({ where: { subjectId: id, verb: 'cycle.move' } })).toBe(1)
  })

  it('stays, and says so, when it is there already', async () => {
    const { id, engineer } = await opened()
    expect(await moveCycle(engineer.ctx, { id, revision: 'latest' })).toMatchObject({ judged: [], revokedSignOffs: 0 })
    expect(await database.db.auditEvent.count({ where: { subjectId: id, verb: 'cycle.move' } })).toBe(0)
  })

  it('while a run goes on has that judged by its new revision once it ended, whatever else cannot be judged', async () => {
    const cycle = await opened()
    const { id, planId, engineer } = cycle
    const runs = [
      await addEndedRun(database.db, { cycleId: id, scenario: 'base' }),
      await addEndedRun(database.db, { cycleId: id, scenario: 'peak' }),
    ]
    await database.db.run.updateMany({ where: { id: { in: runs } }, data: { state: 'running' } })
    const slas = ordersDraft().slas?.slice(0, 1)
    await save(planId, { ...ordersDraft(), slas: slas ?? [] })
    const { revision } = await moveCycle(engineer.ctx, { id, revision: 'latest' })
    await database.db.run.updateMany({ where: { id: { in: runs } }, data: { state: 'ended' } })
    // What cannot be read of the first keeps nothing from the second.
    await database.db.$executeRaw`UPDATE run SET load_changes = '"nonsense"' WHERE id = ${runs[0]}::uuid`
    const troubles = await judgeForCycles(database.db)
    expect(troubles.map((one) => one.id)).toEqual([runs[0]])
    const judged = await database.db.runVerdict.findMany({ where: { revisionId: revision.id } })
    expect(judged.map(({ runId }) => runId)).toEqual([runs[1]])
    expect(await judgeForCycles(database.db, new Set([runs[0]!]))).toEqual([])
    await database.db.$executeRaw`UPDATE run SET load_changes = '[]' WHERE id = ${runs[0]}::uuid`
  })
})

describe('the checklist during a run', () => {
  const during = [{ key: 'watch', text: 'Watch the queue' }]

  it('is marked with time and name on a run by itself, and once more supersedes', async () => {
    const draft = ordersDraft()
    const {
      id: other,
      projectId,
      viewer,
      engineer,
      stranger,
    } = await opened({
      ...draft,
      checklists: { ...draft.checklists, during },
    })
    const run = await addEndedRun(database.db, { cycleId: other, scenario: 'base' })
    await database.db.cycleRun.deleteMany({ where: { runId: run } })
    expect(await getRunChecklist(viewer.ctx, run)).toMatchObject([{ key: 'watch', isOpen: true, mark: null }])
    const mark = { id: run, item: 'watch', state: 'done' as const, note: 'It stayed empty' }
    expect(await codeOf(markRunItem(viewer.ctx, mark))).toBe('forbidden')
    expect(await codeOf(markRunItem(stranger.ctx, mark))).toBe('not_found')
    expect(await codeOf(getRunChecklist(stranger.ctx, run))).toBe('not_found')
    await expect(markRunItem(engineer.ctx, { ...mark, item: 'moon' })).rejects.toThrow('It has: watch')
    await markRunItem(engineer.ctx, mark)
    const [item] = await getRunChecklist(viewer.ctx, run)
    expect(item).toMatchObject({ isOpen: false, mark: { by: 'Enno', note: 'It stayed empty', state: 'done' } })
    expect(Date.parse(item?.mark?.at ?? '')).toBeGreaterThan(Date.now() - 60_000)
    await markRunItem(engineer.ctx, { id: run, item: 'watch', state: 'open' })
    expect((await getRunChecklist(viewer.ctx, run))[0]?.isOpen).toBe(true)
    expect(await database.db.auditEvent.count({ where: { projectId, verb: 'run.mark' } })).toBe(2)
  })

  it('of a run of a cycle is that of the cycle', async () => {
    const draft = ordersDraft()
    const { id, engineer } = await opened({ ...draft, checklists: { ...draft.checklists, during } })
    const run = await addEndedRun(database.db, { cycleId: id, scenario: 'base' })
    await expect(markRunItem(engineer.ctx, { id: run, item: 'watch', state: 'done' })).rejects.toThrow(
      `POST /cycles/${id}/checklist`,
    )
  })
})

it('a run of a cycle starts where the cycle is about, unless its scenario has an environment of its own', async () => {
  await makeAliveWorker(database.db)
  const near = { key: 'demo', name: 'Demo', baseUrl: 'http://127.0.0.1:4010' }
  const draft = structuredClone(ordersDraft())
  draft.environments = [near, { ...near, key: 'far', name: 'Far' }]
  draft.scenarios![1]!.environment = 'far'
  draft.checklists = {}
  const { id, planId, engineer } = await opened(draft)
  const run = await startCycleRun(engineer.ctx, { cycle: id, planId, scenario: 'peak', environment: 'far' })
  expect(await getCycleRuns(engineer.ctx, id)).toMatchObject([{ run: { id: run.id }, staleBecause: null }])
})
