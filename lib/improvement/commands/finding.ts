// Writing findings down: by a person, or by confirming what the numbers suggest.

import type { Ctx } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/access/audit.ts'
import { authorizeRow } from '#lib/access/queries/authorize.ts'
import { AppError } from '#lib/core/errors.ts'
import { refuseClosed } from '#lib/cycles/commands/change-evidence.ts'
import { authorizeCycle } from '#lib/cycles/queries/facts.ts'
import type { Prisma, Tx } from '#lib/db/client.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { assessCycle } from '#lib/decisions/queries/assessment.ts'
import { findingLabel } from '../finding.ts'
import { FINDING_INCLUDE, toFinding } from '../queries/findings.ts'
import { readSuggestions } from '../queries/suggestions.ts'
import type { CreateFinding, FindingView, UpdateFinding } from '../schema.ts'

type Data = Omit<Prisma.FindingUncheckedCreateInput, 'projectId' | 'planId' | 'number' | 'createdBy' | 'cycleId'>

/** Throws `not_found` for a suggestion that is confirmed, dismissed or gone, `conflict` when that is done at this moment, `precondition_failed` when the cycle is closed. */
export async function createFinding(ctx: Ctx, input: CreateFinding): Promise<FindingView> {
  const cycle = await authorizeCycle(ctx, input.id, 'cycle.edit')
  refuseClosed(cycle)
  const data = 'suggestion' in input ? await fromSuggestion(ctx, input) : await fromPerson(ctx, cycle.projectId, input)
  return inTransaction(ctx.db, async (tx) => {
    const number = await takeNumber(tx, cycle.projectId)
    if ('suggestion' in input) await refuseKnown(tx, cycle.id, data)
    const { projectId, planId } = cycle
    const row = await tx.finding.create({
      data: { ...data, projectId, planId, cycleId: cycle.id, number, createdBy: ctx.actor.name },
      include: FINDING_INCLUDE,
    })
    const details = { finding: findingLabel(number), title: row.title, severity: row.severity }
    const verb = row.status === 'dismissed' ? 'finding.dismiss' : 'finding.create'
    await recordAudit(tx, ctx, { verb, subject: { kind: 'cycle', id: cycle.id }, projectId, details })
    return toFinding(row)
  })
}

/** On the locked row of the project: of two people who take up a suggestion at the same moment one is told. */
async function refuseKnown(tx: Tx, cycleId: string, { runId, objective, analysis }: Data): Promise<void> {
  const same = { cycleId, runId: runId ?? null, objective: objective ?? null, analysis: analysis ?? null }
  if ((await tx.finding.count({ where: same })) === 0) return
  throw new AppError('conflict', 'Somebody else confirmed or dismissed it at this moment. Look at the findings again.')
}

async function fromSuggestion(ctx: Ctx, input: Extract<CreateFinding, { suggestion: string }>): Promise<Data> {
  const { facts, coverage } = await assessCycle(ctx.db, input.id, ctx.now)
  const found = (await readSuggestions(ctx.db, facts, coverage)).find(({ key }) => key === input.suggestion)
  if (!found)
    throw new AppError(
      'not_found',
      'There is no such suggestion: it is confirmed or dismissed already, or its run changed.',
    )
  return {
    title: input.title ?? found.title,
    severity: input.severity ?? found.severity,
    impact: input.impact ?? '',
    rootCause: input.rootCause ?? found.advice,
    owner: input.owner ?? '',
    status: input.dismiss ? 'dismissed' : 'open',
    ...{ runId: found.run.id, objective: found.objective, analysis: found.analysis },
    ...windowColumns(found.window),
  }
}

async function fromPerson(
  ctx: Ctx,
  projectId: string,
  { id: _id, run, window, ...given }: Exclude<CreateFinding, { suggestion: string }>,
): Promise<Data> {
  await checkRun(ctx, projectId, run)
  return {
    ...defined(given),
    title: given.title,
    severity: given.severity,
    runId: run ?? null,
    ...windowColumns(window),
  }
}

/** Throws `not_found` as everywhere. */
export async function updateFinding(ctx: Ctx, { id, run, window, ...given }: UpdateFinding): Promise<FindingView> {
  const before = await ctx.db.finding.findUnique({ where: { id } })
  const { projectId, cycleId, number } = await authorizeRow(ctx, before, 'cycle.edit', 'finding')
  await checkRun(ctx, projectId, run)
  const data = {
    ...defined(given),
    ...(run === undefined ? {} : { runId: run }),
    ...(window === undefined ? {} : windowColumns(window)),
  }
  return inTransaction(ctx.db, async (tx) => {
    const row = await tx.finding.update({ where: { id }, data, include: FINDING_INCLUDE })
    const subject = cycleId ? { kind: 'cycle', id: cycleId } : { kind: 'finding', id }
    const details = { finding: findingLabel(number), changed: Object.keys(data) }
    await recordAudit(tx, ctx, { verb: 'finding.update', subject, projectId, details })
    return toFinding(row)
  })
}

async function checkRun({ db }: Ctx, projectId: string, run: string | null | undefined): Promise<void> {
  if (!run || (await db.run.count({ where: { id: run, projectId } })) > 0) return
  const message = 'The project has no such run.'
  throw new AppError('invalid_input', message, { details: { fields: [{ path: 'run', message }] } })
}

const windowColumns = (window: { fromMs: number; toMs: number } | null | undefined) => ({
  fromMs: window ? Math.round(window.fromMs) : null,
  toMs: window ? Math.round(window.toMs) : null,
})

/** Without what was not given. */
export function defined<T extends object>(given: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as never
}

/** One statement, whose row lock gives every finding of a project its own number. */
async function takeNumber(tx: Tx, projectId: string): Promise<number> {
  const { lastFinding } = await tx.project.update({
    where: { id: projectId },
    data: { lastFinding: { increment: 1 } },
    select: { lastFinding: true },
  })
  return lastFinding
}
