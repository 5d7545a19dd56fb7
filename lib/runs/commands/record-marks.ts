// What a run puts on its own timeline, and the level of a search that takes effect with it.

import { createHash } from 'node:crypto'
import type { Prisma, Tx } from '#lib/db/client.ts'
import type { RunMark } from '../run-mark.ts'

/** Storing the same marks twice, after an outage, adds nothing. */
export async function storeMarks(tx: Tx, runId: string, marks: readonly RunMark[]): Promise<void> {
  for (const { change } of marks) {
    if (!change) continue
    const added = JSON.stringify([change])
    await tx.$executeRaw`
      UPDATE run SET load_changes = load_changes || ${added}::jsonb
      WHERE id = ${runId}::uuid AND NOT load_changes @> ${added}::jsonb`
  }
  const events = marks.map((mark) => ({
    id: markId(runId, mark),
    runId,
    offsetMs: Math.max(0, Math.round(mark.offsetMs)),
    kind: mark.kind,
    text: mark.text,
    data: mark.data as Prisma.InputJsonObject,
    actor: 'system',
  }))
  if (events.length > 0) await tx.runEvent.createMany({ data: events, skipDuplicates: true })
}

/** Made of what it names: a UUID of version 8, by its maker's own rule (RFC 9562). */
function markId(runId: string, mark: RunMark): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([runId, mark]))
    .digest('hex')
  return digest.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-8$3-8$4-$5')
}
