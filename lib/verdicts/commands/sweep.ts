// Tidies what a dead worker leaves behind: parts without an owner end as lost, runs that wait for workers in vain as failed, and every
// ended run gets its verdict, its coarse rows and its analyses. Lets go what is not kept of long runs. Any process may sweep, web or worker, and one of
// them has to be alive.

import { analyseEndedRun } from '#lib/analysis/commands/analyse.ts'
import { listUnanalysedRuns } from '#lib/analysis/queries/analyses.ts'
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
const RETRY_AFTER_MS = 600_000

/** Sweeps until the returned function is called. What takes long is left to others while `isBusy`, as it would disturb a measurement. */
export function startSweeping(log: Logger, isBusy: () => boolean = () => false): () => void {
  const sweeper = new Sweeper(log, isBusy)
  const timer = setInterval(() => sweeper.beat(), EVERY_MS)
  return () => clearInterval(timer)
}

class Sweeper {
  readonly #log: Logger
  readonly #unplaced = new UnplacedWatch()
  /** Since when the database has answered every time; owners get as long to renew after an outage before they count as silent. */
  #steadySince: number | null = null
  #isSweeping = false
  readonly #isBusy: () => boolean
  /** Runs that could not be judged or tidied, until they are tried again: they must not keep the others waiting. */
  readonly #judgeLater = new Later()
  readonly #tidyLater = new Later()
  readonly #analyseLater = new Later()

  constructor(log: Logger, isBusy: () => boolean) {
    this.#log = log
    this.#isBusy = isBusy
  }

  async beat(): Promise<void> {
    if (this.#isSweeping) return
    this.#isSweeping = true
    try {
      await this.#sweep()
      this.#steadySince ??= performance.now()
      // What is left unjudged or untidy does not say that the database was away.
      await this.#judge().catch((error) => this.#log.warn({ err: error }, 'judging failed'))
      await this.#tidy().catch((error) => this.#log.warn({ err: error }, 'tidying failed'))
      await this.#analyse().catch((error) => this.#log.warn({ err: error }, 'analysing failed'))
    } catch (error) {
      this.#steadySince = null
      this.#log.warn({ err: error }, 'sweep failed')
    } finally {
      this.#isSweeping = false
    }
  }

  async #sweep(): Promise<void> {
    const db = getDb()
    await db.$queryRaw`SELECT 1`
    if (this.#steadySince === null || performance.now() - this.#steadySince < LEASE_TTL_MS) return
    const lost = await inTransaction(db, (tx) => endLostRuns(tx))
    for (const { id } of lost) this.#log.warn({ runId: id }, 'run lost its worker')
    await sweepTargetJobs(db)
    const unplaced = await this.#unplaced.look(db, performance.now())
    for (const { id, why } of unplaced) this.#log.warn({ runId: id, why }, 'run found too few workers')
  }

  async #judge(): Promise<void> {
    const db = getDb()
    for (const { id } of await listUnjudgedRuns(db, this.#judgeLater.ids())) {
      if (this.#isBusy()) return
      await judgeEndedRun(db, id).catch((error) => {
        this.#judgeLater.add(id)
        this.#log.error({ err: error, runId: id }, 'run not judged')
      })
    }
  }

  async #analyse(): Promise<void> {
    const db = getDb()
    for (const { id } of await listUnanalysedRuns(db, this.#analyseLater.ids())) {
      if (this.#isBusy()) return
      await analyseEndedRun(db, id).catch((error) => {
        this.#analyseLater.add(id)
        this.#log.error({ err: error, runId: id }, 'run not analysed')
      })
    }
  }

  async #tidy(): Promise<void> {
    const db = getDb()
    for (const run of await listUntidyRuns(db, this.#tidyLater.ids())) {
      if (this.#isBusy()) return
      await tidyRun(db, run).catch((error) => {
        this.#tidyLater.add(run.id)
        this.#log.error({ err: error, runId: run.id }, 'run not tidied; its rows are left as they are')
      })
    }
  }
}

class Later {
  readonly #since = new Map<string, number>()

  add(id: string): void {
    this.#since.set(id, performance.now())
  }

  ids(): string[] {
    for (const [id, since] of this.#since) if (performance.now() - since > RETRY_AFTER_MS) this.#since.delete(id)
    return [...this.#since.keys()]
  }
}
