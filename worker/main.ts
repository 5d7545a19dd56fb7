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
import { showPresence } from './jobs/presence.ts'
import { listenForRuns } from './jobs/queue.ts'
import { RunTaker } from './jobs/take-runs.ts'

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
const taker = new RunTaker({ db, log, workerId: identity.id, startEngine, labels, threads })

const presence = await showPresence(db, log, identity, () => taker.wake())
const stopSweeping = startSweeping(log)
const queue = await listenForRuns(
  findDatabaseUrl(),
  () => taker.wake(),
  (error) => log.warn({ err: error }, 'queue connection'),
)
taker.wake()
log.info({ workerId: identity.id }, 'worker ready')
process.send?.({ kind: 'ready' })

let leaving = false
async function leave(): Promise<void> {
  if (leaving) return
  leaving = true
  stopSweeping()
  await taker.leave()
  await queue.stop().catch(() => {})
  await presence.leave()
  await db.$disconnect()
  process.exit(0)
}

process.on('SIGTERM', leave)
process.on('SIGINT', leave)
process.on('disconnect', leave)
