// Starts a run: one generator thread sends the load, this thread encodes, rolls up and tells what each second came to.

import { Worker } from 'node:worker_threads'
import { isAppError, messageOf } from '#lib/core/errors.ts'
import type { LoadChange } from '#lib/load/change.ts'
import { isAllOperations, seriesOf } from '#lib/runs/series.ts'
import type { EngineHandle, EngineInput, EngineOutcome, EngineTick, StartEngine } from './engine.ts'
import { HopelessRun } from './hopeless.ts'
import { assertWithinCaps } from './preflight.ts'
import type { FromThread, ThreadOrder, ToThread } from './protocol.ts'
import { SecondCollector } from './second-collector.ts'
import { pagesOf } from './second-message.ts'
import { StopRules } from './stop-rules.ts'
import { Watchdog, watchLimitsOf } from './watchdog.ts'

/** Time between the word to go and second 0, so that the thread is at its clock before. */
const LEAD_MS = 60
const DEFAULT_GRACE_MS = 3000
/** A thread that said its last word ends by itself; after this it is ended. */
const EXIT_MS = 1000

const HUNG =
  'The generator did not answer any more and was ended, perhaps in a check or an extraction that takes for ever; what it had told by then is kept.'

export const startEngine: StartEngine = (input, onTick) => new Engine(input, onTick)

class Engine implements EngineHandle {
  readonly prepared: Promise<{ sharedValues: Record<string, string> } | null>
  readonly started: Promise<Date | null>
  readonly finished: Promise<EngineOutcome>
  readonly #input: EngineInput
  readonly #onTick: (tick: EngineTick) => void | Promise<void>
  readonly #collector: SecondCollector
  readonly #hopeless: HopelessRun
  readonly #stopRules: StopRules | null
  #thread: Worker | null = null
  #watchdog: Watchdog | null = null
  #ticks: Promise<void> = Promise.resolve()
  #startedAt: Date | null = null
  /** A load that rises until failure reaches its planned end when a stop rule is met. */
  readonly #isFailureWanted: boolean
  #stopping: { reason: 'stopped' | 'aborted' | 'completed'; message: string | null } | null = null
  #isOver = false
  /** The seconds told so far; ends a run that breaks, as nothing is known of the time after. */
  #toldSeconds = 0
  #tellPrepared!: (prepared: { sharedValues: Record<string, string> } | null) => void
  #tellStarted!: (at: Date | null) => void
  #tellFinished!: (outcome: EngineOutcome) => void

  constructor(input: EngineInput, onTick: (tick: EngineTick) => void | Promise<void>) {
    this.#input = input
    this.#onTick = onTick
    this.prepared = new Promise((resolve) => (this.#tellPrepared = resolve))
    this.started = new Promise((resolve) => (this.#tellStarted = resolve))
    this.finished = new Promise((resolve) => (this.#tellFinished = resolve))
    this.#collector = new SecondCollector(seriesOf(input.plan, input.scenario))
    this.#hopeless = new HopelessRun(input)
    const scenario = input.plan.scenarios.find(({ key }) => key === input.scenario)
    this.#stopRules = scenario ? new StopRules(scenario) : null
    this.#isFailureWanted = scenario?.untilFailure ?? false
    try {
      assertWithinCaps(input)
      this.#startThread()
    } catch (error) {
      this.#finish('failed', messageOf(error), 0, isAppError(error))
    }
  }

  changeLoad(changes: LoadChange[]): void {
    this.#say({ kind: 'change', changes })
  }

  stop(reason: 'stopped' | 'aborted', message: string | null, graceMs = DEFAULT_GRACE_MS): void {
    this.#end(reason, message, graceMs)
  }

  #end(reason: 'stopped' | 'aborted' | 'completed', message: string | null, graceMs = DEFAULT_GRACE_MS): void {
    if (this.#isOver || this.#stopping) return
    this.#stopping = { reason, message }
    if (!this.#startedAt) return this.#finish(reason, message, 0)
    this.#say({ kind: 'stop', graceMs })
    this.#watchdog?.stopping(graceMs)
  }

  #startThread(): void {
    const { startAt: _, shard, ...input } = this.#input
    const order: ThreadOrder = { input, shard: shard ?? { index: 0, count: 1 } }
    const url = new URL('./generator-thread.ts', import.meta.url)
    const thread = new Worker(url, { workerData: order, name: 'generator', execArgv: [] })
    this.#thread = thread
    thread.on('message', (message: FromThread) => this.#hear(message))
    thread.on('error', (error) => this.#break('failed', `The generator failed: ${error.message}`))
    thread.on('exit', () => this.#break('failed', 'The generator ended unexpectedly.'))
    this.#watchdog = new Watchdog(watchLimitsOf(this.#input), () => {
      void thread.terminate()
      this.#hang()
    })
  }

  /** The end that was asked for stays; a run that nobody wanted to end has failed. */
  #hang(): void {
    const { reason, message } = this.#stopping ?? { reason: 'failed' as const, message: null }
    this.#break(reason === 'completed' ? 'aborted' : reason, message ? `${message} ${HUNG}` : HUNG)
  }

  /** Ends a run whose thread says no more; what it had told counts. */
  #break(reason: 'failed' | 'stopped' | 'aborted', message: string): void {
    if (this.#isOver) return
    if (this.#toldSeconds > 0) this.#deliver({ buckets: this.#collector.flush(), generator: [], samples: [] })
    this.#finish(reason, message, this.#toldSeconds * 1000)
  }

  #hear(message: FromThread): void {
    if (this.#isOver) return
    if (message.kind === 'ready') this.#ready(message.sharedValues)
    else if (message.kind === 'refused') this.#finish('failed', message.message, 0, true)
    else if (message.kind === 'second') this.#take(message)
    else this.#complete(message.durationMs)
  }

  #ready(sharedValues: Record<string, string>): void {
    this.#tellPrepared({ sharedValues })
    if (!this.#input.waitsForGo) this.go(this.#input.startAt ?? new Date())
  }

  go(wanted: Date): void {
    if (this.#isOver || this.#startedAt) return
    const startAt = Math.max(Date.now() + LEAD_MS, wanted.getTime())
    this.#startedAt = new Date(startAt)
    this.#say({ kind: 'go', startAtEpochMs: startAt })
    this.#watchdog?.started(startAt - Date.now())
    this.#tellStarted(this.#startedAt)
  }

  #take({ second, series, generator }: FromThread & { kind: 'second' }): void {
    this.#watchdog?.heard()
    this.#toldSeconds = second + 1
    const tick = this.#collector.close(second, series, generator)
    const pages = pagesOf(series)
    this.#thread?.postMessage(
      { kind: 'recycle', pages } satisfies ToThread,
      pages.map((page) => page.buffer),
    )
    this.#deliver(tick)
    this.#watch(tick)
  }

  #watch(tick: EngineTick): void {
    if (this.#stopping) return
    const met = this.#stopRules?.look(tick)
    if (met) return this.#end(this.#isFailureWanted ? 'completed' : 'aborted', met)
    const all = tick.buckets.find((bucket) => bucket.resolution === 1 && isAllOperations(bucket.series))
    const why = all ? this.#hopeless.look(all) : null
    if (why) this.#end('aborted', why)
  }

  /** Ticks are told one after the other; a listener that fails ends the run. */
  #deliver(tick: EngineTick): void {
    this.#ticks = this.#ticks
      .then(() => this.#onTick(tick))
      .catch((error: unknown) => {
        this.stop('aborted', `What the run measured could not be taken: ${messageOf(error)}`, 0)
      })
  }

  #complete(durationMs: number): void {
    this.#deliver({ buckets: this.#collector.flush(), generator: [], samples: [] })
    const { reason, message } = this.#stopping ?? { reason: 'completed', message: null }
    this.#finish(reason, message, durationMs)
  }

  #finish(reason: EngineOutcome['reason'], message: string | null, durationMs: number, isRefused = false): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#watchdog?.end()
    const thread = this.#thread
    this.#thread = null
    this.#tellPrepared(null)
    this.#tellStarted(this.#startedAt)
    const startedAt = this.#startedAt ?? new Date()
    void this.#ticks
      .then(() => thread && ended(thread))
      .then(() => this.#tellFinished({ reason, message, startedAt, durationMs: Math.round(durationMs), isRefused }))
  }

  #say(message: ToThread): void {
    this.#thread?.postMessage(message)
  }
}

function ended(thread: Worker): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => void thread.terminate().then(() => resolve()), EXIT_MS)
    const onExit = () => {
      clearTimeout(timer)
      resolve()
    }
    thread.once('exit', onExit)
    if (thread.threadId === -1) onExit()
  })
}
