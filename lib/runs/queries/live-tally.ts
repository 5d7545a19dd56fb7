// What a live run came to so far, kept in memory and added to second by second: who joins late pays a few coarse rows, not every second.

import type { Tx } from '#lib/db/client.ts'
import { RunTally } from '../summary.ts'
import type { WindowRow } from '../window.ts'
import { findMeasuredSeconds, listRowsFrom, listWindowRows } from './window-rows.ts'

/** A worker whose seconds come later than this, against the newest, is left to the end of the run. */
const CATCH_UP_SECONDS = 120

export class LiveTally {
  readonly tally = new RunTally()
  /** Seconds that every shard has told, but for a late one. */
  measured = 0
  /** By shard: the first second that was not added yet. */
  #next: Map<number, number> | null = null

  /** Adds what is new. Returns the first second that is another than before, or null: a late shard changes what was told already. */
  async advance(tx: Tx, run: { id: string; state: string }): Promise<number | null> {
    const measured = await findMeasuredSeconds(tx, run.id, run.state !== 'ended')
    if (measured <= this.measured) return null
    const isFirst = this.#next === null
    const rows = await this.#read(tx, run.id, measured)
    for (const row of rows) this.tally.add(row)
    const since = isFirst ? measured : Math.min(this.measured, ...rows.map((row) => row.startSecond))
    this.measured = measured
    return since
  }

  async #read(tx: Tx, runId: string, measured: number): Promise<WindowRow[]> {
    const next = this.#next
    if (!next) {
      const shards = await tx.shard.findMany({ where: { runId }, select: { index: true } })
      const rows = await listWindowRows(tx, runId, { fromSecond: 0, toSecond: measured })
      this.#next = new Map(shards.map(({ index }) => [index, 0]))
      this.#told(rows)
      return rows
    }
    const since = [...next].map(([shard, second]): [number, number] => [
      shard,
      Math.max(second, this.measured - CATCH_UP_SECONDS),
    ])
    const rows = (await listRowsFrom(tx, runId, new Map(since))).filter((row) => row.startSecond < measured)
    this.#told(rows)
    return rows
  }

  #told(rows: WindowRow[]): void {
    for (const { shardIndex = 0, startSecond, resolution } of rows) {
      const end = startSecond + resolution
      this.#next?.set(shardIndex, Math.max(this.#next.get(shardIndex) ?? 0, end))
    }
  }
}
