// Closed model: each virtual user repeats its mix, waiting as the profile says in between. The intended start is when the user was
// due: after its think time, on its paced slot, or when the common rate cap let it. Units: milliseconds since the start of the run.

import { MixPicker } from '#lib/load/mix.ts'
import { peakOffered, totalDurationMs, usersAt } from '#lib/load/pacer.ts'
import type { LoadProfile } from '#lib/load/profile.ts'
import { Random } from '#lib/load/random.ts'
import { Dealer, type LoadPart, weightOf } from '#lib/load/split.ts'
import { lastPacedSlot, nextPacedSlot, nextThinkMs, pacedSlotMs, RateCap } from '#lib/load/user-pacing.ts'
import { type Driver, LATE_MS } from './driver.ts'
import type { DueQueue } from './due-queue.ts'
import type { EnginePlan, MixEntry } from './engine-plan.ts'
import type { Executor } from './executor.ts'
import { Iteration } from './iteration.ts'

/** Below, the cap is kept on average alone. */
const SHORTEST_WAIT_MS = 1

/** What stays when a user leaves and comes again. */
interface Seat {
  user: Iteration
  mix: MixPicker
}

export class UsersDriver implements Driver {
  activeUsers = 0
  lastEndMs = 0
  /** Users are looked at as often as the loop comes around; nothing else is scheduled. */
  readonly nextMs = Number.POSITIVE_INFINITY
  readonly #plan: EnginePlan
  #profile: LoadProfile
  #endMs: number
  readonly #executor: Executor
  readonly #due: DueQueue<Iteration>
  readonly #seed: number
  readonly #shared: (string | null)[]
  readonly #cap: RateCap
  readonly #dealer: Dealer
  /** Number, among the users of the whole load, of each user this part may have, and of the one after. */
  readonly #numbers: number[]
  readonly #seats: Seat[] = []
  #wanted = 0
  /** Iterations that may still begin. */
  #left: number
  /** Entries of the mix without data left. */
  readonly #spent = new Set<MixEntry>()
  #isOver = false
  /** When the loop last came around. */
  #lookedMs = 0

  constructor(
    plan: EnginePlan,
    executor: Executor,
    due: DueQueue<Iteration>,
    seed: number,
    part: LoadPart,
    shared: (string | null)[],
    allowedPerSecond = Number.POSITIVE_INFINITY,
  ) {
    this.#plan = plan
    this.#profile = plan.scenario.load
    this.#endMs = totalDurationMs(this.#profile)
    this.#executor = executor
    this.#due = due
    this.#seed = seed
    this.#shared = shared
    this.#dealer = new Dealer(part)
    this.#numbers = [this.#dealer.next()]
    const { maxRatePerSecond, iterations } = this.#profile
    const byInstance = allowedPerSecond / requestsOf(plan.mix)
    this.#cap = new RateCap(Math.min(maxRatePerSecond ?? byInstance, byInstance) * weightOf(part))
    this.#left = iterations === null ? Number.POSITIVE_INFINITY : iterationsOf(part, this.#profile, iterations)
  }

  get isSpent(): boolean {
    return this.#left === 0
  }

  /** Starts users as the profile asks for more; those too many leave when their iteration is over. */
  tick(nowMs: number): void {
    this.#lookedMs = nowMs
    if (this.#isOver || nowMs >= this.#endMs) return
    const wanted = this.#mineOf(usersAt(this.#profile, nowMs))
    const before = this.#wanted
    this.#wanted = wanted
    for (let index = before; index < wanted; index++) this.#enter(index, nowMs)
    for (let index = wanted; index < before; index++) {
      const { user } = this.#seats[index]!
      if (user.isActive && !user.isUnderWay) this.#leave(user)
    }
  }

  /** A user is due: to begin anew, or to ask the cap when it may. Asked ahead, the cap would be kept from who is due before. */
  begin(user: Iteration, dueMs: number): void {
    // One that left while it waited.
    if (!user.isActive) return
    if (this.#isOver || this.#left === 0 || dueMs >= this.#endMs) return this.#leave(user)
    if (user.allowedMs !== dueMs) {
      user.allowedMs = this.#cap.take(dueMs)
      if (user.allowedMs - dueMs >= SHORTEST_WAIT_MS) return this.#defer(user, user.allowedMs)
    }
    this.#left--
    this.#executor.begin(user, this.#pick(user), dueMs)
  }

  /** No data is left for an entry: its share goes to the others from now on, and without others the load ends. */
  ranOut(user: Iteration, intendedMs: number): void {
    this.#spent.add(user.entry)
    this.#left++
    if (this.#plan.mix.some((entry) => entry.weight > 0 && !this.#spent.has(entry))) return this.begin(user, intendedMs)
    this.#left = 0
    this.#leave(user)
  }

  iterationEnded(user: Iteration, nowMs: number, isOk: boolean): void {
    user.iteration++
    this.lastEndMs = nowMs
    if (user.seat >= this.#wanted || this.#left === 0) return this.#leave(user)
    const dueMs = this.#nextDue(user, nowMs)
    // A failure never goes on at once: a target that refuses connections must not keep the loop to itself.
    if (isOk && dueMs <= nowMs && !this.#executor.isStopped) this.begin(user, dueMs)
    else this.#due.push(dueMs, user)
  }

  change(profile: LoadProfile): void {
    this.#profile = profile
    this.#endMs = totalDurationMs(profile)
  }

  end(): void {
    this.#isOver = true
  }

  /** How many of the first `total` users are of this part. */
  #mineOf(total: number): number {
    while (this.#numbers.at(-1)! < total) this.#numbers.push(this.#dealer.next())
    let mine = Math.min(this.#wanted, this.#numbers.length - 1)
    while (mine > 0 && this.#numbers[mine - 1]! >= total) mine--
    while (this.#numbers[mine]! < total) mine++
    return mine
  }

  #nextDue(user: Iteration, nowMs: number): number {
    const { thinkTime, pacingPerUserPerSecond } = this.#profile
    let wanted = thinkTime ? nowMs + nextThinkMs(thinkTime, user.random) : nowMs
    if (pacingPerUserPerSecond !== null) wanted = this.#pacedDue(user, nowMs, wanted, pacingPerUserPerSecond)
    return wanted
  }

  /** Slots that went by while the user thought or waited for the cap are no drops: the plan itself leaves them out. */
  #pacedDue(user: Iteration, nowMs: number, readyMs: number, perSecond: number): number {
    const last = user.pacedSlot
    user.pacedSlot = nextPacedSlot(user.pacedFirstMs, perSecond, last, readyMs)
    const isGeneratorsFault = user.isLate || nowMs - this.#lookedMs > LATE_MS
    for (let missed = last + 1; missed < user.pacedSlot && last >= 0; missed++) {
      const missedMs = pacedSlotMs(user.pacedFirstMs, perSecond, missed)
      if (this.#isOver || missedMs >= nowMs) break
      this.#executor.drop(this.#pick(user), missedMs, isGeneratorsFault)
    }
    return pacedSlotMs(user.pacedFirstMs, perSecond, user.pacedSlot)
  }

  /** The cap lets the user begin later than it was due. */
  #defer(user: Iteration, allowedMs: number): void {
    const { pacingPerUserPerSecond: paced } = this.#profile
    if (paced !== null) user.pacedSlot = lastPacedSlot(user.pacedFirstMs, paced, user.pacedSlot, allowedMs)
    this.#due.push(allowedMs, user)
  }

  #pick(user: Iteration): MixEntry {
    const { mix } = this.#seats[user.seat]!
    for (;;) {
      const entry = this.#plan.mix[mix.next()]!
      if (!this.#spent.has(entry)) return entry
    }
  }

  #enter(index: number, nowMs: number): void {
    const seat = this.#seats[index]
    if (!seat) this.#seats[index] = this.#newSeat(index)
    // Still in the iteration after which it would have left: it stays.
    else if (seat.user.isActive) return
    else seat.user = again(seat.user)
    this.#activate(this.#seats[index]!.user, nowMs)
  }

  #newSeat(index: number): Seat {
    const number = this.#numbers[index]!
    const user = new Iteration(new Random(this.#seed, number), this.#plan.valueCount, this.#shared)
    user.user = number
    user.seat = index
    return { user, mix: new MixPicker(this.#plan.mix, this.#seed + number) }
  }

  #activate(user: Iteration, nowMs: number): void {
    user.isActive = true
    this.activeUsers++
    user.pacedSlot = -1
    const { pacingPerUserPerSecond } = this.#profile
    // Users who start together are spread over one interval, or they would march in step for ever.
    user.pacedFirstMs = nowMs + (pacingPerUserPerSecond ? (user.random.next() * 1000) / pacingPerUserPerSecond : 0)
    if (pacingPerUserPerSecond !== null) user.pacedSlot = 0
    this.#due.push(user.pacedFirstMs, user)
  }

  #leave(user: Iteration): void {
    user.isActive = false
    this.activeUsers--
  }
}

/** Requests of one average iteration. */
function requestsOf(mix: readonly MixEntry[]): number {
  const count = ({ steps }: MixEntry) => steps.filter(({ kind }) => kind === 'send').length
  const whole = mix.reduce((sum, { weight }) => sum + weight, 0)
  return mix.reduce((sum, entry) => sum + entry.weight * count(entry), 0) / whole
}

/** The one that left may still wait in the due queue, so who comes again is another, with the same numbers ahead. */
function again(user: Iteration): Iteration {
  const fresh = new Iteration(user.random, user.values.length, user.shared)
  fresh.user = user.user
  fresh.seat = user.seat
  fresh.iteration = user.iteration
  return fresh
}

/** Iterations go to the planned users in turn, and with them to their parts, so that every part has users for its own. */
function iterationsOf(part: LoadPart, profile: LoadProfile, iterations: number): number {
  const users = Math.max(1, Math.round(peakOffered(profile)))
  const dealer = new Dealer(part)
  let mine = 0
  for (let user = dealer.next(); user < users; user = dealer.next()) {
    mine += Math.floor(iterations / users) + (user < iterations % users ? 1 : 0)
  }
  return mine
}
