// What a test of cycles needs, made directly: a plan with two scenarios, and runs of it that ended with a verdict.

import { randomUUID } from 'node:crypto'
import { makePerson, makeProject, type Person } from '#lib/access/testing.ts'
import type { Db, Prisma, Tx } from '#lib/db/client.ts'
import { compilePlan } from '#lib/plans/compile.ts'
import type { CompiledPlan } from '#lib/plans/compiled.ts'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { titleOf } from '#lib/runs/head.ts'
import { judgedObjectives } from '#lib/verdicts/judged-objectives.ts'
import { RULES_VERSION } from '#lib/verdicts/run-verdict.ts'
import type { ObjectiveVerdict, Validity, Verdict } from '#lib/verdicts/verdict.ts'
import { createCycle } from './commands/create.ts'
import { markItem } from './commands/mark.ts'
import type { CycleFacts, RunFact, StoredVerdict } from './facts.ts'

export const ordersDraft = (change: Partial<PlanDraft> = {}): PlanDraft => ({
  name: 'Orders',
  version: '2.4',
  contacts: [{ role: 'Test lead' }, { role: 'Operations' }],
  criticalMetrics: ['p95(read)', 'error_rate'],
  environments: [{ key: 'demo', name: 'Demo', baseUrl: 'http://127.0.0.1:4010' }],
  operations: [{ key: 'read', name: 'Read', request: { path: '/orders' } }],
  slas: [
    { key: 'read-p95', operation: 'read', metric: 'p95', target: '100ms', limit: '200ms', priority: 'high' },
    { key: 'errors', metric: 'error_rate', target: '1%', limit: '2%', priority: 'medium' },
  ],
  acceptance: [{ key: 'a1', requirement: 'Peak holds 40/s', judge: 'rate >= 40/s', scenario: 'peak' }],
  scenarios: [
    {
      key: 'base',
      type: 'baseline',
      name: 'Baseline',
      load: { model: 'rate', stages: [{ key: 's', for: '2s', rate: '20/s' }] },
      mix: [{ operation: 'read' }],
      evidence: ['Test data restored'],
    },
    {
      key: 'peak',
      type: 'peak',
      name: 'Peak',
      load: { model: 'rate', stages: [{ key: 's', for: '2s', rate: '40/s' }] },
      mix: [{ operation: 'read' }],
    },
  ],
  checklists: {
    before: [
      { key: 'env', text: 'Environment validated', gate: true },
      { key: 'told', text: 'Team told' },
    ],
    after: [{ key: 'archive', text: 'Results archived' }],
  },
  ...change,
})

export function compiledOrders(change: Partial<PlanDraft> = {}): CompiledPlan {
  const result = compilePlan(ordersDraft(change))
  if (!result.ok) throw new Error(JSON.stringify(result.findings))
  return result.plan
}

/** Every objective of the scenario met, but for those named. */
export function verdictOf(
  plan: CompiledPlan,
  scenario: string,
  verdicts: Record<string, Verdict> = {},
  status: Validity['status'] = 'valid',
): StoredVerdict {
  const found = plan.scenarios.find(({ key }) => key === scenario)
  if (!found) throw new Error(`no scenario ${scenario}`)
  const objectives = judgedObjectives(plan, found).map((objective): ObjectiveVerdict => {
    const { key, judge, source, priority, entry, phase = null } = objective
    if (entry.kind !== 'criterion') throw new Error('alternatives are not made here')
    const verdict = verdicts[key] ?? 'pass'
    const { target, limit } = entry
    return {
      ...{ key, judge, source, priority, phase, verdict, target, limit, metric: '', selector: null, comparator: '<' },
      ...{ reason: `It came to ${verdict}.`, unit: 'ms', actual: verdict === 'inconclusive' ? null : target },
      ...{ interval: null, headroom: 0.5, samples: 1000, window: { fromMs: 0, toMs: 2000, name: 'steady' } },
    } as ObjectiveVerdict
  })
  const worst = (['fail', 'inconclusive', 'warn', 'pass'] as const).find((one) =>
    objectives.some(({ verdict }) => verdict === one),
  )
  const reasons = status === 'valid' ? [] : ['The generator was late.']
  const judged = { verdict: worst ?? 'pass', sentence: 'Judged.', objectives }
  return { ...judged, validity: { status, reasons, completeness: 1 }, confidence: null }
}

export const runFact = (plan: CompiledPlan, scenario: string, change: Partial<RunFact> = {}): RunFact => ({
  ...{ id: `id-${scenario}`, label: `R-${scenario.length}`, scenario, state: 'ended', endReason: 'completed' },
  ...{ environment: 'demo', revision: { id: 'r1', number: 1 }, isSameLoad: true },
  createdAt: new Date('2026-11-21T12:00:00Z'),
  startedAt: new Date('2026-11-21T12:00:01Z'),
  endedAt: new Date('2026-11-21T12:00:03Z'),
  ...{ suiteIndex: null, trigger: 'suite', addedBy: 'Ada', excluded: null, verdict: verdictOf(plan, scenario) },
  ...change,
})

/** A cycle of the orders plan with these runs. */
export function factsOf(runs: RunFact[], draft = ordersDraft(), plan = compiledOrders()): CycleFacts {
  return {
    cycle: {
      ...{ id: 'c', projectId: 'p', planId: 'pl', number: 1, name: 'Orders 2.4', versionUnderTest: '2.4' },
      ...{ environment: 'demo', startsOn: null, endsOn: null, state: 'open', createdBy: 'Ada' },
      suite: { steps: [], progress: null },
      createdAt: new Date('2026-11-21T11:00:00Z'),
    },
    planName: 'Orders',
    revision: { id: 'r1', number: 1, hash: 'h', loadHash: 'l' },
    ...{ plan, draft, runs },
  }
}

export interface Team {
  projectId: string
  planId: string
  viewer: Person
  engineer: Person
  lead: Person
  stranger: Person
}

/** A project with one person of each role, and a plan. */
export async function makeTeam(db: Db, draft = ordersDraft()): Promise<Team> {
  const [viewer, engineer, lead, stranger] = await Promise.all([
    makePerson(db, { name: 'Vera' }),
    makePerson(db, { name: 'Enno' }),
    makePerson(db, { name: 'Lea' }),
    makePerson(db, { name: 'Sam' }),
  ])
  const projectId = await makeProject(db, [
    [viewer, 'viewer'],
    [engineer, 'engineer'],
    [lead, 'lead'],
  ])
  const plan = await db.plan.create({ data: { projectId, name: draft.name, draft: draft as Prisma.InputJsonObject } })
  return { projectId, planId: plan.id, viewer, engineer, lead, stranger }
}

export interface EndedRun {
  cycleId: string
  scenario: string
  verdicts?: Record<string, Verdict>
  status?: Validity['status']
}

/** A run of the cycle's revision that ended, was judged and belongs to the cycle. */
export async function addEndedRun(tx: Tx, { cycleId, scenario, verdicts, status }: EndedRun): Promise<string> {
  const cycle = await tx.cycle.findUniqueOrThrow({ where: { id: cycleId }, include: { revision: true } })
  const plan = cycle.revision.compiled as unknown as CompiledPlan
  const { lastRun } = await tx.project.update({ where: { id: cycle.projectId }, data: { lastRun: { increment: 1 } } })
  const { projectId, planId, revisionId } = cycle
  const [startedAt, endedAt] = [new Date(Date.now() - 2_000), new Date()]
  const run = await tx.run.create({
    data: {
      ...{ projectId, planId, revisionId, number: lastRun, scenario, environment: 'demo', seed: 1 },
      title: titleOf(plan, 1, { scenario, environment: 'demo' }) as unknown as Prisma.InputJsonObject,
      ...{ state: 'ended', endReason: 'completed', startedAt, endedAt },
      cycles: { create: { cycleId, addedBy: 'Test' } },
    },
  })
  await storeVerdict(tx, run.id, revisionId, verdictOf(plan, scenario, verdicts, status))
  return run.id
}

export async function storeVerdict(tx: Tx, runId: string, revisionId: string, verdict: StoredVerdict): Promise<void> {
  const { confidence: _confidence, ...columns } = verdict
  await tx.runVerdict.create({
    data: {
      runId,
      revisionId,
      rulesVersion: RULES_VERSION,
      ...columns,
    } as unknown as Prisma.RunVerdictUncheckedCreateInput,
  })
}

/** In the registry only; alive for an hour, however slow the machine is. */
export async function makeAliveWorker(db: Db): Promise<void> {
  const heartbeatAt = new Date(Date.now() + 3_600_000)
  const process = { host: 'test', pid: 1, version: '0', cores: 2 }
  await db.worker.create({ data: { id: randomUUID(), ...process, heartbeatAt } })
}

export interface RanCycle extends Team {
  id: string
  base: string
  peak: string
}

/** A cycle in which both scenarios were run; everything is met but for what is given, of peak. */
export async function makeRanCycle(
  db: Db,
  verdicts: Record<string, Verdict> = {},
  status: Validity['status'] = 'valid',
): Promise<RanCycle> {
  const team = await makeTeam(db)
  const { id } = await createCycle(team.engineer.ctx, { id: team.planId })
  const base = await addEndedRun(db, { cycleId: id, scenario: 'base' })
  const peak = await addEndedRun(db, { cycleId: id, scenario: 'peak', verdicts, status })
  await markItem(team.engineer.ctx, { id, list: 'success', item: 'base/test-data-restored', state: 'done' })
  return { ...team, id, base, peak }
}

/** The code of the error it ends with, or `done`. */
export const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error) => error.code,
  )

/** As the API takes it. */
export const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString()
