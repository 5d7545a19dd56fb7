// Open model: arrivals by the schedule. Their intended start is fixed by it, never by when a connection was free. With `maxInFlight`
// requests on their way an arrival is dropped and counted: to the target when the generator was in time, to the generator when the
// generator itself came late. Units: milliseconds since the start of the run.

import { ArrivalClock } from '#lib/load/arrival-clock.ts'
import { MixPicker } from '#lib/load/mix.ts'
import type { LoadProfile } from '#lib/load/profile.ts'
import { Random, streamOf } from '#lib/load/random.ts'
import { dealtOf, type LoadPart } from '#lib/load/split.ts'
import { type Driver, LATE_MS } from './driver.ts'
import type { EnginePlan, MixEntry } from './engine-plan.ts'
import type { Executor } from './executor.ts'
import { Iteration } from './iteration.ts'

/** Arrivals this late are not sent any more; a burst of them would be another load than the one planned. */
const TOO_LATE_MS = 1000

export class RateDriver implements Driver {
  readonly activeUsers = 0
  lastEndMs = 0
  readonly #plan: EnginePlan
  readonly #executor: Executor
  readonly #clock: ArrivalClock
  readonly #mix: MixPicker
  readonly #seed: number
  readonly #shared: (string | null)[]
  readonly #free: Iteration[] = []
  readonly #maxInFlight: number
  #isOver = false

  constructor(plan: EnginePlan, executor: Executor, seed: number, part: LoadPart, shared: (string | null)[]) {
    const { load } = plan.scenario
    const stream = streamOf(part)
    this.#plan = plan
    this.#executor = executor
    this.#seed = seed
    this.#clock = new ArrivalClock(load, new Random(seed, 1_000_000 + stream), part)
    this.#mix = new MixPicker(plan.mix, seed + stream)
    this.#shared = shared
    this.#maxInFlight = Math.max(1, dealtOf(load.maxInFlight, part))
  }

  get nextMs(): number {
    return this.#isOver ? Number.POSITIVE_INFINITY : this.#clock.dueMs
  }

  get isSpent(): boolean {
    const { iterations } = this.#plan.scenario.load
    return iterations !== null && this.#clock.number >= iterations
  }

  tick(nowMs: number): void {
    const isLate = nowMs - this.nextMs > LATE_MS
    while (this.nextMs <= nowMs) {
      const intendedMs = this.#clock.dueMs
      const number = this.#clock.number
      this.#clock.advance()
      const entry = this.#plan.mix[this.#mix.next()]!
      if (nowMs - intendedMs > TOO_LATE_MS) this.#drop(entry, intendedMs, true)
      else if (this.#underWay >= this.#maxInFlight) this.#drop(entry, intendedMs, isLate)
      else this.#executor.begin(this.#arrival(number), entry, intendedMs)
    }
  }

  begin(): void {}

  get #underWay(): number {
    return this.#executor.inFlight + (this.#executor.gate?.held ?? 0)
  }

  ranOut(iteration: Iteration): void {
    this.#free.push(iteration)
  }

  iterationEnded(iteration: Iteration, nowMs: number): void {
    this.lastEndMs = nowMs
    this.#free.push(iteration)
  }

  change(profile: LoadProfile): void {
    this.#clock.change(profile)
  }

  end(): void {
    this.#isOver = true
  }

  #drop(entry: MixEntry, intendedMs: number, isGeneratorsFault: boolean): void {
    this.lastEndMs = intendedMs
    this.#executor.drop(entry, intendedMs, isGeneratorsFault)
  }

  #arrival(number: number): Iteration {
    const arrival = this.#free.pop() ?? new Iteration(new Random(0), this.#plan.valueCount, this.#shared)
    arrival.user = number
    // What an arrival makes up depends on its number alone, whichever thread sends it and whoever came in between.
    arrival.random.reseed(this.#seed, number)
    if (arrival.values.length > 0) arrival.values.fill(null)
    return arrival
  }
}
