// One generator: paces, sends, records. Lives in a thread of its own. Each time around its loop it starts what is due, expires time
// limits and closes the seconds that are over. Units: milliseconds since the start of the run.

import { applyChanges, type LoadChange } from '#lib/load/change.ts'
import { totalDurationMs } from '#lib/load/pacer.ts'
import { dealtOf, weightOf } from '#lib/load/split.ts'
import type { Sample } from '#lib/runs/sample.ts'
import { AroundLoad } from './around-load.ts'
import type { Driver } from './driver.ts'
import { DueQueue } from './due-queue.ts'
import type { EnginePlan } from './engine-plan.ts'
import type { Executor, ExecutorParts } from './executor.ts'
import { FineSleep } from './fine-sleep.ts'
import { Health } from './health.ts'
import { doorOptionsOf, HttpDoor } from './http-client.ts'
import type { Iteration } from './iteration.ts'
import type { OnceParts } from './once.ts'
import { patternTrouble } from './pattern.ts'
import { monotonicMs, type Send, type ThreadOrder } from './protocol.ts'
import { RateDriver } from './rate-driver.ts'
import { type OpenSecond, Recorder } from './recorder.ts'
import { Sampler } from './sampling/sampler.ts'
import { packSecond } from './second-message.ts'
import { SendGate } from './send-gate.ts'
import { type Renewal, type RenewalDoor, TokenRefresh } from './token-refresh.ts'
import { UsersDriver } from './users-driver.ts'
import { LONGEST_GRACE_MS } from './watchdog.ts'

/** The loop comes around at least this often. */
const LONGEST_SLEEP_MS = 10

export class Generator {
  readonly around: AroundLoad
  readonly #plan: EnginePlan
  readonly #order: ThreadOrder
  readonly #send: Send
  readonly #door: HttpDoor
  readonly #recorder: Recorder
  // Answers come while the loop sleeps, and what follows them may be due before it would wake.
  readonly #due = new DueQueue<Iteration>((dueMs) => this.#sleep.wakeBy(dueMs, this.now))
  readonly #executor: Executor
  readonly #driver: Driver
  readonly #sleep = new FineSleep(() => this.#turn())
  readonly #health: Health
  readonly #operationCount: number
  readonly #sampler: Sampler
  /** performance.now() at the start of the run. */
  #zeroMs = 0
  #endMs: number
  #graceUntilMs = Number.POSITIVE_INFINITY
  #hasBegun = false
  #isDraining = false
  #isDone = false
  #tokens: TokenRefresh | null = null

  constructor(plan: EnginePlan, order: ThreadOrder, seriesCount: number, operationCount: number, send: Send) {
    const { client } = order.input.plan
    this.#plan = plan
    this.#order = order
    this.#send = send
    this.#operationCount = operationCount
    const connections = client.connections && Math.max(1, dealtOf(client.connections, order.part))
    this.#door = new HttpDoor({ ...doorOptionsOf(order.input), connections })
    for (const url of plan.origins) this.#door.originOf(url)
    this.#recorder = new Recorder(seriesCount)
    this.around = new AroundLoad(plan, order, this.#door, send)
    this.#sampler = new Sampler(seriesCount, Object.values(order.input.secrets), plan.slots)
    plan.datasets.deal(order.part)
    this.#executor = this.around.makeExecutor(this.#recorder, this.#due, this.now, this.#partsOfLoad())
    this.#driver = this.#makeDriver()
    this.#executor.owner = this.#driver
    this.#health = new Health(this.#sleep, this.#door)
    this.#endMs = totalDurationMs(plan.scenario.load)
  }

  readonly now = (): number => performance.now() - this.#zeroMs

  go(startAtMonotonicMs: number): void {
    if (this.#isDone) return
    this.#hasBegun = true
    this.#zeroMs = performance.now() + (startAtMonotonicMs - monotonicMs())
    this.#health.begin()
    this.#sleep.until(0, this.now(), false)
  }

  /** Another thread needs a newer token. */
  renew(generation: number): void {
    const tokens = this.#tokens
    tokens?.renew(generation, (problem) =>
      this.#send({ kind: 'renewed', values: this.around.sharedValues, problem, generation: tokens.generation }, []),
    )
  }

  /** The thread that logs in has done so, or failed to. */
  renewed(values: Record<string, string>, renewal: Renewal): void {
    if (renewal.problem === null) this.around.share(values)
    this.#tokens?.renewed(renewal)
  }

  changeLoad(changes: LoadChange[]): void {
    if (this.#isDraining || this.#isDone) return
    const profile = applyChanges(this.#plan.scenario.load, changes)
    this.#endMs = totalDurationMs(profile)
    this.#driver.change(profile)
    if (this.#hasBegun) this.#sleep.wakeBy(this.#driver.nextMs, this.now)
  }

  /** No request leaves after this; what is on its way gets `graceMs`, or what is left of an earlier grace. */
  stop(graceMs: number): void {
    this.around.cancel()
    if (this.#isDone) return
    if (!this.#hasBegun) return this.#tellDone(0)
    const nowMs = this.now()
    this.#executor.stop(nowMs)
    this.#endMs = Math.min(this.#endMs, Math.max(0, nowMs))
    this.#drain(nowMs, graceMs)
    this.#sleep.until(nowMs, nowMs, false)
  }

  async leave(): Promise<void> {
    this.around.cancel()
    await this.#door.close()
  }

  /** What only the load itself has: setup, teardown and logins are in no sample and renew nothing. */
  #partsOfLoad(): Partial<ExecutorParts> {
    const { login, datasets, scenario } = this.#plan
    const makeExecutor: OnceParts['makeExecutor'] = (recorder, due, now) => this.around.makeExecutor(recorder, due, now)
    const tokens =
      login &&
      new TokenRefresh(login, this.around.shared, makeExecutor, this.around.randomOf('login'), this.#renewalDoor())
    this.#tokens = tokens
    const keeper = scenario.load.model === 'users' ? 'user' : 'iteration'
    const cookies = this.#order.input.plan.client.cookies ? keeper : 'none'
    const { part, input } = this.#order
    const gate = new SendGate(input.policy.maxRatePerSecond * weightOf(part), this.#due)
    return { sampler: this.around.writes.beside(this.#sampler), datasets, tokens, cookies, gate }
  }

  /** The first thread logs in for all. */
  #renewalDoor(): RenewalDoor {
    const isFirst = this.#order.part.thread === 0
    return {
      ask: isFirst ? null : (generation) => this.#send({ kind: 'renew', generation }, []),
      onRenewed: (renewal) => this.#send({ kind: 'renewed', values: this.around.sharedValues, ...renewal }, []),
    }
  }

  #makeDriver(): Driver {
    const { part, input } = this.#order
    const most = input.policy.maxRatePerSecond
    return this.#plan.scenario.load.model === 'users'
      ? new UsersDriver(this.#plan, this.#executor, this.#due, input.seed, part, this.around.shared, most)
      : new RateDriver(this.#plan, this.#executor, input.seed, part, this.around.shared)
  }

  #turn(): void {
    if (this.#isDone) return
    const nowMs = this.now()
    const before = this.#executor.begun
    if (nowMs >= 0) this.#startDue(nowMs)
    this.#executor.expireDeadlines(nowMs)
    if (nowMs >= 0 && this.#isSpent()) this.#endMs = Math.min(this.#endMs, Math.max(0, this.#driver.lastEndMs))
    if (nowMs >= this.#endMs && !this.#isDraining) this.#drain(nowMs, this.#plannedGraceMs())
    if (this.#isDraining && this.#isDrained(nowMs)) return this.#finish(nowMs)
    this.#sampler.makeOne()
    this.#closeSeconds(Math.floor(nowMs / 1000))
    const afterMs = this.now()
    const nextMs = Math.min(this.#driver.nextMs, this.#due.nextMs, this.#nextLook(afterMs))
    this.#sleep.until(nextMs, afterMs, this.#executor.begun === before)
  }

  #startDue(nowMs: number): void {
    // Up to the end only: what is due later belongs to no run.
    const untilMs = Math.min(nowMs, this.#endMs)
    this.#driver.tick(untilMs)
    for (;;) {
      const dueMs = this.#due.nextMs
      const iteration = this.#due.pop(nowMs)
      if (!iteration) return
      if (iteration.isUnderWay) this.#executor.advance(iteration, dueMs)
      else this.#driver.begin(iteration, dueMs)
    }
  }

  #nextLook(nowMs: number): number {
    if (nowMs < 0) return 0
    const boundary = (Math.floor(nowMs / 1000) + 1) * 1000
    return Math.min(nowMs + LONGEST_SLEEP_MS, boundary, nowMs < this.#endMs ? this.#endMs : boundary)
  }

  /** The iterations of the plan have begun and are over. */
  #isSpent(): boolean {
    return this.#driver.isSpent && this.#executor.inFlight === 0 && this.#executor.flowsUnderWay === 0
  }

  #plannedGraceMs(): number {
    const sent = this.#plan.mix.flatMap(({ steps }) =>
      steps.flatMap((step) => (step.kind === 'send' ? [step.operation] : [])),
    )
    const forAnswers = Math.max(...sent.map(({ timeoutMs }) => timeoutMs)) + 500
    const forJobs = Math.max(...sent.map(({ poll }) => poll?.timeoutMs ?? 0))
    return Math.min(LONGEST_GRACE_MS, forAnswers) + forJobs
  }

  #drain(nowMs: number, graceMs: number): void {
    this.#isDraining = true
    this.#driver.end()
    this.#graceUntilMs = Math.min(this.#graceUntilMs, nowMs + graceMs)
  }

  #isDrained(nowMs: number): boolean {
    return nowMs >= this.#graceUntilMs || (this.#executor.inFlight === 0 && !this.#hasFlowsUnderWay())
  }

  #hasFlowsUnderWay(): boolean {
    return !this.#executor.isStopped && this.#executor.flowsUnderWay > 0
  }

  #finish(nowMs: number): void {
    this.#sleep.stop()
    this.#executor.interruptAll(nowMs)
    for (const iteration of this.#due.drain()) this.#executor.interruptFlow(iteration, nowMs)
    const plannedSeconds = Math.ceil(Math.min(nowMs, this.#endMs) / 1000)
    this.#closeSeconds(Math.max(plannedSeconds, this.#recorder.newestUsed + 1))
    this.#tellDone(Math.max(0, Math.min(nowMs, this.#endMs)))
  }

  #tellDone(durationMs: number): void {
    this.#isDone = true
    const samples: Sample[] = []
    this.#sampler.handOutRest(samples)
    this.#send({ kind: 'done', durationMs, message: this.#trouble(), samples }, [])
  }

  #trouble(): string | null {
    const forbidden = this.#executor.firstErrors.get('forbidden-target')
    return forbidden ?? this.#plan.datasets.shortage ?? patternTrouble() ?? this.#recorder.trouble
  }

  #closeSeconds(before: number): void {
    this.#recorder.closeBefore(before, (closed) => this.#tell(closed))
  }

  #tell(closed: OpenSecond): void {
    const users = this.#driver.activeUsers
    const generator = this.#health.read(closed, this.#operationCount, users, this.#executor.inFlight)
    this.#sampler.handOut(closed.second, closed.samples)
    const { packed, transfer } = packSecond(closed, generator, this.#order.part.thread)
    this.#send({ kind: 'second', ...packed }, transfer)
  }
}
