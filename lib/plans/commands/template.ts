// A plan as the start of others in its project. What a draft names stays where it is: values of secrets and uploaded files belong to
// the project, never to the document.

import type { Ctx } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/access/audit.ts'
import { authorizeRow } from '#lib/access/queries/authorize.ts'
import { AppError } from '#lib/core/errors.ts'
import { inTransaction, isUniqueViolation } from '#lib/db/transaction.ts'
import { toTemplate } from '../queries/template.ts'
import type { ProjectTemplate } from '../template-schema.ts'
import { columnsOf, lockPlan } from './row.ts'

export interface SaveTemplate {
  /** Of the plan. */
  id: string
  name: string
  description: string
}

/** Keeps the draft as it is now. Throws `conflict` when the project has a template of this name. */
export async function saveTemplate(ctx: Ctx, { id, name, description }: SaveTemplate): Promise<ProjectTemplate> {
  const row = await ctx.db.plan.findUnique({ where: { id }, select: { projectId: true } })
  const { projectId } = await authorizeRow(ctx, row, 'plan.edit', 'plan')
  try {
    return await inTransaction(ctx.db, async (tx) => {
      const { draft } = columnsOf((await lockPlan(tx, id)).draft)
      const data = { projectId, name, description, draft, createdBy: ctx.actor.name, createdAt: ctx.now }
      const template = await tx.planTemplate.create({ data })
      const subject = { kind: 'template', id: template.id }
      await recordAudit(tx, ctx, { verb: 'template.save', subject, projectId, details: { name, plan: id } })
      return toTemplate(template)
    })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    const message = `This project has a template "${name}" already. Choose another name, or delete that one first.`
    throw new AppError('conflict', message, { cause: error })
  }
}

/** Plans made from it stay as they are. */
export async function deleteTemplate(ctx: Ctx, id: string): Promise<void> {
  const row = await ctx.db.planTemplate.findUnique({ where: { id }, select: { projectId: true, name: true } })
  const { projectId, name } = await authorizeRow(ctx, row, 'plan.delete', 'template')
  await inTransaction(ctx.db, async (tx) => {
    await tx.planTemplate.deleteMany({ where: { id } })
    await recordAudit(tx, ctx, {
      verb: 'template.delete',
      subject: { kind: 'template', id },
      projectId,
      details: { name },
    })
  })
}
