import type { Tx } from '#lib/db/client.ts'

export interface LoadBlock {
  by: string
  reason: string
  createdAt: Date
}

/** Null while load may be sent. */
export function findLoadBlock(tx: Tx): Promise<LoadBlock | null> {
  return tx.loadBlock.findFirst({ select: { by: true, reason: true, createdAt: true } })
}
