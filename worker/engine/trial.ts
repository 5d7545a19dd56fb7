// A try: the operations of a plan sent once, one after the other, through the same door and by the same executor as those of a run, and
// everything of each told. Setup goes first, each operation by itself, as it does in a run; what follows is one user's iteration.
// Units: milliseconds since the start of the try.

import { AppError, messageOf } from '#lib/core/errors.ts'
import { Random } from '#lib/load/random.ts'
import type { TryResult, TryStep } from '#lib/runs/try-schema.ts'
import type { Attempt } from './attempt.ts'
import { DueQueue } from './due-queue.ts'
import type { EngineInput } from './engine.ts'
import { compileEnginePlan, type EngineOperation, type EnginePlan, type MixEntry } from './engine-plan.ts'
import { Executor, type ExecutorParts } from './executor.ts'
import { assertAllowedUrl } from './guard.ts'
import { doorOptionsOf, HttpDoor } from './http-client.ts'
import { Iteration } from './iteration.ts'
import { Recorder } from './recorder.ts'
import type { ResponseView } from './response.ts'
import { TokenRefresh } from './token-refresh.ts'
import { StepTeller } from './trial-step.ts'

const LOOK_MS = 10
const POLLED_LETTERS = 4096

export interface TrialLimits {
  withinMs: number
  /** Aborts with the reason, a sentence. */
  signal: AbortSignal
}

/** The plan is one of `planOfTrial`. Rejects with an `AppError` that says what cannot be sent, and why. */
export async function runTrial(input: EngineInput, limits: TrialLimits): Promise<TryResult> {
  const plan = compileEnginePlan(input)
  for (const url of plan.origins) {
    await assertAllowedUrl(input.policy, url).catch((cause: unknown) => {
      throw new AppError('precondition_failed', messageOf(cause), { cause })
    })
  }
  const trial = new Trial(input, plan, limits)
  return trial.run().finally(() => trial.close())
}

class Trial {
  readonly #input: EngineInput
  readonly #plan: EnginePlan
  readonly #limits: TrialLimits
  readonly #door: HttpDoor
  readonly #teller: StepTeller
  readonly #shared: (string | null)[]
  readonly #random: Random
  readonly #zeroMs = performance.now()
  readonly #steps: TryStep[] = []
  #problem: string | null = null

  constructor(input: EngineInput, plan: EnginePlan, limits: TrialLimits) {
    const { operations } = input.plan
    this.#input = input
    this.#plan = plan
    this.#limits = limits
    this.#random = new Random(input.seed)
    this.#shared = new Array(plan.valueCount).fill(null)
    this.#teller = new StepTeller(operations, Object.values(input.secrets))
    this.#door = new HttpDoor({ ...doorOptionsOf(input), connections: null })
    for (const url of plan.origins) this.#door.originOf(url)
  }

  async run(): Promise<TryResult> {
    const main = this.#plan.mix[0]!
    const setup = this.#plan.setup.map(({ operation }) => operation)
    let isOk = true
    for (const operation of setup) isOk &&= await this.#carryOut([operation], 'setup')
    const sent = main.steps.flatMap((step) => (step.kind === 'send' ? [step.operation] : []))
    if (isOk) await this.#carryOut(sent, 'source', main.datasets)
    const planned = [...setup, ...sent].map(({ key }) => key)
    const notSent = planned.slice(this.#steps.length)
    return { steps: this.#steps, notSent, problem: this.#problem, durationMs: Math.round(this.#now()) }
  }

  close(): void {
    this.#door.close()
  }

  readonly #now = (): number => performance.now() - this.#zeroMs

  /** One iteration over the operations. True when all were ok. */
  async #carryOut(operations: EngineOperation[], role: 'setup' | 'source', datasets?: MixEntry['datasets']) {
    const recorder = new Recorder(1)
    const due = new DueQueue<Iteration>()
    const executor = this.#makeExecutor(recorder, due, this.#now, this.#partsFor(role, operations.length))
    const entry: MixEntry = {
      ...{ key: role, weight: 1, flowSeries: -1, ...(datasets ? { datasets } : {}) },
      steps: operations.map((operation) => ({ kind: 'send', operation: this.#watched(operation) })),
    }
    const { promise, resolve } = Promise.withResolvers<boolean>()
    executor.owner = { iterationEnded: (_iteration, _nowMs, isOk) => resolve(isOk), ranOut: () => resolve(false) }
    const look = setInterval(() => {
      const nowMs = this.#now()
      executor.expireDeadlines(nowMs)
      for (let dueMs = due.nextMs; dueMs <= nowMs; dueMs = due.nextMs) executor.advance(due.pop(nowMs)!, dueMs)
      if (this.#isCutShort(nowMs)) resolve(false)
    }, LOOK_MS)
    executor.begin(new Iteration(this.#random, this.#plan.valueCount, this.#shared), entry, this.#now())
    const isOk = await promise
    clearInterval(look)
    executor.interruptAll(this.#now())
    if (!isOk) this.#explain(executor)
    return isOk
  }

  #isCutShort(nowMs: number): boolean {
    const { withinMs, signal } = this.#limits
    if (signal.aborted) this.#problem = String(signal.reason)
    else if (nowMs > withinMs) this.#problem = `It was not over within ${withinMs / 1000} s and was ended.`
    return this.#problem !== null
  }

  /** What a step that failed says itself is not said twice. */
  #explain({ firstErrors }: Executor): void {
    const last = this.#steps.at(-1)
    const why = [...firstErrors.values()].at(-1) ?? this.#plan.datasets.shortage
    if (last?.job && last.isOk && this.#problem === null) last.job.problem = why
    else if (last?.isOk !== false) this.#problem ??= why ?? 'This worker could not send it. Try again.'
  }

  #partsFor(role: 'setup' | 'source', count: number): Partial<ExecutorParts> {
    const { login, datasets } = this.#plan
    const tellRole = () => (role === 'source' && this.#sentOf(role) === count - 1 ? 'tried' : role)
    const sampler: ExecutorParts['sampler'] = {
      wantsFailed: () => true,
      look: (attempt: Attempt, nowMs, failure, why) => {
        this.#steps.push(this.#teller.tell(attempt, { nowMs, failure, why }, tellRole()))
      },
    }
    if (role === 'setup') return { sampler }
    const makeExecutor = (recorder: Recorder, due: DueQueue<Iteration>, now: () => number) =>
      this.#makeExecutor(recorder, due, now)
    const tokens = login && new TokenRefresh(login, this.#shared, makeExecutor, this.#random)
    return { sampler, tokens, datasets, cookies: this.#input.plan.client.cookies ? 'user' : 'none' }
  }

  #sentOf(role: TryStep['role']): number {
    return this.#steps.filter((step) => step.role === role).length
  }

  #makeExecutor(
    recorder: Recorder,
    due: DueQueue<Iteration>,
    now: () => number,
    parts: Partial<ExecutorParts> = {},
  ): Executor {
    return new Executor({ now, recorder, door: this.#door, due, isPoolCapped: false, ...parts })
  }

  /** As it is sent in a run, but all of its answer is read and nothing is counted: series 0 is of a recorder nobody reads. */
  #watched(operation: EngineOperation): EngineOperation {
    const { poll } = operation
    const look = (view: ResponseView) => {
      const state = poll!.look(view)
      const step = this.#steps.at(-1)
      const polls = (step?.job?.polls ?? 0) + 1
      const body = this.#teller.shown(view.text, POLLED_LETTERS)
      if (step) {
        step.job = { polls, state, status: view.status, body, problem: null }
        if (state === 'done') step.metrics = this.#teller.metricsAfter(step, view)
      }
      return state
    }
    return { ...operation, series: 0, needsBody: true, metrics: [], poll: poll && { ...poll, series: 0, look } }
  }
}
