import type { Ctx } from '#lib/access/actor.ts'
import { visibleProjects } from '#lib/access/queries/project.ts'
import type { Tx } from '#lib/db/client.ts'
import { WORKER_SILENT_AFTER_MS } from '../lease.ts'
import type { WorkerView } from '../worker-schema.ts'

export interface WorkerRow {
  id: string
  host: string
  pid: number
  version: string
  labels: string[]
  cores: number
  threads: number
  heartbeatAt: Date
  /** What it works on; null while it has nothing to do. */
  shard: { runId: string; projectId: string; label: string; index: number; count: number } | null
}

/** Workers that showed signs of life within the last ten seconds, by database time. */
export function listLiveWorkers(tx: Tx): Promise<WorkerRow[]> {
  return tx.$queryRaw<WorkerRow[]>`
    SELECT worker.id, host, pid, version, labels, cores, threads, heartbeat_at AS "heartbeatAt", held.shard
    FROM worker
    LEFT JOIN LATERAL (
      SELECT jsonb_build_object('runId', run.id, 'projectId', run.project_id, 'label', 'R-' || run.number,
        'index', shard.index, 'count', (SELECT count(*) FROM shard all_of WHERE all_of.run_id = run.id)) AS shard
      FROM shard JOIN run ON run.id = shard.run_id
      WHERE run.state IN ('starting', 'running', 'stopping') AND shard.state = 'held' AND shard.owner_id = worker.id
      LIMIT 1
    ) held ON true
    WHERE stopped_at IS NULL AND heartbeat_at > now() - make_interval(secs => ${WORKER_SILENT_AFTER_MS / 1000})
    ORDER BY worker.created_at`
}

/** For whoever is signed in; runs of projects they are not in stay unnamed. */
export async function listWorkers(ctx: Ctx): Promise<WorkerView[]> {
  const rows = await listLiveWorkers(ctx.db)
  const ids = rows.flatMap(({ shard }) => shard?.projectId ?? [])
  const where = { AND: [visibleProjects(ctx.actor), { id: { in: ids } }] }
  const visible = await ctx.db.project.findMany({ where, select: { id: true } })
  return rows.map(({ shard, heartbeatAt, ...worker }) => {
    const isVisible = shard !== null && visible.some(({ id }) => id === shard.projectId)
    const run = isVisible ? { id: shard.runId, label: shard.label, shard: shard.index, shards: shard.count } : null
    return { ...worker, isBusy: shard !== null, run, heartbeatAt: heartbeatAt.toISOString() }
  })
}
