import { type Page, type PageInput, pageQuery, toPage } from '#lib/core/page.ts'
import { type Actor, type Ctx, effectiveRole, userIdOf } from '../actor.ts'
import { toMember } from '../member-view.ts'
import { toProject } from '../project-view.ts'
import { isRole, type Role } from '../role.ts'
import type { Member, Project } from '../schema.ts'
import { authorize, authorizeInstance } from './authorize.ts'

/** The projects an actor may enter, newest first. */
export async function listProjects({ actor, db }: Ctx, page: PageInput): Promise<Page<Project>> {
  const userId = userIdOf(actor)
  const rows = await db.project.findMany({
    where: visibleProjects(actor),
    include: { memberships: { where: { userId: userId ?? undefined }, select: { userId: true, role: true } } },
    ...pageQuery(page),
  })
  return toPage(rows, page, (row) => {
    const stored = row.memberships.find((membership) => membership.userId === userId)?.role
    return toProject(row, effectiveRole(actor, row.id, isRole(stored) ? stored : null) ?? 'viewer')
  })
}

/** As a Prisma filter on projects: for lists over all projects of an actor. */
export function visibleProjects(actor: Actor) {
  if (actor.kind === 'system') return {}
  const bound = actor.kind === 'token' && actor.projectId ? { id: actor.projectId } : {}
  return actor.isAdmin ? bound : { ...bound, memberships: { some: { userId: actor.userId } } }
}

export async function getProject(ctx: Ctx, id: string): Promise<Project> {
  const role: Role = await authorize(ctx, id, 'project.view')
  return toProject(await ctx.db.project.findUniqueOrThrow({ where: { id } }), role)
}

export async function listMembers(ctx: Ctx, { id, ...page }: { id: string } & PageInput): Promise<Page<Member>> {
  await authorize(ctx, id, 'member.view')
  const rows = await ctx.db.membership.findMany({
    where: { projectId: id },
    include: { user: { select: { name: true, email: true } } },
    ...pageQuery(page),
  })
  return toPage(rows, page, toMember)
}

export async function listAudit(ctx: Ctx, { id, ...page }: { id: string } & PageInput) {
  await authorize(ctx, id, 'audit.view')
  return pageAudit(ctx, id, page)
}

/** What concerns no project but this Headroom: load stopped and allowed again. Newest first. Throws `forbidden` for who is no admin of it. */
export async function listInstanceAudit(ctx: Ctx, page: PageInput) {
  authorizeInstance(ctx.actor, 'read its audit log')
  return pageAudit(ctx, null, page)
}

async function pageAudit(ctx: Ctx, projectId: string | null, page: PageInput) {
  const rows = await ctx.db.auditEvent.findMany({ where: { projectId }, ...pageQuery(page) })
  return toPage(rows, page, (row) => ({
    id: row.id,
    at: row.createdAt.toISOString(),
    actor: { kind: row.actorKind, name: row.actorName },
    verb: row.verb,
    subject: { kind: row.subjectKind, id: row.subjectId },
    details: row.details as Record<string, unknown>,
  }))
}
