// Takes waiting runs one after the other: two at once on the same cores would measure each other.

import { analyseEndedRun } from '#lib/analysis/commands/analyse.ts'
import type { Logger } from '#lib/core/log.ts'
import type { Db } from '#lib/db/client.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { claimShard } from '#lib/runs/commands/lease.ts'
import { judgeEndedRun } from '#lib/verdicts/commands/judge.ts'
import type { StartEngine } from '#worker/engine/engine.ts'
import { executeRun } from './execute-run.ts'

export interface TakerOptions {
  db: Db
  log: Logger
  workerId: string
  startEngine: StartEngine
  /** Which parts of a run it may take beside those for anybody. */
  labels?: readonly string[]
  /** Generator threads; default 1. */
  threads?: number
  leadMs?: number
  /** False while something else sends load from here; it wakes the taker when it is over. */
  mayTake?: () => boolean
}

export class RunTaker {
  readonly #options: TakerOptions
  readonly #leaving = new AbortController()
  #loop: Promise<void> | null = null

  constructor(options: TakerOptions) {
    this.#options = options
  }

  /** Looks for work unless some is under way. Cheap: one indexed query when there is none. */
  wake(): void {
    if (this.#leaving.signal.aborted || this.#options.mayTake?.() === false) return
    this.#loop ??= this.#takeAll()
      .catch((error) => this.#options.log.error({ err: error }, 'looking for runs failed'))
      .finally(() => {
        this.#loop = null
      })
  }

  get isIdle(): boolean {
    return this.#loop === null
  }

  /** Resolves when no run is under way and none was found. */
  get idle(): Promise<void> {
    return this.#loop ?? Promise.resolve()
  }

  /** Claims nothing more, ends the run under way in order, and resolves when its measurements are stored. */
  async leave(): Promise<void> {
    this.#leaving.abort()
    await this.#loop
  }

  async #takeAll(): Promise<void> {
    const { db, log, workerId, startEngine, labels, threads, leadMs } = this.#options
    while (!this.#leaving.signal.aborted) {
      const lease = await inTransaction(db, (tx) => claimShard(tx, workerId, labels))
      if (!lease) return
      log.info({ runId: lease.runId, shard: lease.shardIndex, epoch: lease.epoch }, 'run claimed')
      await executeRun({ db, log, lease, startEngine, threads, leadMs, leaving: this.#leaving.signal })
      await judgeEndedRun(db, lease.runId)
      await analyseEndedRun(db, lease.runId).catch((error) =>
        log.error({ err: error, runId: lease.runId }, 'run not analysed'),
      )
      log.info({ runId: lease.runId }, 'run over')
    }
  }
}
