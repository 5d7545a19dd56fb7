import type { Tx } from '#lib/db/client.ts'
import { WORKER_SILENT_AFTER_MS } from '../lease.ts'

export interface WorkerRow {
  id: string
  host: string
  pid: number
  version: string
  labels: string[]
  cores: number
  heartbeatAt: Date
}

/** Workers that showed signs of life within the last ten seconds, by database time. */
export function listLiveWorkers(tx: Tx): Promise<WorkerRow[]> {
  return tx.$queryRaw<WorkerRow[]>`
    SELECT id, host, pid, version, labels, cores, heartbeat_at AS "heartbeatAt"
    FROM worker
    WHERE stopped_at IS NULL AND heartbeat_at > now() - make_interval(secs => ${WORKER_SILENT_AFTER_MS / 1000})
    ORDER BY created_at`
}
