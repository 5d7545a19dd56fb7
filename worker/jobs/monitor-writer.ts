// Carries readings to the database: what could not be written waits and is tried again, and nothing here ends a run.

import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from '#lib/core/log.ts'
import type { MonitorSeries } from '#lib/monitors/sample.ts'
import { isLeaseLost } from '#lib/runs/commands/record.ts'
import type { Reading } from '#worker/probes/sampler.ts'
import { inTime } from './in-time.ts'

const MOST_WRITE_MS = 20_000
const RETRY_MS = 1_000
/** About what the readings of an hour take; older ones are let go when the database stays away. */
const MOST_WAITING = 200_000

export class MonitorWriter {
  readonly #write: (series: MonitorSeries[]) => Promise<void>
  readonly #log: Logger
  readonly #retryMs: number
  readonly #known: readonly MonitorSeries[]
  #waiting: Reading[] = []
  #loop: Promise<void> | null = null
  #isOver = false

  /** `known`: the series there may be; their points are not looked at. */
  constructor(
    known: readonly MonitorSeries[],
    write: (series: MonitorSeries[]) => Promise<void>,
    log: Logger,
    retryMs = RETRY_MS,
  ) {
    this.#retryMs = retryMs
    this.#known = known
    this.#write = write
    this.#log = log
  }

  push(readings: readonly Reading[]): void {
    if (this.#isOver) return
    this.#waiting.push(...readings)
    if (this.#waiting.length > MOST_WAITING) this.#waiting = this.#waiting.slice(-MOST_WAITING)
    this.#loop ??= this.#run().finally(() => {
      this.#loop = null
    })
  }

  /** Resolves when all is written, or could not be within this time. */
  async drain(withinMs: number): Promise<void> {
    if (this.#loop) await Promise.race([this.#loop, delay(withinMs, undefined, { ref: false })])
    this.#isOver = true
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0 && !this.#isOver) {
      const batch = this.#waiting
      this.#waiting = []
      try {
        await inTime(this.#write(this.#seriesOf(batch)), MOST_WRITE_MS)
      } catch (error) {
        if (isLeaseLost(error)) this.#isOver = true
        else {
          this.#log.warn({ err: error }, 'readings of monitors not stored')
          this.#waiting = [...batch, ...this.#waiting]
          await delay(this.#retryMs)
        }
      }
    }
  }

  #seriesOf(readings: readonly Reading[]): MonitorSeries[] {
    const points = Map.groupBy(readings, ({ monitor, metric }) => `${monitor}\n${metric}`)
    return this.#known.flatMap((series) => {
      const own = points.get(`${series.monitor}\n${series.key}`)
      return own ? [{ ...series, points: own.map(({ point }) => point) }] : []
    })
  }
}
