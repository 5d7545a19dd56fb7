import type { Tx } from '#lib/db/client.ts'
import type { ShareLink } from '../schema.ts'
import { shareState } from '../share-link.ts'

interface ShareRow {
  id: string
  prefix: string
  createdAt: Date
  createdBy: string
  expiresAt: Date
  revokedAt: Date | null
  views: number
  lastViewedAt: Date | null
}

export const toShareLink = (row: ShareRow, now: Date): ShareLink => ({
  ...{ id: row.id, prefix: row.prefix, createdBy: row.createdBy, views: row.views },
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
  revokedAt: row.revokedAt?.toISOString() ?? null,
  lastViewedAt: row.lastViewedAt?.toISOString() ?? null,
  state: shareState(row, now),
})

/** Newest first. Authorize before calling. */
export async function listShareLinks(tx: Tx, cycleId: string, now: Date): Promise<ShareLink[]> {
  const rows = await tx.shareLink.findMany({ where: { cycleId }, orderBy: { id: 'desc' }, take: 200 })
  return rows.map((row) => toShareLink(row, now))
}
