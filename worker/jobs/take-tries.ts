// Takes tries, a few at a time, also beside a run: they send one request after the other, and nothing is measured.

import type { Logger } from '#lib/core/log.ts'
import type { Db } from '#lib/db/client.ts'
import { claimTargetJob } from '#lib/runs/commands/target-job.ts'
import { executeTry } from './execute-try.ts'

const AT_ONCE = 4

export interface TryTakerOptions {
  db: Db
  log: Logger
  workerId: string
}

export class TryTaker {
  readonly #options: TryTakerOptions
  readonly #leaving = new AbortController()
  readonly #underWay = new Set<Promise<boolean>>()

  constructor(options: TryTakerOptions) {
    this.#options = options
  }

  /** Looks for work. Cheap when there is none. */
  wake(): void {
    if (this.#leaving.signal.aborted || this.#underWay.size >= AT_ONCE) return
    const work = this.#takeOne().catch((error) => {
      this.#options.log.error({ err: error }, 'looking for tries failed')
      return false
    })
    this.#underWay.add(work)
    void work.then((took) => {
      this.#underWay.delete(work)
      if (took) this.wake()
    })
  }

  /** Takes nothing more, and resolves when those under way have ended. */
  async leave(): Promise<void> {
    this.#leaving.abort()
    await Promise.all(this.#underWay)
  }

  async #takeOne(): Promise<boolean> {
    const { db, log, workerId } = this.#options
    const claimed = await claimTargetJob(db, workerId, 'try')
    if (!claimed) return false
    // The next may wait already.
    this.wake()
    const job = { id: claimed.id, ownerId: workerId }
    log.info({ jobId: job.id }, 'try claimed')
    await executeTry({ db, log, job, leaving: this.#leaving.signal })
    log.info({ jobId: job.id }, 'try over')
    return true
  }
}
