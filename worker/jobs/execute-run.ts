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
import type { EngineHandle, EngineOutcome, StartEngine } from '#worker/engine/engine.ts'
import { type Keeper, keepLease } from './keep-lease.ts'
import { MeasurementWriter } from './measurement-writer.ts'

export interface RunJob {
  db: Db
  log: Logger
  lease: Lease
  startEngine: StartEngine
  /** Aborts when the worker is asked to leave: the run is stopped in order. */
  leaving: AbortSignal
}

/** Resolves when the run is over for this worker, whatever happened; the run's row says what. */
export async function executeRun(job: RunJob): Promise<void> {
  const { db, log, lease } = job
  try {
    const outcome = await drive(job)
    if (outcome) await finish(db, lease, outcome)
  } catch (error) {
    log.error({ err: error, runId: lease.runId }, 'run failed')
    const message = 'The worker could not carry out this run; its log says why. Start the run again.'
    await finish(db, lease, { reason: 'failed', message, startedAt: new Date(), durationMs: 0 })
  }
}

async function drive({ db, log, lease, startEngine, leaving }: RunJob): Promise<EngineOutcome | null> {
  const order = await getRunOrder(db, lease.runId)
  const ids: SeriesIds = new Map()
  let leaseLost = false
  let engine: EngineHandle | null = null
  const giveUp = () => {
    leaseLost = true
    engine?.stop('aborted', 'The lease on this run was lost.', 0)
  }
  const writer = new MeasurementWriter(
    (recording) => recordMeasurements(db, lease, ids, recording),
    (end) => (end.kind === 'lease-lost' ? giveUp() : engine?.stop('aborted', end.message)),
  )
  engine = startEngine({ ...order, policy: instanceTargetPolicy() }, (tick) => writer.push(tick))
  const keeper = keepLease({ db, log, lease, onStop: (why) => engine.stop('stopped', why), onLost: giveUp })
  const onLeaving = () => engine.stop('stopped', 'The worker was shut down.')
  leaving.addEventListener('abort', onLeaving)
  try {
    return await attend(engine, { db, lease, writer, keeper, isLost: () => leaseLost })
  } finally {
    leaving.removeEventListener('abort', onLeaving)
    await keeper.stop()
  }
}

interface Attendance {
  db: Db
  lease: Lease
  writer: MeasurementWriter
  keeper: Keeper
  isLost: () => boolean
}

async function attend(engine: EngineHandle, { db, lease, writer, isLost }: Attendance): Promise<EngineOutcome | null> {
  const startedAt = await engine.started
  if (startedAt) await inTransaction(db, (tx) => markRunning(tx, lease, startedAt))
  const outcome = await engine.finished
  await writer.drain()
  return isLost() ? null : outcome
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
