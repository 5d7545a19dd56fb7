// A worker's row in the registry: who it is, and when it last showed signs of life.

import type { Logger } from '#lib/core/log.ts'
import type { Db } from '#lib/db/client.ts'
import {
  forgetSilentWorkers,
  heartbeat,
  registerWorker,
  type WorkerIdentity,
  workerLeft,
} from '#lib/runs/commands/workers.ts'

const HEARTBEAT_MS = 2_000

/** Registers the worker and keeps its heartbeat; `onBeat` runs after each. */
export async function showPresence(
  db: Db,
  log: Logger,
  identity: WorkerIdentity,
  onBeat: () => void,
): Promise<{ announceLeave(): Promise<void>; leave(): Promise<void> }> {
  await registerWorker(db, identity)
  await forgetSilentWorkers(db)
  const timer = setInterval(async () => {
    try {
      await heartbeat(db, identity)
      onBeat()
    } catch (error) {
      log.warn({ err: error }, 'heartbeat not written')
    }
  }, HEARTBEAT_MS)
  return {
    announceLeave: () => workerLeft(db, identity.id).catch(() => {}),
    async leave() {
      clearInterval(timer)
      await workerLeft(db, identity.id).catch(() => {})
    },
  }
}
