// The sparklines of a live run, kept in memory: merging the histograms of all of them anew each second would cost more than the tick.

import type { Db } from '#lib/db/client.ts'
import { resolutionFor } from '../resolution.ts'
import { rowStart } from '../rollup.ts'
import { listSparkPoints, type Sparklines, type SparkPoint } from './series.ts'

const POINTS = 60

export class LiveSparklines {
  readonly #runId: string
  #resolution = 0
  #points = new Map<string, SparkPoint[]>()
  /** The first second that is another than it was at the last reading. */
  #changedFrom = 0

  constructor(runId: string) {
    this.#runId = runId
  }

  /** Seconds from there on are new or others than before. */
  changed(second: number): void {
    this.#changedFrom = Math.min(this.#changedFrom, second)
  }

  /** Reads what changed; everything where the run has grown into coarser points. */
  async read(db: Db, toSecond: number): Promise<Sparklines> {
    const resolution = resolutionFor(toSecond, POINTS)
    const isOther = resolution !== this.#resolution
    if (isOther || this.#changedFrom < toSecond) {
      // A coarser row is stored with its last second, which may lie in the point before.
      const fromSecond = isOther ? 0 : Math.max(0, rowStart(this.#changedFrom, resolution) - resolution)
      const found = await listSparkPoints(db, this.#runId, resolution, { fromSecond, toSecond })
      this.#points = joined(isOther ? new Map() : this.#points, found, fromSecond)
      this.#resolution = resolution
      this.#changedFrom = toSecond
    }
    return Object.fromEntries(
      [...this.#points].map(([key, own]) => [key, own.map(({ p95Ms }) => p95Ms).slice(-POINTS)]),
    )
  }
}

/** What was there before `fromSecond`, then what was found. */
function joined(before: Map<string, SparkPoint[]>, found: Map<string, SparkPoint[]>, fromSecond: number) {
  const keys = new Set([...before.keys(), ...found.keys()])
  return new Map(
    [...keys].map((key) => {
      const kept = (before.get(key) ?? []).filter(({ startSecond }) => startSecond < fromSecond)
      return [key, [...kept, ...(found.get(key) ?? [])]]
    }),
  )
}
