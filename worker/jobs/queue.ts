// The queue only wakes: a job is done as soon as it is received, and the lease decides who works on the run.

import { PgBoss } from 'pg-boss'
import { createRunWakeQueue, RUN_WAKE_QUEUE } from '#lib/db/enqueue.ts'

export interface WakeQueue {
  stop(): Promise<void>
}

/** Calls `onWake` whenever a run was queued, at once where LISTEN works and within two seconds where it does not. */
export async function listenForRuns(
  connectionString: string,
  onWake: () => void,
  onError: (error: unknown) => void,
): Promise<WakeQueue> {
  const boss = new PgBoss({ connectionString, useListenNotify: true, schedule: false, max: 2 })
  boss.on('error', onError)
  await boss.start()
  await createRunWakeQueue(boss)
  await boss.work(RUN_WAKE_QUEUE, { pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 10 }, async () => onWake())
  return { stop: () => boss.stop({ graceful: false, timeout: 1_000 }) }
}
