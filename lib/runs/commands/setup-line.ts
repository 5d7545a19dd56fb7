import type { Tx } from '#lib/db/client.ts'
import { elapsedMs } from './lifecycle.ts'

/**
 * How far setup or teardown is, as one line of the timeline: written when it begins (`id` null), written anew from then on. Returns its id.
 * For the worker: it acts for the system.
 */
export async function writeSetupLine(
  tx: Tx,
  line: { id: string | null; runId: string; text: string },
): Promise<string> {
  const { id, runId, text } = line
  if (id !== null) {
    await tx.runEvent.updateMany({ where: { id, runId }, data: { text } })
    return id
  }
  const offsetMs = Math.round(await elapsedMs(tx, runId))
  const data = { runId, offsetMs, kind: 'setup', text, actor: 'system' }
  return (await tx.runEvent.create({ data, select: { id: true } })).id
}
