import { AppError } from '#lib/core/errors.ts'
import type { Tx } from '#lib/db/client.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { type Ctx, userIdOf } from '../actor.ts'
import { recordAudit } from '../audit.ts'
import { toProject } from '../project-view.ts'
import { authorize, authorizeInstance } from '../queries/authorize.ts'
import type { Project } from '../schema.ts'

/** Whoever creates a project is its first admin. */
export async function createProject(ctx: Ctx, input: { name: string; description?: string }): Promise<Project> {
  authorizeInstance(ctx.actor, 'create projects')
  return inTransaction(ctx.db, async (tx) => toProject(await insertProject(tx, ctx, input), 'admin'))
}

/** Without a check: for commands that made theirs. */
export async function insertProject(
  tx: Tx,
  { actor }: Pick<Ctx, 'actor'>,
  { name, description = '' }: { name: string; description?: string },
) {
  const userId = userIdOf(actor)
  const memberships = userId ? { create: { userId, role: 'admin' } } : {}
  const project = await tx.project.create({ data: { name, description, memberships } })
  const subject = { kind: 'project', id: project.id }
  await recordAudit(tx, { actor }, { verb: 'project.create', subject, projectId: project.id, details: { name } })
  return project
}

export async function updateProject(
  ctx: Ctx,
  { id, ...changes }: { id: string; name?: string; description?: string },
): Promise<Project> {
  const role = await authorize(ctx, id, 'project.edit')
  return inTransaction(ctx.db, async (tx) => {
    const project = await tx.project.update({ where: { id }, data: changes })
    const subject = { kind: 'project', id }
    await recordAudit(tx, ctx, { verb: 'project.update', subject, projectId: id, details: changes })
    return toProject(project, role)
  })
}

/** With all its plans, results and decisions. Throws `precondition_failed` while one of its runs goes on. */
export async function deleteProject(ctx: Ctx, id: string): Promise<void> {
  await authorize(ctx, id, 'project.delete')
  await inTransaction(ctx.db, async (tx) => {
    const name = await lockProject(tx, id)
    const active = await tx.run.findFirst({ where: { projectId: id, state: { not: 'ended' } } })
    if (active) throw new AppError('precondition_failed', `Run R-${active.number} still goes on. Stop it first.`)
    // The database keeps a cycle that was decided on: only with the whole project does it go.
    const { count: decisions } = await tx.decision.deleteMany({ where: { cycle: { projectId: id } } })
    await tx.project.delete({ where: { id } })
    const subject = { kind: 'project', id }
    await recordAudit(tx, ctx, { verb: 'project.delete', subject, projectId: id, details: { name, decisions } })
  })
}

/** Keeps runs from starting meanwhile: each takes its number from this row. */
async function lockProject(tx: Tx, id: string): Promise<string> {
  const [row] = await tx.$queryRaw<{ name: string }[]>`SELECT name FROM project WHERE id = ${id}::uuid FOR UPDATE`
  if (!row) throw new AppError('not_found', 'The project was deleted meanwhile.')
  return row.name
}
