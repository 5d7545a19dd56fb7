import { isDeepStrictEqual } from 'node:util'
import { type Ctx, userIdOf } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/access/audit.ts'
import { authorizeRow } from '#lib/access/queries/authorize.ts'
import { AppError } from '#lib/core/errors.ts'
import type { Prisma, Tx } from '#lib/db/client.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { compilePlan } from '../compile.ts'
import type { CompiledPlan } from '../compiled.ts'
import type { PlanDraft } from '../document/plan.ts'
import { lintPlan } from '../lint/rules.ts'
import { toRevision } from '../plan-view.ts'
import { pinFiles, withKnownColumns } from '../queries/dataset-file.ts'
import { hashPlan, loadHash } from '../revision.ts'
import type { RevisionView } from '../schema.ts'
import { lockPlan, type PlanRow } from './row.ts'

export interface FrozenRevision {
  id: string
  number: number
  hash: string
  compiled: CompiledPlan
}

export async function createRevision(ctx: Ctx, { id, note }: { id: string; note?: string }): Promise<RevisionView> {
  const row = await ctx.db.plan.findUnique({ where: { id }, select: { projectId: true } })
  await authorizeRow(ctx, row, 'plan.freeze', 'plan')
  return inTransaction(ctx.db, async (tx) => {
    const frozen = await freezeRevision(tx, ctx, id, note)
    return toRevision(await tx.planRevision.findUniqueOrThrow({ where: { id: frozen.id } }))
  })
}

/**
 * What a run is judged against for ever: the draft compiled, under the number of the last revision when nothing has
 * changed since, else under the next. Throws `precondition_failed` with `details.findings` when the plan has
 * errors. Part of the caller's transaction, and authorized by the caller.
 */
export async function freezeRevision(
  tx: Tx,
  ctx: Pick<Ctx, 'actor'>,
  planId: string,
  note = '',
): Promise<FrozenRevision> {
  const plan = await lockPlan(tx, planId)
  const draft = await withKnownColumns(tx, plan.projectId, plan.draft)
  const compiled = await pinFiles(tx, plan.projectId, compileOrRefuse(draft))
  const hash = hashPlan(compiled)
  const last = await tx.planRevision.findUnique({
    where: { planId_number: { planId, number: plan.lastRevision } },
    select: { id: true, number: true, hash: true, draft: true },
  })
  // What only people read counts as well: a cycle takes checklists, evidence and contacts from the draft it was frozen with.
  if (last && last.hash === hash && isDeepStrictEqual(last.draft, plan.draft))
    return { id: last.id, number: last.number, hash, compiled }
  return { ...(await insertRevision(tx, ctx, plan, compiled, { hash, note })), compiled }
}

function compileOrRefuse(draft: PlanDraft): CompiledPlan {
  const result = compilePlan(draft)
  const { findings } = lintPlan(draft)
  const errors = findings.filter(({ severity }) => severity === 'error')
  if (result.ok && errors.length === 0) return result.plan
  const more = errors.length > 1 ? ` And ${errors.length - 1} more.` : ''
  const message = `The plan cannot be run yet: ${errors[0]?.message ?? 'it is incomplete'}.${more}`
  throw new AppError('precondition_failed', message, { details: { findings } })
}

async function insertRevision(
  tx: Tx,
  { actor }: Pick<Ctx, 'actor'>,
  plan: PlanRow,
  compiled: CompiledPlan,
  { hash, note }: { hash: string; note: string },
) {
  const number = plan.lastRevision + 1
  await tx.plan.update({ where: { id: plan.id }, data: { lastRevision: number } })
  const revision = await tx.planRevision.create({
    data: {
      planId: plan.id,
      number,
      draft: plan.draft as Prisma.InputJsonValue,
      compiled: compiled as unknown as Prisma.InputJsonValue,
      hash,
      loadHash: loadHash(compiled),
      note,
      actorId: userIdOf(actor),
      actorName: actor.name,
    },
    select: { id: true, number: true, hash: true },
  })
  const subject = { kind: 'plan', id: plan.id }
  await recordAudit(tx, { actor }, { verb: 'plan.freeze', subject, projectId: plan.projectId, details: { number } })
  return revision
}
