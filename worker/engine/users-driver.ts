// Closed model: each virtual user repeats its mix, waiting as the profile says in between. The intended start is when the user was
// due: after its think time, on its paced slot, or when the common rate cap let it. Units: milliseconds since the start of the run.

import { MixPicker } from '#lib/load/mix.ts'
import { shareOf, usersAt } from '#lib/load/pacer.ts'
import type { LoadProfile } from '#lib/load/profile.ts'
import { nextPacedSlot, nextThinkMs, pacedSlotMs, RateCap } from '#lib/load/user-pacing.ts'
import type { Driver } from './driver.ts'
import type { DueQueue } from './due-queue.ts'
import type { ShardOfRun } from './engine.ts'
import type { EnginePlan } from './engine-plan.ts'
import type { Executor } from './executor.ts'
import { Iteration } from './iteration.ts'
import { Random } from './random.ts'

export class UsersDriver implements Driver {
  activeUsers = 0
  /** Users are looked at as often as the loop comes around; nothing else is scheduled. */
  readonly nextMs = Number.POSITIVE_INFINITY
  readonly #plan: EnginePlan
  readonly #profile: LoadProfile
  readonly #executor: Executor
  readonly #due: DueQueue<Iteration>
  readonly #seed: number
  readonly #shard: ShardOfRun
  readonly #cap: RateCap | null
  readonly #users: Iteration[] = []
  readonly #mixes: MixPicker[] = []
  readonly #shared: (string | null)[]
  #wanted = 0
  #isOver = false

  constructor(
    plan: EnginePlan,
    executor: Executor,
    due: DueQueue<Iteration>,
    seed: number,
    shard: ShardOfRun,
    shared: (string | null)[],
  ) {
    this.#plan = plan
    this.#profile = plan.scenario.load
    this.#executor = executor
    this.#due = due
    this.#seed = seed
    this.#shard = shard
    this.#shared = shared
    const { maxRatePerSecond } = this.#profile
    this.#cap = maxRatePerSecond === null ? null : new RateCap(maxRatePerSecond / shard.count)
  }

  /** Starts users as the profile asks for more; those too many leave when their iteration is over. */
  tick(nowMs: number): void {
    if (this.#isOver) return
    const wanted = shareOf(usersAt(this.#profile, nowMs), this.#shard.index, this.#shard.count)
    if (wanted === this.#wanted && this.activeUsers >= wanted) return
    this.#wanted = wanted
    for (let index = 0; index < wanted; index++) {
      const user = this.#users[index] ?? this.#addUser(index)
      if (!user.isActive) this.#activate(user, nowMs)
    }
  }

  /** A user is due: to begin anew. */
  begin(user: Iteration, dueMs: number): void {
    const index = this.#indexOf(user)
    if (this.#isOver || index >= this.#wanted) {
      user.isActive = false
      this.activeUsers--
      return
    }
    const entry = this.#plan.mix[this.#mixes[index]!.next()]!
    this.#executor.begin(user, entry, dueMs)
  }

  iterationEnded(user: Iteration, nowMs: number, isOk: boolean): void {
    user.iteration++
    const dueMs = this.#nextDue(user, nowMs)
    // A failure never goes on at once: a target that refuses connections must not keep the loop to itself.
    if (isOk && dueMs <= nowMs && !this.#executor.isStopped) this.begin(user, dueMs)
    else this.#due.push(dueMs, user)
  }

  end(): void {
    this.#isOver = true
  }

  #nextDue(user: Iteration, nowMs: number): number {
    const { thinkTime, pacingPerUserPerSecond } = this.#profile
    let wanted = thinkTime ? nowMs + nextThinkMs(thinkTime, user.random) : nowMs
    if (pacingPerUserPerSecond !== null) wanted = this.#pacedDue(user, wanted, pacingPerUserPerSecond)
    return this.#cap && !this.#isOver ? this.#cap.take(wanted) : wanted
  }

  #pacedDue(user: Iteration, readyMs: number, perSecond: number): number {
    const last = user.pacedSlot
    user.pacedSlot = nextPacedSlot(user.pacedFirstMs, perSecond, last, readyMs)
    const index = this.#indexOf(user)
    for (let missed = last + 1; missed < user.pacedSlot && last >= 0; missed++) {
      const missedMs = pacedSlotMs(user.pacedFirstMs, perSecond, missed)
      if (!this.#isOver) this.#executor.drop(this.#plan.mix[this.#mixes[index]!.next()]!, missedMs, false)
    }
    return pacedSlotMs(user.pacedFirstMs, perSecond, user.pacedSlot)
  }

  #addUser(index: number): Iteration {
    const user = new Iteration(new Random(this.#seed, this.#numberOf(index)), this.#plan.valueCount, this.#shared)
    user.user = this.#numberOf(index)
    this.#users[index] = user
    this.#mixes[index] = new MixPicker(this.#plan.mix, this.#seed + this.#numberOf(index))
    return user
  }

  #activate(user: Iteration, nowMs: number): void {
    user.isActive = true
    this.activeUsers++
    user.pacedSlot = -1
    const { pacingPerUserPerSecond } = this.#profile
    // Users who start together are spread over one interval, or they would march in step for ever.
    user.pacedFirstMs = nowMs + (pacingPerUserPerSecond ? (user.random.next() * 1000) / pacingPerUserPerSecond : 0)
    if (pacingPerUserPerSecond !== null) user.pacedSlot = 0
    this.#due.push(this.#cap ? this.#cap.take(user.pacedFirstMs) : user.pacedFirstMs, user)
  }

  #numberOf(index: number): number {
    return index * this.#shard.count + this.#shard.index
  }

  #indexOf(user: Iteration): number {
    return (user.user - this.#shard.index) / this.#shard.count
  }
}
