// The registry of workers. Times are database time, so that no worker's clock decides who is alive.

import type { Db, Tx } from '#lib/db/client.ts'

export interface WorkerIdentity {
  id: string
  host: string
  pid: number
  version: string
  labels: string[]
  cores: number
  /** Generator threads it starts for a run. */
  threads: number
}

export async function registerWorker(db: Db, worker: WorkerIdentity): Promise<void> {
  await db.worker.create({ data: worker })
}

/** Written anew when its row was cleaned away meanwhile. One that leaves stays gone, however long its last run takes to end. */
export async function heartbeat(db: Db, worker: WorkerIdentity): Promise<void> {
  const count = await db.$executeRaw`UPDATE worker SET heartbeat_at = now() WHERE id = ${worker.id}::uuid`
  if (count === 0) await registerWorker(db, worker)
}

/** No run counts on it any more. */
export async function workerLeft(db: Db, workerId: string): Promise<void> {
  await db.$executeRaw`UPDATE worker SET stopped_at = now() WHERE id = ${workerId}::uuid`
}

/** Forgets workers that have been silent for a day. */
export async function forgetSilentWorkers(tx: Tx): Promise<void> {
  await tx.$executeRaw`DELETE FROM worker WHERE heartbeat_at < now() - interval '1 day'`
}
