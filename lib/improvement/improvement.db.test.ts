import { describe, expect, it } from 'vitest'
import { createCycle } from '#lib/cycles/commands/create.ts'
import { addEndedRun, makeTeam } from '#lib/cycles/testing.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { assessCycle } from '#lib/decisions/queries/assessment.ts'
import { createFinding, updateFinding } from './commands/finding.ts'
import { createRecommendation, updateRecommendation } from './commands/recommendation.ts'
import { listProjectFindings } from './queries/findings.ts'
import { readRecommendations } from './queries/recommendations.ts'
import { readSuggestions } from './queries/suggestions.ts'

const database = useTestDatabase()

async function cycleOf() {
  const team = await makeTeam(database.db)
  const { id } = await createCycle(team.engineer.ctx, { id: team.planId })
  return { ...team, id }
}

const suggested = async (id: string) => {
  const { facts, coverage } = await assessCycle(database.db, id, new Date())
  return readSuggestions(database.db, facts, coverage)
}

describe('findings', () => {
  it('number themselves within the project, also when written at the same moment', async () => {
    const { id, projectId, engineer, viewer } = await cycleOf()
    const write = (title: string) => createFinding(engineer.ctx, { id, title, severity: 'high' })
    const made = await Promise.all(['a', 'b', 'c', 'd', 'e'].map(write))
    expect(made.map(({ label }) => label).toSorted()).toEqual([
      'PERF-001',
      'PERF-002',
      'PERF-003',
      'PERF-004',
      'PERF-005',
    ])
    expect((await listProjectFindings(viewer.ctx, { id: projectId })).items).toHaveLength(5)
    await expect(createFinding(viewer.ctx, { id, title: 'f', severity: 'low' })).rejects.toThrow('As viewer')
  })

  it('keep their link to run and time', async () => {
    const { id, engineer } = await cycleOf()
    const run = await addEndedRun(database.db, { cycleId: id, scenario: 'peak' })
    const window = { fromMs: 200, toMs: 900 }
    const made = await createFinding(engineer.ctx, { id, title: 'Slow', severity: 'high', run, window })
    expect(made).toMatchObject({ run: { id: run, label: 'R-1' }, scenario: 'peak', window, status: 'open' })
    const after = await updateFinding(engineer.ctx, { id: made.id, status: 'fixed', rootCause: 'Pool too small' })
    expect(after).toMatchObject({ status: 'fixed', rootCause: 'Pool too small', run: { id: run }, window })
  })

  it('are suggested by failed objectives and analyses until a person confirms or dismisses them', async () => {
    const { id, engineer } = await cycleOf()
    const run = await addEndedRun(database.db, { cycleId: id, scenario: 'peak', verdicts: { 'read-p95': 'fail' } })
    const suggestion = { title: 'Memory grows', severity: 'critical', advice: 'Look for a leak.' }
    const analysis = {
      ...{ key: 'drift', title: 'Drift', tone: 'bad', sentence: 's', howToRead: 'h', figures: [], chart: null },
      ...{ table: null, window: { fromMs: 0, toMs: 2000 }, suggestion },
    }
    await database.db.runAnalysis.create({ data: { runId: run, version: 1, items: [analysis] } })
    expect((await suggested(id)).map(({ key }) => key)).toEqual(['peak/analysis/drift', 'peak/objective/read-p95'])
    const finding = await createFinding(engineer.ctx, { id, suggestion: 'peak/analysis/drift' })
    expect(finding).toMatchObject({ title: 'Memory grows', rootCause: 'Look for a leak.', analysis: 'drift' })
    await createFinding(engineer.ctx, { id, suggestion: 'peak/objective/read-p95', dismiss: true })
    expect(await suggested(id)).toEqual([])
    const again = createFinding(engineer.ctx, { id, suggestion: 'peak/analysis/drift' })
    await expect(again).rejects.toThrow('confirmed or dismissed already')
  })
})

describe('a suggestion', () => {
  it('is taken up once when two people confirm it at the same moment; the other is told', async () => {
    const { id, engineer, lead } = await cycleOf()
    await addEndedRun(database.db, { cycleId: id, scenario: 'peak', verdicts: { 'read-p95': 'fail' } })
    const confirm = (ctx: typeof engineer.ctx) =>
      createFinding(ctx, { id, suggestion: 'peak/objective/read-p95' }).then(
        () => 'done',
        (error) => error.code,
      )
    const outcomes = await Promise.all([confirm(engineer.ctx), confirm(lead.ctx)])
    expect(outcomes.filter((one) => one === 'done')).toHaveLength(1)
    expect(await database.db.finding.count({ where: { cycleId: id } })).toBe(1)
  })

  it('is not drawn from an invalid run', async () => {
    const { id } = await cycleOf()
    const run = await addEndedRun(database.db, { cycleId: id, scenario: 'peak', status: 'invalid' })
    const suggestion = { title: 'Memory grows', severity: 'critical', advice: 'Look for a leak.' }
    const analysis = {
      ...{ key: 'drift', title: 'Drift', tone: 'bad', sentence: 's', howToRead: 'h', figures: [], chart: null },
      ...{ table: null, window: null, suggestion },
    }
    await database.db.runAnalysis.create({ data: { runId: run, version: 1, items: [analysis] } })
    expect(await suggested(id)).toEqual([])
  })
})

describe('recommendations', () => {
  it('come by priority, and those left open stay in later cycles of the plan', async () => {
    const { id, planId, engineer } = await cycleOf()
    const base = { id, horizon: 'immediate' as const, owner: 'Operations', dueOn: '2026-12-01' }
    await createRecommendation(engineer.ctx, { ...base, text: 'Later', priority: 'P2' })
    const first = await createRecommendation(engineer.ctx, { ...base, text: 'Raise the pool', priority: 'P0' })
    const done = await createRecommendation(engineer.ctx, { ...base, text: 'Done', priority: 'P1' })
    await updateRecommendation(engineer.ctx, { id: done.id, status: 'done' })
    const next = await createCycle(engineer.ctx, { id: planId })
    const cycle = await database.db.cycle.findUniqueOrThrow({ where: { id: next.id } })
    const texts = (await readRecommendations(database.db, cycle)).map(({ text }) => text)
    expect(texts).toEqual(['Raise the pool', 'Later'])
    expect(first).toMatchObject({ owner: 'Operations', dueOn: '2026-12-01', status: 'open' })
  })
})
