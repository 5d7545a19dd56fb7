// Takes waiting runs one after the other: two at once on the same cores would measure each other.

import type { Logger } from '#lib/core/log.ts'
import type { Db } from '#lib/db/client.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { claimShard } from '#lib/runs/commands/lease.ts'
import { judgeEndedRun } from '#lib/verdicts/commands/judge.ts'
import type { StartEngine } from '#worker/engine/engine.ts'
import { executeRun } from './execute-run.ts'

export class RunTaker {
  readonly #options: { db: Db; log: Logger; workerId: string; startEngine: StartEngine }
  readonly #leaving = new AbortController()
  #loop: Promise<void> | null = null

  constructor(options: { db: Db; log: Logger; workerId: string; startEngine: StartEngine }) {
    this.#options = options
  }

  /** Looks for work unless some is under way. Cheap: one indexed query when there is none. */
  wake(): void {
    if (this.#leaving.signal.aborted) return
    this.#loop ??= this.#takeAll()
      .catch((error) => this.#options.log.error({ err: error }, 'looking for runs failed'))
      .finally(() => {
        this.#loop = null
      })
  }

  /** Claims nothing more, ends the run under way in order, and resolves when its measurements are stored. */
  async leave(): Promise<void> {
    this.#leaving.abort()
    await this.#loop
  }

  async #takeAll(): Promise<void> {
    const { db, log, workerId, startEngine } = this.#options
    while (!this.#leaving.signal.aborted) {
      const lease = await inTransaction(db, (tx) => claimShard(tx, workerId))
      if (!lease) return
      log.info({ runId: lease.runId, epoch: lease.epoch }, 'run claimed')
      await executeRun({ db, log, lease, startEngine, leaving: this.#leaving.signal })
      await judgeEndedRun(db, lease.runId)
      log.info({ runId: lease.runId }, 'run over')
    }
  }
}
