// One part of a run on this worker: load the frozen plan, drive the engine, keep the lease, store what it tells, end the part.

import { isAppError } from '#lib/core/errors.ts'
import type { Logger } from '#lib/core/log.ts'
import type { Db } from '#lib/db/client.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import type { LeaseStanding, StopOrder } from '#lib/runs/commands/lease.ts'
import { markRunning, noteStop } from '#lib/runs/commands/lifecycle.ts'
import { recordMeasurements, type SeriesIds } from '#lib/runs/commands/record.ts'
import { endShard, type ShardOutcome } from '#lib/runs/commands/shard-end.ts'
import type { Lease } from '#lib/runs/lease.ts'
import { getRunOrder } from '#lib/runs/queries/order.ts'
import { instanceTargetPolicy } from '#lib/runs/queries/target-policy.ts'
import type { EngineHandle, EngineInput, EngineTick, StartEngine } from '#worker/engine/engine.ts'
import { goOnceRead } from '#worker/probes/sampler.ts'
import { LeaseKeeper } from './keep-lease.ts'
import { keepTrying } from './keep-trying.ts'
import { MeasurementWriter } from './measurement-writer.ts'
import { MergedJudge } from './merged-judge.ts'
import { MonitoredRun } from './monitored-run.ts'
import { OnceNotes } from './once-notes.ts'
import { startTogether } from './start-together.ts'

export interface RunJob {
  db: Db
  log: Logger
  lease: Lease
  startEngine: StartEngine
  /** Generator threads; default 1. */
  threads?: number | undefined
  /** From the moment all are ready to second 0, where several workers share the run. */
  leadMs?: number | undefined
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
  readonly #keeper: LeaseKeeper
  #engine: EngineHandle | null = null
  #judge: MergedJudge | null = null
  #monitored: MonitoredRun | null = null
  #isJudging = false
  /** May have been given before the engine was there. */
  #stop: StopOrder | null = null
  #isLeaseLost = false

  constructor(job: RunJob) {
    this.#job = job
    const ids: SeriesIds = new Map()
    this.#writer = new MeasurementWriter(
      (recording) => recordMeasurements(job.db, job.lease, ids, recording),
      (end) => (end.kind === 'lease-lost' ? this.#giveUp() : this.#engine?.stop('aborted', end.message)),
    )
    this.#keeper = new LeaseKeeper({
      ...{ db: job.db, log: job.log, lease: job.lease },
      onStanding: (standing) => this.#hear(standing),
      onStop: (order) => this.#obey(order),
      onLost: () => this.#giveUp(),
    })
  }

  /** The lease is kept until the end is written: while the database is away, nobody else may take the run for lost. */
  async run(): Promise<void> {
    const { db, log, lease, leaving } = this.#job
    const onLeaving = () => this.#obey({ message: 'The worker was shut down.', reason: 'stopped' })
    leaving.addEventListener('abort', onLeaving)
    if (leaving.aborted) onLeaving()
    try {
      const outcome = await this.#carryOut().catch((error) => this.#failed(error))
      const end = async () => void (await inTransaction(db, (tx) => endShard(tx, lease, outcome)))
      if (!this.#isLeaseLost) await keepTrying(end, 'end of run not stored', log)
    } catch (error) {
      log.error({ err: error, runId: lease.runId }, 'the end of a run could not be stored')
    } finally {
      leaving.removeEventListener('abort', onLeaving)
      await this.#monitored?.after()
      await this.#keeper.stop()
    }
  }

  async #carryOut(): Promise<ShardOutcome> {
    const { db, log, lease } = this.#job
    const order = await keepTrying(() => getRunOrder(db, lease), 'order of a run not read', log)
    const { threads } = this.#job
    const input: EngineInput = { ...order, policy: instanceTargetPolicy(), ...(threads ? { threads } : {}) }
    this.#monitored = MonitoredRun.of(input, { ...this.#job, keeper: this.#keeper })
    const engine = order.shard.count === 1 ? this.#startAlone(input) : await this.#startTogether(input)
    if (!engine) return { ...notStarted, ...this.#ordered({ reason: 'stopped', message: null }) }
    const startedAt = await engine.started
    if (startedAt) this.#monitored?.begin(startedAt)
    const marked = startedAt
      ? keepTrying(
          () => inTransaction(db, (tx) => markRunning(tx, lease, this.#inDatabaseTime(startedAt))),
          'start not stored',
          log,
        )
      : null
    const outcome = await engine.finished
    await marked?.catch(() => {}) // the end tells when it began, too
    await this.#monitored?.end(input.shard?.count ?? 1)
    await this.#writer.drain()
    return {
      ...this.#ordered(outcome),
      startedAt: startedAt && this.#inDatabaseTime(startedAt),
      durationMs: outcome.durationMs,
    }
  }

  readonly #told = () => this.#monitored?.series ?? []

  /** Null when the run is ours no more: nobody would hear of what it sends, or could stop it. */
  #start(input: EngineInput): EngineHandle | null {
    if (this.#isLeaseLost) return null
    const notes = new OnceNotes({ ...this.#job, runId: input.runId })
    const engine = this.#job.startEngine(
      input,
      (tick) => this.#record(tick),
      (progress) => notes.take(progress, Date.now()),
    )
    this.#engine = engine
    if (this.#stop) this.#obey(this.#stop)
    return engine
  }

  /** Where there are monitors, they are read between setup and the load. */
  #startAlone(input: EngineInput): EngineHandle | null {
    const monitored = this.#monitored
    if (!monitored) return this.#start(input)
    const around = { waitsForGo: true, beforeTeardown: () => monitored.after(), monitors: this.#told }
    const engine = this.#start({ ...input, ...around })
    if (engine) goOnceRead(engine, monitored)
    return engine
  }

  async #startTogether(input: EngineInput): Promise<EngineHandle | null> {
    const { db, log, lease, leadMs } = this.#job
    const keeper = this.#keeper
    const startEngine = (how: Partial<EngineInput>) => this.#start({ ...input, ...how, judgesStopRules: false })
    const around = {
      beforeLoad: async () => this.#monitored?.before(),
      afterLoad: async () => this.#monitored?.after(),
    }
    const engine = await startTogether({ db, log, lease, keeper, plan: input.plan, leadMs, startEngine, ...around })
    const scenario = input.plan.scenarios.find(({ key }) => key === input.scenario)
    if (scenario) this.#judge = new MergedJudge(db, lease.runId, input.plan, scenario, this.#told)
    return engine
  }

  #record(tick: EngineTick): void {
    const bufferBytes = this.#writer.bufferBytes
    this.#writer.push({ ...tick, generator: tick.generator.map((second) => ({ ...second, bufferBytes })) })
    if (this.#keeper.isLowest) void this.#judgeAll()
  }

  /** Of the shards of a run, the first that is alive judges for all; all hear of it with their lease. */
  async #judgeAll(): Promise<void> {
    const { db, log, lease } = this.#job
    if (!this.#judge || this.#isJudging || this.#stop) return
    this.#isJudging = true
    try {
      const order = await this.#judge.look()
      if (order) await inTransaction(db, (tx) => noteStop(tx, lease.runId, order))
    } catch (error) {
      log.warn({ err: error, runId: lease.runId }, 'stop rules not judged')
    } finally {
      this.#isJudging = false
    }
  }

  #hear({ loadChanges }: LeaseStanding): void {
    if (loadChanges.length > 0) this.#engine?.changeLoad(loadChanges)
  }

  /** The first order says why. When all load is to end at once, nothing more is sent, teardown neither. */
  #obey(order: StopOrder): void {
    this.#stop ??= order
    this.#keeper.giveUpWaiting()
    const { reason, message } = this.#stop
    this.#engine?.stop(reason === 'stopped' ? 'stopped' : 'aborted', message, ...(order.isUrgent ? [0] : []))
  }

  /** An end the engine was told keeps the reason of who told it; what went wrong on the way is said after that. */
  #ordered({ reason, message }: Pick<ShardOutcome, 'reason' | 'message'>): Pick<ShardOutcome, 'reason' | 'message'> {
    const order = this.#stop
    if (order === null || reason === 'completed' || reason === 'failed') return { reason, message }
    const said = message ?? order.message
    return said.startsWith(order.message) ? { reason: order.reason, message: said } : { reason, message }
  }

  #giveUp(): void {
    this.#isLeaseLost = true
    this.#engine?.stop('aborted', 'The lease on this run was lost.', 0)
  }

  #inDatabaseTime(date: Date): Date {
    return this.#keeper.clock.toDatabase(date)
  }

  /** Only what nobody foresaw comes here; load that may still be on its way ends first. */
  async #failed(error: unknown): Promise<ShardOutcome> {
    const { log, lease } = this.#job
    log.error({ err: error, runId: lease.runId }, 'run failed')
    const message = isAppError(error)
      ? error.message
      : 'The worker could not carry out this run; its log says why. Start the run again.'
    this.#engine?.stop('aborted', message, 0)
    const outcome = await this.#engine?.finished.catch(() => null)
    const startedAt = outcome ? this.#inDatabaseTime(outcome.startedAt) : null
    return { startedAt, durationMs: outcome?.durationMs ?? 0, reason: 'failed', message }
  }
}

const notStarted: Pick<ShardOutcome, 'startedAt' | 'durationMs'> = { startedAt: null, durationMs: 0 }
