// Open model: arrivals by the schedule. Their intended start is fixed by it, never by when a connection was free. With `maxInFlight`
// requests on their way an arrival is dropped and counted: to the target when the generator was in time, to the generator when the
// generator itself came late. Units: milliseconds since the start of the run.

import { MixPicker } from '#lib/load/mix.ts'
import { ArrivalClock } from '#lib/load/pacer.ts'
import type { Driver } from './driver.ts'
import type { ShardOfRun } from './engine.ts'
import type { EnginePlan } from './engine-plan.ts'
import type { Executor } from './executor.ts'
import { Iteration } from './iteration.ts'
import { Random } from './random.ts'

/** The loop came around this late: drops are the generator's. */
const LATE_MS = 20
/** Arrivals this late are not sent any more; a burst of them would be another load than the one planned. */
const TOO_LATE_MS = 1000

export class RateDriver implements Driver {
  readonly activeUsers = 0
  nextMs: number
  readonly #plan: EnginePlan
  readonly #executor: Executor
  readonly #clock: ArrivalClock
  readonly #mix: MixPicker
  readonly #random: Random
  readonly #shared: (string | null)[]
  readonly #free: Iteration[] = []
  readonly #maxInFlight: number
  #arrivals = 0

  constructor(plan: EnginePlan, executor: Executor, seed: number, shard: ShardOfRun, shared: (string | null)[]) {
    this.#plan = plan
    this.#executor = executor
    this.#random = new Random(seed, shard.index)
    this.#clock = new ArrivalClock(
      plan.scenario.load,
      new Random(seed, 1_000_000 + shard.index),
      shard.index,
      shard.count,
    )
    this.#mix = new MixPicker(plan.mix, seed + shard.index)
    this.#shared = shared
    this.#maxInFlight = plan.scenario.load.maxInFlight
    this.nextMs = this.#clock.next()
  }

  tick(nowMs: number): void {
    const isLate = nowMs - this.nextMs > LATE_MS
    while (this.nextMs <= nowMs) {
      const intendedMs = this.nextMs
      this.nextMs = this.#clock.next()
      const entry = this.#plan.mix[this.#mix.next()]!
      if (nowMs - intendedMs > TOO_LATE_MS) this.#executor.drop(entry, intendedMs, true)
      else if (this.#executor.inFlight >= this.#maxInFlight) this.#executor.drop(entry, intendedMs, isLate)
      else this.#executor.begin(this.#arrival(), entry, intendedMs)
    }
  }

  begin(): void {}

  iterationEnded(iteration: Iteration): void {
    this.#free.push(iteration)
  }

  end(): void {
    this.nextMs = Number.POSITIVE_INFINITY
  }

  #arrival(): Iteration {
    const arrival = this.#free.pop() ?? new Iteration(this.#random, this.#plan.valueCount, this.#shared)
    arrival.user = this.#arrivals++
    if (arrival.values.length > 0) arrival.values.fill(null)
    return arrival
  }
}
