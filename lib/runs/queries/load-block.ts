import type { Tx } from '#lib/db/client.ts'
import type { LoadBlockView } from '../worker-schema.ts'

export interface LoadBlock {
  by: string
  reason: string
  createdAt: Date
}

/** Null while load may be sent. */
export function findLoadBlock(tx: Tx): Promise<LoadBlock | null> {
  return tx.loadBlock.findFirst({ select: { by: true, reason: true, createdAt: true } })
}

/** For pages and the API: whether all load is stopped, by whom, why, and since when. */
export async function getLoadBlock(tx: Tx): Promise<LoadBlockView> {
  const block = await findLoadBlock(tx)
  if (!block) return { stopped: false, by: null, reason: null, since: null }
  return { stopped: true, by: block.by, reason: block.reason, since: block.createdAt.toISOString() }
}
