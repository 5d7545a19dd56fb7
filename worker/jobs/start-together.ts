// The shards of a run begin at one moment: each makes everything ready, the first runs setup for all, and the last one to be ready sets
// second 0 in database time, which each reads on its own clock.

import { setTimeout as delay } from 'node:timers/promises'
import { AppError } from '#lib/core/errors.ts'
import type { Logger } from '#lib/core/log.ts'
import type { Db } from '#lib/db/client.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import type { CompiledPlan } from '#lib/plans/compiled.ts'
import { markReady, readSharedValues, storeSharedValues } from '#lib/runs/commands/barrier.ts'
import { stopOthers } from '#lib/runs/commands/shard-end.ts'
import type { Lease } from '#lib/runs/lease.ts'
import type { EngineHandle, EngineInput, PlannedEnd } from '#worker/engine/engine.ts'
import type { LeaseKeeper } from './keep-lease.ts'
import { keepTrying } from './keep-trying.ts'

/** Longer than their last requests take, and than a worker is waited for that fell silent. */
const OTHERS_END_WITHIN_MS = 60_000

export interface TogetherOptions {
  db: Db
  log: Logger
  lease: Lease
  keeper: LeaseKeeper
  plan: CompiledPlan
  leadMs: number | undefined
  startEngine: (how: Partial<EngineInput>) => EngineHandle | null
  /** After setup, before the load, by the first. It must not reject. */
  beforeLoad: () => Promise<void>
  /** After the load of all, before teardown, by the first. It must not reject. */
  afterLoad: () => Promise<void>
}

/** The engine once it was told when to begin, or has ended before; null when the run was called off before there was one. */
export async function startTogether(options: TogetherOptions): Promise<EngineHandle | null> {
  const { db, log, lease, keeper, plan, leadMs } = options
  // Nothing is sent, not even by setup, before every part has its worker.
  if (!(await keeper.until(({ waiting }) => waiting === 0))) return null
  const engine = await prepare(options)
  const prepared = await engine?.prepared
  if (!engine || !prepared) return engine
  if (lease.shardIndex === 0) await options.beforeLoad()
  if (lease.shardIndex === 0 && plan.setup.length > 0) {
    await keepTrying(() => storeSharedValues(db, lease, prepared.sharedValues), 'shared values not stored', log)
  }
  await keepTrying(() => inTransaction(db, (tx) => markReady(tx, lease, leadMs)), 'readiness not stored', log)
  const standing = await keeper.until(({ startAt }) => startAt !== null)
  if (standing?.startAt) engine.go(inTime(keeper.clock.toLocal(standing.startAt)))
  return engine
}

async function prepare(options: TogetherOptions): Promise<EngineHandle | null> {
  const { db, log, lease, keeper, plan, startEngine } = options
  if (lease.shardIndex === 0) {
    const beforeTeardown = async (end: PlannedEnd) => {
      await waitForOthers(options, end)
      await options.afterLoad()
    }
    return startEngine({ waitsForGo: true, beforeTeardown })
  }
  if (plan.setup.length === 0) return startEngine({ waitsForGo: true, sharedValues: {} })
  if (!(await keeper.until(({ hasSharedValues }) => hasSharedValues))) return null
  const sharedValues = await keepTrying(() => readSharedValues(db, lease.runId), 'shared values not read', log)
  return startEngine({ waitsForGo: true, sharedValues })
}

/** They use what the teardown takes away. When this part did not complete, they have to hear of it first. */
async function waitForOthers({ db, log, lease, keeper }: TogetherOptions, end: PlannedEnd): Promise<void> {
  try {
    await inTransaction(db, (tx) => stopOthers(tx, lease, end))
  } catch (error) {
    log.warn({ err: error, runId: lease.runId }, 'the other parts were not told of the end')
  }
  const tooLong = delay(OTHERS_END_WITHIN_MS, undefined, { ref: false })
  await Promise.race([keeper.untilInTheEnd(({ isAlone }) => isAlone), tooLong])
}

/** One that begins later than the others would offer another load than they do, second by second. */
function inTime(startAt: Date): Date {
  const lateMs = Date.now() - startAt.getTime()
  if (lateMs <= 0) return startAt
  throw new AppError('unavailable', `A worker heard of the common start ${lateMs} ms after it. Start the run again.`)
}
