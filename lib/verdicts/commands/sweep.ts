// Tidies what a dead worker leaves behind: runs without an owner end as lost, and every ended run gets its verdict. Any process may
// sweep, web or worker, and one of them has to be alive.

import type { Logger } from '#lib/core/log.ts'
import { getDb } from '#lib/db/client.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { endLostRuns } from '#lib/runs/commands/lease.ts'
import { LEASE_TTL_MS } from '#lib/runs/lease.ts'
import { listUnjudgedRuns } from '../queries/judgement.ts'
import { judgeEndedRun } from './judge.ts'

const EVERY_MS = 2_500

/** Sweeps until the returned function is called. */
export function startSweeping(log: Logger): () => void {
  const sweeper = new Sweeper(log)
  const timer = setInterval(() => sweeper.beat(), EVERY_MS)
  return () => clearInterval(timer)
}

class Sweeper {
  readonly #log: Logger
  /** Since when the database has answered every time; owners get as long to renew after an outage before they count as silent. */
  #steadySince: number | null = null
  #isBusy = false

  constructor(log: Logger) {
    this.#log = log
  }

  async beat(): Promise<void> {
    if (this.#isBusy) return
    this.#isBusy = true
    try {
      await this.#sweep()
      this.#steadySince ??= Date.now()
    } catch (error) {
      this.#steadySince = null
      this.#log.warn({ err: error }, 'sweep failed')
    } finally {
      this.#isBusy = false
    }
  }

  async #sweep(): Promise<void> {
    const db = getDb()
    const unjudged = await listUnjudgedRuns(db)
    for (const { id } of unjudged) {
      // One plan that cannot be judged must not keep the others waiting.
      await judgeEndedRun(db, id).catch((error) => this.#log.error({ err: error, runId: id }, 'run not judged'))
    }
    if (this.#steadySince === null || Date.now() - this.#steadySince < LEASE_TTL_MS) return
    for (const { id } of await inTransaction(db, endLostRuns)) this.#log.warn({ runId: id }, 'run lost its worker')
  }
}
