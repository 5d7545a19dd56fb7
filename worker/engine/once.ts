// Setup and teardown: operations sent outside of every series, one after the other, each as often as the plan says and so many at a time
// (a preload). What they extract is there for everybody. In a preload `{{ iteration }}` and `{{ user }}` are the number of the record.

import type { Random } from '#lib/load/random.ts'
import { DueQueue } from './due-queue.ts'
import type { OnceProgress } from './engine.ts'
import type { EngineOperation, MixEntry } from './engine-plan.ts'
import type { Executor } from './executor.ts'
import { Iteration } from './iteration.ts'
import { Recorder } from './recorder.ts'

const LOOK_MS = 20
/** Progress is told this often at most. */
const TELL_MS = 200

export interface OnceSend {
  operation: EngineOperation
  times: number
  atOnce: number
}

export interface OnceParts {
  name: OnceProgress['name']
  steps: OnceSend[]
  shared: (string | null)[]
  makeExecutor: (recorder: Recorder, due: DueQueue<Iteration>, now: () => number) => Executor
  onProgress: (progress: OnceProgress) => void
  /** Of what the operations make up. */
  random: Random
  /** All of it has to be done in this time. */
  withinMs?: number
}

export class Once {
  readonly #parts: OnceParts
  readonly #zeroMs = performance.now()
  readonly #due = new DueQueue<Iteration>()
  /** Nobody reads it. */
  readonly #recorder = new Recorder(0)
  readonly #executor: Executor
  readonly #end: Promise<string | null>
  #resolve!: (problem: string | null) => void
  #watch: NodeJS.Timeout | undefined
  #step = -1
  #entry!: MixEntry
  #begun = 0
  #done = 0
  #recordsDone = 0
  #toldMs = 0
  #isOver = false

  constructor(parts: OnceParts) {
    this.#parts = parts
    this.#executor = parts.makeExecutor(this.#recorder, this.#due, () => this.#now())
    this.#executor.owner = { iterationEnded: (record, _nowMs, isOk) => this.#ended(record, isOk) }
    this.#end = new Promise((resolve) => {
      this.#resolve = resolve
    })
  }

  /** Records that are done, of all steps. */
  get recordsDone(): number {
    return this.#recordsDone
  }

  /** Resolves with a sentence on what failed, or null when all were ok. */
  run(): Promise<string | null> {
    this.#watch = setInterval(() => this.#look(), LOOK_MS)
    this.#nextStep()
    return this.#end
  }

  /** Sends no more, and waits for nothing. */
  cancel(): void {
    this.#finish(null)
  }

  #now(): number {
    return performance.now() - this.#zeroMs
  }

  #nextStep(): void {
    const step = this.#parts.steps[++this.#step]
    if (!step) return this.#finish(null)
    // Series 0 of a recorder nobody reads.
    const operation = { ...step.operation, series: 0 }
    this.#entry = { key: this.#parts.name, weight: 1, steps: [{ kind: 'send', operation }], flowSeries: -1 }
    this.#begun = 0
    this.#done = 0
    this.#tell(step)
    for (let lane = 0; lane < step.atOnce; lane++) this.#begin(step)
  }

  #begin(step: OnceSend): void {
    if (this.#isOver || this.#begun >= step.times) return
    const record = new Iteration(this.#parts.random, this.#parts.shared.length, this.#parts.shared)
    record.user = this.#begun
    record.iteration = this.#begun
    this.#begun++
    this.#executor.begin(record, this.#entry, this.#now())
  }

  #ended(record: Iteration, isOk: boolean): void {
    const step = this.#parts.steps[this.#step]
    if (this.#isOver || !step) return
    if (!isOk) return this.#finish(this.#failure(step, record.iteration))
    this.#done++
    this.#recordsDone++
    if (this.#done === step.times || this.#now() - this.#toldMs > TELL_MS) this.#tell(step)
    if (this.#done === step.times) this.#nextStep()
    else this.#begin(step)
  }

  #look(): void {
    const nowMs = this.#now()
    this.#executor.expireDeadlines(nowMs)
    for (let dueMs = this.#due.nextMs; dueMs <= nowMs && !this.#isOver; dueMs = this.#due.nextMs) {
      this.#executor.advance(this.#due.pop(nowMs)!, dueMs)
    }
    this.#recorder.closeBefore(Math.floor(nowMs / 1000), () => {})
    const { withinMs = Number.POSITIVE_INFINITY } = this.#parts
    if (nowMs > withinMs) this.#finish(this.#tooLong(withinMs))
  }

  #tell({ operation, times }: OnceSend): void {
    this.#toldMs = this.#now()
    this.#parts.onProgress({ name: this.#parts.name, operation: operation.key, done: this.#done, of: times })
  }

  #finish(problem: string | null): void {
    if (this.#isOver) return
    this.#isOver = true
    clearInterval(this.#watch)
    this.#executor.interruptAll(this.#now())
    this.#resolve(problem)
  }

  #failure({ operation, times }: OnceSend, record: number): string {
    const { name } = this.#parts
    const at =
      times > 1 ? ` at record ${shown(record + 1)} of ${shown(times)}, after ${shown(this.#done)} were done` : ''
    const [why] = this.#executor.firstErrors.values()
    const then = name === 'setup' ? ', so the run did not start' : ''
    return `The ${name} operation ${operation.key} failed${at}${then}.${why ? ` ${why}` : ''}`
  }

  #tooLong(withinMs: number): string {
    const { name, steps } = this.#parts
    const { operation, times } = steps[this.#step]!
    const count = `${shown(this.#done)} of ${shown(times)}`
    return `The ${name} was not over within ${shown(withinMs / 1000)} s: it ended in operation ${operation.key}, ${count} done.`
  }
}

const shown = (value: number) => value.toLocaleString('en-US', { maximumFractionDigits: 1 })
