// A worker process: takes runs from the queue, one at a time, and carries them out. Start more of them with `npm run worker`.

import { randomUUID } from 'node:crypto'
import { availableParallelism, hostname } from 'node:os'
import { getEnv } from '#lib/core/env.ts'
import { log } from '#lib/core/log.ts'
import { version } from '#lib/core/version.ts'
import { getDb } from '#lib/db/client.ts'
import { findDatabaseUrl } from '#lib/db/database-url.ts'
import { startSweeping } from '#lib/verdicts/commands/sweep.ts'
import { startEngine } from '#worker/engine/start.ts'
import { advanceSuitesRegularly } from './jobs/advance-suites.ts'
import { showPresence } from './jobs/presence.ts'
import { listenForRuns } from './jobs/queue.ts'
import { RunTaker } from './jobs/take-runs.ts'
import { TargetJobTaker } from './jobs/take-target-jobs.ts'
import { TryTaker } from './jobs/take-tries.ts'

const db = getDb()
const identity = {
  id: randomUUID(),
  host: hostname(),
  pid: process.pid,
  version,
  labels: getEnv().HEADROOM_WORKER_LABELS,
  cores: availableParallelism(),
  // One core is left for what encodes and stores.
  threads: getEnv().HEADROOM_WORKER_THREADS ?? Math.max(1, availableParallelism() - 1),
}
const { labels, threads } = identity
const work = { db, log, workerId: identity.id, startEngine, threads }
const taker: RunTaker = new RunTaker({ ...work, labels, mayTake: () => jobs.allowsRun() })
const jobs = new TargetJobTaker({ ...work, runs: taker })
const tries = new TryTaker({ db, log, workerId: identity.id })
const wake = () => {
  taker.wake()
  jobs.wake()
  tries.wake()
}

const presence = await showPresence(db, log, identity, wake)
const isBusy = () => !taker.isIdle || jobs.isBusy
const stopSweeping = startSweeping(log, isBusy)
const stopAdvancing = advanceSuitesRegularly(log, isBusy)
const queue = await listenForRuns(findDatabaseUrl(), wake, (error) => log.warn({ err: error }, 'queue connection'))
wake()
log.info({ workerId: identity.id }, 'worker ready')
process.send?.({ kind: 'ready' })

let leaving = false
async function leave(): Promise<void> {
  if (leaving) return
  leaving = true
  stopSweeping()
  stopAdvancing()
  // Not waited for: what is under way ends at once, the database away or not.
  void presence.announceLeave()
  await Promise.all([taker.leave(), jobs.leave(), tries.leave()])
  await queue.stop().catch(() => {})
  await presence.leave()
  await db.$disconnect()
  process.exit(0)
}

process.on('SIGTERM', leave)
process.on('SIGINT', leave)
process.on('disconnect', leave)
