import type { Tx } from '#lib/db/client.ts'
import type { Problem } from '../preflight.ts'

/** Why no further run can be started now; null while fewer than `most` wait or go on. */
export async function findRunCap(tx: Tx, most: number): Promise<Problem | null> {
  const count = await tx.run.count({ where: { state: { not: 'ended' } } })
  if (count < most) return null
  const message = `${count} ${count === 1 ? 'run waits or goes' : 'runs wait or go'} on; this Headroom takes at most ${most} at a time. Start it once one has ended, or raise HEADROOM_MAX_RUNS.`
  return { code: 'run-cap', message }
}
