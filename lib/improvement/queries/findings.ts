import type { Ctx } from '#lib/access/actor.ts'
import { authorize } from '#lib/access/queries/authorize.ts'
import { type Page, type PageInput, pageQuery, toPage } from '#lib/core/page.ts'
import { authorizeCycle } from '#lib/cycles/queries/facts.ts'
import type { Tx } from '#lib/db/client.ts'
import { runLabel } from '#lib/runs/head.ts'
import { findingLabel, type Known } from '../finding.ts'
import type { FindingView } from '../schema.ts'

export const FINDING_INCLUDE = {
  cycle: { select: { id: true, name: true } },
  run: { select: { id: true, number: true, scenario: true } },
} as const

type FindingRow = Awaited<ReturnType<typeof findRow>> & object

function findRow(tx: Tx, id: string) {
  return tx.finding.findUnique({ where: { id }, include: FINDING_INCLUDE })
}

export function toFinding(row: FindingRow): FindingView {
  const { fromMs, toMs } = row
  return {
    ...{ id: row.id, projectId: row.projectId, number: row.number, label: findingLabel(row.number), title: row.title },
    ...{ impact: row.impact, rootCause: row.rootCause, owner: row.owner, cycle: row.cycle, createdBy: row.createdBy },
    severity: row.severity as FindingView['severity'],
    status: row.status as FindingView['status'],
    run: row.run && { id: row.run.id, label: runLabel(row.run.number) },
    scenario: row.run?.scenario ?? null,
    ...{ objective: row.objective, analysis: row.analysis },
    window: fromMs !== null && toMs !== null ? { fromMs, toMs } : null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }
}

type ListInput = { id: string; status?: string | undefined } & PageInput

/** Of a cycle or of all of a project, newest first. */
export async function listCycleFindings(ctx: Ctx, { id, status, ...page }: ListInput): Promise<Page<FindingView>> {
  await authorizeCycle(ctx, id, 'cycle.view')
  return list(ctx.db, { cycleId: id, ...(status ? { status } : {}) }, page)
}

export async function listProjectFindings(ctx: Ctx, { id, status, ...page }: ListInput): Promise<Page<FindingView>> {
  await authorize(ctx, id, 'cycle.view')
  return list(ctx.db, { projectId: id, ...(status ? { status } : {}) }, page)
}

async function list(tx: Tx, where: Record<string, string>, page: PageInput): Promise<Page<FindingView>> {
  return toPage(await tx.finding.findMany({ where, ...pageQuery(page), include: FINDING_INCLUDE }), page, toFinding)
}

/** All but the dismissed, oldest first. Authorize before calling. */
export async function readFindings(tx: Tx, cycleId: string): Promise<FindingView[]> {
  const where = { cycleId, status: { not: 'dismissed' } }
  return (await tx.finding.findMany({ where, orderBy: { number: 'asc' }, include: FINDING_INCLUDE })).map(toFinding)
}

/** What suggestions of the cycle have become findings, or were dismissed. Authorize before calling. */
export async function readKnown(tx: Tx, cycleId: string): Promise<Known[]> {
  const rows = await tx.finding.findMany({ where: { cycleId }, include: { run: { select: { scenario: true } } } })
  return rows.map(({ run, objective, analysis }) => ({ scenario: run?.scenario ?? null, objective, analysis }))
}
