// Tidies what a dead worker leaves behind: parts without an owner end as lost, runs that wait for workers in vain as failed, and every
// ended run gets its verdict and its coarse rows. Lets go what is not kept of long runs. Any process may sweep, web or worker, and one of
// them has to be alive.

import type { Logger } from '#lib/core/log.ts'
import { getDb } from '#lib/db/client.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { endLostRuns } from '#lib/runs/commands/shard-end.ts'
import { sweepTargetJobs } from '#lib/runs/commands/target-job.ts'
import { listUntidyRuns, tidyRun } from '#lib/runs/commands/tidy.ts'
import { UnplacedWatch } from '#lib/runs/commands/unplaced.ts'
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
  readonly #unplaced = new UnplacedWatch()
  /** Since when the database has answered every time; owners get as long to renew after an outage before they count as silent. */
  #steadySince: number | null = null
  #isBusy = false
  /** Runs with a row that no try of this process can read. */
  readonly #unreadable = new Set<string>()

  constructor(log: Logger) {
    this.#log = log
  }

  async beat(): Promise<void> {
    if (this.#isBusy) return
    this.#isBusy = true
    try {
      await this.#sweep()
      this.#steadySince ??= Date.now()
      // What is left untidy does not say that the database was away.
      await this.#tidy().catch((error) => this.#log.warn({ err: error }, 'tidying failed'))
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
    const lost = await inTransaction(db, (tx) => endLostRuns(tx))
    for (const { id } of lost) this.#log.warn({ runId: id }, 'run lost its worker')
    await sweepTargetJobs(db)
    const unplaced = await this.#unplaced.look(db, Date.now())
    for (const { id, why } of unplaced) this.#log.warn({ runId: id, why }, 'run found too few workers')
  }

  async #tidy(): Promise<void> {
    const db = getDb()
    for (const run of await listUntidyRuns(db)) {
      if (this.#unreadable.has(run.id)) continue
      await tidyRun(db, run).catch((error) => {
        if (!(error instanceof RangeError)) throw error
        this.#unreadable.add(run.id)
        this.#log.error({ err: error, runId: run.id }, 'rows of a run cannot be read; it is left as it is')
      })
    }
  }
}
