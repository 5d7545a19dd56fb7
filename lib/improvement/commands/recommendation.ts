import type { Ctx } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/access/audit.ts'
import { authorizeRow } from '#lib/access/queries/authorize.ts'
import { AppError } from '#lib/core/errors.ts'
import { refuseClosed } from '#lib/cycles/commands/change-evidence.ts'
import { authorizeCycle } from '#lib/cycles/queries/facts.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { RECOMMENDATION_INCLUDE, toRecommendation } from '../queries/recommendations.ts'
import type { CreateRecommendation, RecommendationView, UpdateRecommendation } from '../schema.ts'
import { defined } from './finding.ts'

/** Throws `precondition_failed` when the cycle is closed; what it recommended may still be carried out. */
export async function createRecommendation(
  ctx: Ctx,
  { id, ...input }: CreateRecommendation,
): Promise<RecommendationView> {
  const { projectId, ...cycle } = await authorizeCycle(ctx, id, 'cycle.edit')
  refuseClosed(cycle)
  await checkFinding(ctx, projectId, input.finding)
  return inTransaction(ctx.db, async (tx) => {
    const { text, horizon, priority } = input
    const data = { ...columnsOf(input), text, horizon, priority, projectId, cycleId: id, createdBy: ctx.actor.name }
    const row = await tx.recommendation.create({ data, include: RECOMMENDATION_INCLUDE })
    const subject = { kind: 'cycle', id }
    await recordAudit(tx, ctx, { verb: 'recommendation.create', subject, projectId, details: { text, priority } })
    return toRecommendation(row)
  })
}

/** Throws `not_found` as everywhere. */
export async function updateRecommendation(
  ctx: Ctx,
  { id, ...input }: UpdateRecommendation,
): Promise<RecommendationView> {
  const before = await ctx.db.recommendation.findUnique({ where: { id } })
  const { projectId, cycleId } = await authorizeRow(ctx, before, 'cycle.edit', 'recommendation')
  await checkFinding(ctx, projectId, input.finding)
  const data = columnsOf(input)
  return inTransaction(ctx.db, async (tx) => {
    const row = await tx.recommendation.update({ where: { id }, data, include: RECOMMENDATION_INCLUDE })
    const subject = cycleId ? { kind: 'cycle', id: cycleId } : { kind: 'recommendation', id }
    const details = { changed: Object.keys(data) }
    await recordAudit(tx, ctx, { verb: 'recommendation.update', subject, projectId, details })
    return toRecommendation(row)
  })
}

function columnsOf({ finding, dueOn, ...given }: Omit<UpdateRecommendation, 'id'>) {
  return {
    ...defined(given),
    ...(finding === undefined ? {} : { findingId: finding }),
    ...(dueOn === undefined ? {} : { dueOn: dueOn === null ? null : new Date(`${dueOn}T00:00:00Z`) }),
  }
}

async function checkFinding({ db }: Ctx, projectId: string, finding: string | null | undefined): Promise<void> {
  if (!finding || (await db.finding.count({ where: { id: finding, projectId } })) > 0) return
  const message = 'The project has no such finding.'
  throw new AppError('invalid_input', message, { details: { fields: [{ path: 'finding', message }] } })
}
