// What a thread does before and after its load, over the same connections: setup, teardown, and reading back what was written. What setup
// extracts is there for everybody.

import { Random, streamOf } from '#lib/load/random.ts'
import type { WriteLedger } from '#lib/runs/write-ledger.ts'
import type { DueQueue } from './due-queue.ts'
import type { EnginePlan } from './engine-plan.ts'
import { Executor, type ExecutorParts } from './executor.ts'
import type { HttpDoor } from './http-client.ts'
import type { Iteration } from './iteration.ts'
import { Once } from './once.ts'
import type { Send, ThreadOrder } from './protocol.ts'
import { ReadBack } from './read-back.ts'
import type { Recorder } from './recorder.ts'
import { FAILED_SETUP_TEARDOWN_MS } from './watchdog.ts'
import { WriteLog } from './write-log.ts'

export class AroundLoad {
  /** By slot. */
  readonly shared: (string | null)[]
  readonly writes = new WriteLog()
  readonly #plan: EnginePlan
  readonly #order: ThreadOrder
  readonly #door: HttpDoor
  readonly #send: Send
  #once: Once | null = null
  #reader: ReadBack | null = null

  constructor(plan: EnginePlan, order: ThreadOrder, door: HttpDoor, send: Send) {
    this.#plan = plan
    this.#order = order
    this.#door = door
    this.#send = send
    this.shared = new Array(plan.valueCount).fill(null)
  }

  /** Resolves with what went wrong, or null. What a setup that fails has made until then is torn down. */
  async setUp(): Promise<string | null> {
    const problem = await this.#runOnce('setup')
    if (problem === null || this.#once!.recordsDone === 0 || this.#plan.teardown.length === 0) return problem
    const more = await this.tearDown(FAILED_SETUP_TEARDOWN_MS)
    return [problem, more].filter(Boolean).join(' ')
  }

  /** Resolves with what went wrong, or null. */
  tearDown(withinMs: number): Promise<string | null> {
    return this.#runOnce('teardown', withinMs)
  }

  /** Reads once what was written and acknowledged. */
  readBack(withinMs: number): Promise<WriteLedger> {
    this.#reader = new ReadBack({
      log: this.writes,
      shared: this.shared,
      random: this.randomOf('teardown'),
      makeExecutor: (recorder, due, now, sampler) => this.makeExecutor(recorder, due, now, { sampler }),
      withinMs,
    })
    return this.#reader.run()
  }

  /** What setup extracted, by name. */
  get sharedValues(): Record<string, string> {
    const named = [...this.#plan.slots].map(([name, slot]) => [name, this.shared[slot]] as const)
    return Object.fromEntries(named.filter((pair): pair is [string, string] => typeof pair[1] === 'string'))
  }

  share(values: Record<string, string>): void {
    for (const [name, value] of Object.entries(values)) {
      const slot = this.#plan.slots.get(name)
      if (slot !== undefined) this.shared[slot] = value
    }
  }

  cancel(): void {
    this.#once?.cancel()
    this.#reader?.cancel()
  }

  /** Apart from the users and arrivals of the load, whose numbers count from 0. Logins are sent by the first thread of each shard. */
  randomOf(name: 'setup' | 'teardown' | 'login'): Random {
    const stream = { setup: -1, teardown: -2, login: -3 - streamOf(this.#order.part) }[name]
    return new Random(this.#order.input.seed, stream)
  }

  /** For the load, too. */
  makeExecutor(
    recorder: Recorder,
    due: DueQueue<Iteration>,
    now: () => number,
    parts: Partial<ExecutorParts> = {},
  ): Executor {
    const { connections, connectionPer } = this.#order.input.plan.client
    const isPoolCapped = connections !== null
    const isConnectionPerIteration = connectionPer === 'iteration'
    return new Executor({ now, recorder, door: this.#door, due, isPoolCapped, isConnectionPerIteration, ...parts })
  }

  #runOnce(name: 'setup' | 'teardown', withinMs?: number): Promise<string | null> {
    const once = new Once({
      name,
      steps: this.#plan[name],
      shared: this.shared,
      random: this.randomOf(name),
      makeExecutor: (recorder, due, now) => this.makeExecutor(recorder, due, now),
      onProgress: (progress) => this.#send({ kind: 'progress', progress }, []),
      ...(withinMs === undefined ? {} : { withinMs }),
    })
    this.#once = once
    return once.run()
  }
}
