// Runs whose parts do not all find a worker. A run of one part for any worker may wait as long as it likes.

import type { Db, Tx } from '#lib/db/client.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { PLACED_WITHIN_MS } from '../lease.ts'
import { listLiveWorkers } from '../queries/workers.ts'
import { canPlace, partText, type ShardNeed } from '../shards.ts'
import { orderStop } from './lifecycle.ts'
import { endRunWhenOver, lockRun } from './shard-end.ts'

export interface UnplacedRun {
  id: string
  /** Which part waits for what. */
  why: string
}

interface WaitingShard extends ShardNeed {
  runId: string
  state: string
  count: number
}

/** Ends those that have waited in vain for as long as it has watched them, without a break. */
export class UnplacedWatch {
  readonly #placedWithinMs: number
  #since = new Map<string, number>()

  constructor(placedWithinMs = PLACED_WITHIN_MS) {
    this.#placedWithinMs = placedWithinMs
  }

  /** `nowMs` by any clock that does not jump. Returns the runs it ended. */
  async look(db: Db, nowMs: number): Promise<UnplacedRun[]> {
    const unplaced = await listUnplacedRuns(db)
    this.#since = new Map(unplaced.map(({ id }) => [id, this.#since.get(id) ?? nowMs]))
    const over = unplaced.filter(({ id }) => nowMs - (this.#since.get(id) ?? nowMs) >= this.#placedWithinMs)
    for (const run of over) await inTransaction(db, (tx) => failUnplacedRun(tx, run))
    return over
  }
}

/** Those that wait in vain at this moment: for workers that are not up, or, once begun, for one that took other work. */
export async function listUnplacedRuns(tx: Tx): Promise<UnplacedRun[]> {
  const rows = await tx.$queryRaw<WaitingShard[]>`
    SELECT run.id AS "runId", run.state, shard.index, shard.location,
      (SELECT count(*)::int FROM shard o WHERE o.run_id = run.id) AS count
    FROM run JOIN shard ON shard.run_id = run.id
    WHERE run.state IN ('queued', 'starting') AND shard.state = 'waiting'
    ORDER BY run.id, shard.index`
  const demanding = rows.filter(({ count, location }) => count > 1 || location !== null)
  if (demanding.length === 0) return []
  const alive = await listLiveWorkers(tx)
  return [...Map.groupBy(demanding, ({ runId }) => runId)].flatMap(([id, shards]) =>
    shards[0]?.state === 'queued' && canPlace(shards, alive) ? [] : [{ id, why: whyOf(shards) }],
  )
}

function whyOf(shards: WaitingShard[]): string {
  const waits = shards.map(
    ({ index, location, count }) =>
      `${partText(index, count)} waits for a worker${location === null ? '' : ` with the label ${location}`}`,
  )
  const label = shards.find(({ location }) => location !== null)?.location
  const command = label ? `npm run worker -- --label ${label}` : 'npm run worker'
  return `Not every part of the run found its worker: ${waits.join(', ')}. Start one with \`${command}\`, then start the run again.`
}

/** Ends it as `failed`; parts that have a worker are told to stop. Does nothing when all were taken meanwhile. */
export async function failUnplacedRun(tx: Tx, { id, why }: UnplacedRun): Promise<void> {
  await lockRun(tx, id)
  const { count } = await tx.shard.updateMany({
    where: { runId: id, state: 'waiting', run: { state: { in: ['queued', 'starting'] } } },
    data: { state: 'done', endReason: 'failed', endMessage: why },
  })
  if (count === 0) return
  await orderStop(tx, id, { message: why, reason: 'aborted' })
  await endRunWhenOver(tx, id)
}
