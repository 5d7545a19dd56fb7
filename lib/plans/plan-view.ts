import type { Role } from '#lib/access/role.ts'
import type { PlanDraft } from './document/plan.ts'
import type { PlanHead, PlanStatus, PlanView, RevisionView } from './schema.ts'

interface HeadRow {
  id: string
  projectId: string
  name: string
  status: string
  version: number
  lastRevision: number
  nextReview: Date | null
  createdAt: Date
  updatedAt: Date
}

export function toPlanHead(row: HeadRow): PlanHead {
  return {
    id: row.id,
    projectId: row.projectId,
    name: row.name,
    status: row.status as PlanStatus,
    version: row.version,
    lastRevision: row.lastRevision,
    nextReview: row.nextReview?.toISOString().slice(0, 10) ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }
}

export function toPlan(row: HeadRow & { draft: unknown }, role: Role): PlanView {
  const { nextReview: _, ...head } = toPlanHead(row)
  return { ...head, role, draft: row.draft as PlanDraft }
}

interface RevisionRow {
  id: string
  number: number
  hash: string
  loadHash: string
  note: string
  actorName: string
  createdAt: Date
}

export function toRevision({ id, number, hash, loadHash, note, actorName, createdAt }: RevisionRow): RevisionView {
  return { id, number, hash, loadHash, note, by: actorName, createdAt: createdAt.toISOString() }
}
