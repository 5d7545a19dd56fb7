// The one door through which web processes put work on the queue. A job only wakes a worker; the lease decides who works.

import { fromPrisma, PgBoss } from 'pg-boss'
import type { Tx } from './client.ts'
import { findDatabaseUrl } from './database-url.ts'

export const RUN_WAKE_QUEUE = 'run-wake'

let sender: Promise<PgBoss> | null = null

function startSender(): Promise<PgBoss> {
  sender ??= openSender().catch((error) => {
    sender = null
    throw error
  })
  return sender
}

async function openSender(): Promise<PgBoss> {
  const boss = new PgBoss({ connectionString: findDatabaseUrl(), supervise: false, schedule: false, max: 1 })
  boss.on('error', () => {}) // the next send opens the connection again
  await boss.start()
  await createRunWakeQueue(boss)
  return boss
}

/** Idempotent; workers and web processes both call it, whoever comes first creates the queue. */
export async function createRunWakeQueue(boss: PgBoss): Promise<void> {
  await boss.createQueue(RUN_WAKE_QUEUE, {
    retryLimit: 0,
    notify: true,
    retentionSeconds: 3600,
    deleteAfterSeconds: 3600,
  })
}

/** Wakes a worker for each part once the transaction commits: a run that was not stored is never announced. */
export async function wakeForRun(tx: Tx, runId: string, parts = 1): Promise<void> {
  const boss = await startSender()
  for (let part = 0; part < parts; part++) await boss.send(RUN_WAKE_QUEUE, { runId }, { db: fromPrisma(tx) })
}
