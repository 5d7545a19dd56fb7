// One run on this worker: load the frozen plan, drive the engine, keep the lease, store what it tells, end the run.

import type { Logger } from '#lib/core/log.ts'
import type { Db } from '#lib/db/client.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { releaseShard } from '#lib/runs/commands/lease.ts'
import { addRunEvent, endRun, markRunning } from '#lib/runs/commands/lifecycle.ts'
import { recordMeasurements, type SeriesIds } from '#lib/runs/commands/record.ts'
import type { Lease } from '#lib/runs/lease.ts'
import { getRunOrder } from '#lib/runs/queries/order.ts'
import { instanceTargetPolicy } from '#lib/runs/queries/target-policy.ts'
import type { EngineHandle, EngineOutcome, EngineTick, StartEngine } from '#worker/engine/engine.ts'
import { keepLease } from './keep-lease.ts'
import { keepTrying } from './keep-trying.ts'
import { MeasurementWriter } from './measurement-writer.ts'

export interface RunJob {
  db: Db
  log: Logger
  lease: Lease
  startEngine: StartEngine
  /** Aborts when the worker is asked to leave: the run is stopped in order. */
  leaving: AbortSignal
}

/** Resolves when the run is over for this worker, whatever happened; the run's row says what. Never rejects. */
export async function executeRun(job: RunJob): Promise<void> {
  await new Execution(job).run()
}

class Execution {
  readonly #job: RunJob
  readonly #writer: MeasurementWriter
  #engine: EngineHandle | null = null
  /** Asked for before the engine was there. */
  #stopped: string | null = null
  #isLeaseLost = false

  constructor(job: RunJob) {
    this.#job = job
    const ids: SeriesIds = new Map()
    this.#writer = new MeasurementWriter(
      (recording) => recordMeasurements(job.db, job.lease, ids, recording),
      (end) => (end.kind === 'lease-lost' ? this.#giveUp() : this.#engine?.stop('aborted', end.message)),
    )
  }

  /** The lease is kept until the end is written: while the database is away, nobody else may take the run for lost. */
  async run(): Promise<void> {
    const { db, log, lease, leaving } = this.#job
    const keeper = keepLease({ db, log, lease, onStop: (why) => this.#stop(why), onLost: () => this.#giveUp() })
    const onLeaving = () => this.#stop('The worker was shut down.')
    leaving.addEventListener('abort', onLeaving)
    try {
      const outcome = await this.#carryOut().catch((error) => this.#failed(error))
      if (!this.#isLeaseLost) await keepTrying(() => finish(db, lease, outcome), 'end of run not stored', log)
    } catch (error) {
      log.error({ err: error, runId: lease.runId }, 'the end of a run could not be stored')
    } finally {
      leaving.removeEventListener('abort', onLeaving)
      await keeper.stop()
    }
  }

  async #carryOut(): Promise<EngineOutcome> {
    const { db, log, lease, startEngine } = this.#job
    const order = await getRunOrder(db, lease.runId)
    const engine = startEngine({ ...order, policy: instanceTargetPolicy() }, (tick) => this.#record(tick))
    this.#engine = engine
    if (this.#stopped !== null) engine.stop('stopped', this.#stopped)
    const startedAt = await engine.started
    const marked = startedAt
      ? keepTrying(() => inTransaction(db, (tx) => markRunning(tx, lease, startedAt)), 'start not stored', log)
      : null
    const outcome = await engine.finished
    await marked?.catch(() => {}) // the end tells when it began, too
    await this.#writer.drain()
    return outcome
  }

  #record(tick: EngineTick): void {
    const bufferBytes = this.#writer.bufferBytes
    this.#writer.push({ ...tick, generator: tick.generator.map((second) => ({ ...second, bufferBytes })) })
  }

  #stop(why: string): void {
    this.#stopped ??= why
    this.#engine?.stop('stopped', why)
  }

  #giveUp(): void {
    this.#isLeaseLost = true
    this.#engine?.stop('aborted', 'The lease on this run was lost.', 0)
  }

  /** Only what nobody foresaw comes here; load that may still be on its way ends first. */
  async #failed(error: unknown): Promise<EngineOutcome> {
    const { log, lease } = this.#job
    log.error({ err: error, runId: lease.runId }, 'run failed')
    const message = 'The worker could not carry out this run; its log says why. Start the run again.'
    this.#engine?.stop('aborted', message, 0)
    const outcome = await this.#engine?.finished.catch(() => null)
    return {
      startedAt: outcome?.startedAt ?? new Date(),
      durationMs: outcome?.durationMs ?? 0,
      reason: 'failed',
      message,
    }
  }
}

/** Shard and run end in one transaction; only the holder of the lease may say how. */
async function finish(db: Db, lease: Lease, outcome: EngineOutcome): Promise<void> {
  await inTransaction(db, async (tx) => {
    if (!(await releaseShard(tx, lease, 'done'))) return
    const endedAt = new Date(outcome.startedAt.getTime() + outcome.durationMs)
    const ended = await endRun(tx, lease.runId, { reason: outcome.reason, message: outcome.message, endedAt })
    if (!ended) return
    const text = outcome.reason === 'stopped' ? 'No more load is sent' : (outcome.message ?? 'The schedule is over')
    await addRunEvent(tx, { runId: lease.runId, offsetMs: outcome.durationMs, kind: 'end', text, actor: 'system' })
  })
}
