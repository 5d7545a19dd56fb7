// Takes short work on targets, such as a quick bench, while no run is under way here: load next to load would measure both.

import type { Logger } from '#lib/core/log.ts'
import type { Db } from '#lib/db/client.ts'
import { claimTargetJob } from '#lib/runs/commands/target-job.ts'
import type { StartEngine } from '#worker/engine/engine.ts'
import { executeBench } from './execute-bench.ts'

export interface JobTakerOptions {
  db: Db
  log: Logger
  workerId: string
  startEngine: StartEngine
  threads?: number
  /** Who takes runs: goes first, and waits while a job is under way. */
  runs: { readonly idle: Promise<void>; readonly isIdle: boolean; wake(): void }
}

export class TargetJobTaker {
  readonly #options: JobTakerOptions
  readonly #leaving = new AbortController()
  #loop: Promise<void> | null = null
  #isBusy = false
  #isRunAsked = false

  constructor(options: JobTakerOptions) {
    this.#options = options
  }

  /** Whether a run may begin here now; if not, who takes runs is woken when it may. */
  allowsRun(): boolean {
    this.#isRunAsked ||= this.#isBusy
    return !this.#isBusy
  }

  get isBusy(): boolean {
    return this.#isBusy
  }

  /** Looks for work once no run is under way. Cheap when there is none. */
  wake(): void {
    if (this.#leaving.signal.aborted) return
    this.#loop ??= this.#takeAll()
      .catch((error) => this.#options.log.error({ err: error }, 'looking for jobs failed'))
      .finally(() => {
        this.#loop = null
      })
  }

  /** Takes nothing more, and resolves when the job under way has ended in order. */
  async leave(): Promise<void> {
    this.#leaving.abort()
    if (this.#isBusy) await this.#loop
  }

  async #takeAll(): Promise<void> {
    const { runs } = this.#options
    for (;;) {
      while (!runs.isIdle) await runs.idle
      if (this.#leaving.signal.aborted) return
      this.#isBusy = true
      const took = await this.#takeOne().finally(() => {
        this.#isBusy = false
        if (this.#isRunAsked) runs.wake()
        this.#isRunAsked = false
      })
      if (!took) return
    }
  }

  async #takeOne(): Promise<boolean> {
    const { db, log, workerId, startEngine, threads } = this.#options
    const claimed = await claimTargetJob(db, workerId, 'bench')
    if (!claimed) return false
    const job = { id: claimed.id, ownerId: workerId }
    log.info({ jobId: job.id }, 'quick bench claimed')
    await executeBench({ db, log, job, startEngine, threads, leaving: this.#leaving.signal })
    log.info({ jobId: job.id }, 'quick bench over')
    return true
  }
}
