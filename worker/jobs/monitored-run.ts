// The monitors of a run on this worker: of its shards, the first that is alive reads for all.

import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from '#lib/core/log.ts'
import type { Db } from '#lib/db/client.ts'
import { recordReadings } from '#lib/monitors/commands/record.ts'
import type { MonitorSeries } from '#lib/monitors/sample.ts'
import type { Lease } from '#lib/runs/lease.ts'
import type { ProbeInput } from '#worker/probes/open-probe.ts'
import { Sampler } from '#worker/probes/sampler.ts'
import type { LeaseKeeper } from './keep-lease.ts'
import { MonitorWriter } from './monitor-writer.ts'

/** What rules of a run that goes on may look back to. */
const KEPT_POINTS = 5_000
const OTHERS_END_WITHIN_MS = 15_000
const STORED_WITHIN_MS = 60_000

interface Around {
  db: Db
  log: Logger
  lease: Lease
  keeper: LeaseKeeper
}

export class MonitoredRun {
  readonly #keeper: LeaseKeeper
  readonly #sampler: Sampler
  readonly #writer: MonitorWriter

  /** null where the plan has nothing to read. */
  static of(input: ProbeInput & { shard?: { count: number } }, around: Around): MonitoredRun | null {
    const { db, log, lease, keeper } = around
    const isAlone = (input.shard?.count ?? 1) === 1
    let writer: MonitorWriter | null = null
    const sampler = Sampler.of(input, {
      onReadings: (readings) => writer?.push(readings),
      isOn: () => isAlone || keeper.isLowest,
      keeps: KEPT_POINTS,
    })
    if (!sampler) return null
    writer = new MonitorWriter(sampler.series, (told) => recordReadings(db, lease, told), log)
    return new MonitoredRun(sampler, writer, keeper)
  }

  private constructor(sampler: Sampler, writer: MonitorWriter, keeper: LeaseKeeper) {
    this.#sampler = sampler
    this.#writer = writer
    this.#keeper = keeper
  }

  get series(): readonly MonitorSeries[] {
    return this.#sampler.series
  }

  before(): Promise<void> {
    return this.#sampler.before()
  }

  begin(startedAt: Date): void {
    this.#sampler.begin(startedAt)
  }

  after(): Promise<void> {
    return this.#sampler.after()
  }

  /** The last reading comes after the load of all shards. */
  async end(shards: number): Promise<void> {
    if (shards > 1 && this.#keeper.isLowest) {
      const tooLong = delay(OTHERS_END_WITHIN_MS, undefined, { ref: false })
      await Promise.race([this.#keeper.untilInTheEnd(({ isAlone }) => isAlone), tooLong])
    }
    await this.#sampler.after()
    await this.#writer.drain(STORED_WITHIN_MS)
  }
}
