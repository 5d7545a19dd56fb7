// Tidies what a dead worker leaves behind: runs without an owner end as lost and are judged on what was stored.

import type { Logger } from '#lib/core/log.ts'
import type { Db } from '#lib/db/client.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { endLostRuns } from '#lib/runs/commands/lease.ts'
import { judgeEndedRun } from '#lib/verdicts/commands.ts'
import { listUnjudgedRuns } from '#lib/verdicts/queries/judgement.ts'

let sweeping = false

export async function sweep(db: Db, log: Logger): Promise<void> {
  if (sweeping) return
  sweeping = true
  try {
    const lost = await inTransaction(db, endLostRuns)
    for (const run of lost) log.warn({ runId: run.id }, 'run lost its worker')
    for (const run of await listUnjudgedRuns(db)) await judgeEndedRun(db, run.id)
  } catch (error) {
    log.error({ err: error }, 'sweep failed')
  } finally {
    sweeping = false
  }
}
