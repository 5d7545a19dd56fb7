// Starts a run: generator threads send the load, this thread encodes, rolls up and tells what each second came to.

import { isAppError, messageOf } from '#lib/core/errors.ts'
import type { LoadChange } from '#lib/load/change.ts'
import type { RunMark } from '#lib/runs/run-mark.ts'
import type { Sample } from '#lib/runs/sample.ts'
import { operationKeysOf, seriesOf } from '#lib/runs/series.ts'
import { describeLedger, sumLedgers, type WriteLedger } from '#lib/runs/write-ledger.ts'
import { Crew, type CrewListener } from './crew.ts'
import type {
  EngineHandle,
  EngineInput,
  EngineOutcome,
  EngineTick,
  OnceProgress,
  PlannedEnd,
  StartEngine,
} from './engine.ts'
import { assertWithinCaps, usefulThreads, withinCaps } from './preflight.ts'
import type { SentSecond } from './protocol.ts'
import { RunJudge } from './run-judge.ts'
import { Mask } from './sampling/mask.ts'
import { ThinOut } from './sampling/thin-out.ts'
import { SearchJudge } from './search-judge.ts'
import { SecondCollector } from './second-collector.ts'
import { longestOnceMs } from './watchdog.ts'

/** Time between the word to go and second 0, so that the threads are at their clocks before. */
const LEAD_MS = 60
/** Its threads hear of a change in a moment. */
const SEARCH_NOTICE_MS = 100
const DEFAULT_GRACE_MS = 3000
/** Teardown of a run that was ended: long enough to log out and delete, short enough to wait for. */
const HASTY_TEARDOWN_MS = 15_000
/** Of all writes, after the load. */
const READ_BACK_MS = 120_000
const COMPLETED: PlannedEnd = { reason: 'completed', message: null }

const HUNG =
  'The generator did not answer any more and was ended, perhaps in a check or an extraction that takes for ever; what it had told by then is kept.'

const hasWrites = ({ plan, scenario }: EngineInput): boolean => {
  const sent = new Set(operationKeysOf(plan, scenario))
  return plan.operations.some(({ key, write }) => write && sent.has(key))
}

export const startEngine: StartEngine = (input, onTick, onProgress) => new Engine(input, onTick, onProgress)

class Engine implements EngineHandle, CrewListener {
  readonly prepared: Promise<{ sharedValues: Record<string, string> } | null>
  readonly started: Promise<Date | null>
  readonly finished: Promise<EngineOutcome>
  readonly #input: EngineInput
  readonly #onTick: (tick: EngineTick) => void | Promise<void>
  readonly #tellProgress: (progress: OnceProgress) => void
  readonly #collector: SecondCollector
  readonly #thinOut = new ThinOut()
  readonly #judge: RunJudge | null
  readonly #search: SearchJudge | null
  #changes: LoadChange[] = []
  #crew: Crew | null = null
  #ticks: Promise<void> = Promise.resolve()
  #startedAt: Date | null = null
  #stopping: PlannedEnd | null = null
  /** The target is left as it is. */
  #skipsTeardown: boolean
  /** Something was set up, so that stopping takes a teardown even before the load. */
  #hasSetUp = false
  #isTearingDown = false
  /** What was written is being read back. */
  #isReading = false
  /** Nothing more is to be sent, by nobody. */
  #isUrgent = false
  #hurry: NodeJS.Timeout | undefined
  #isOver = false
  #durationMs = 0
  #trouble: string | null = null
  /** The seconds told so far; ends a run that breaks, as nothing is known of the time after. */
  #toldSeconds = 0
  #tellPrepared!: (prepared: { sharedValues: Record<string, string> } | null) => void
  #tellStarted!: (at: Date | null) => void
  #tellFinished!: (outcome: EngineOutcome) => void

  constructor(
    input: EngineInput,
    onTick: (tick: EngineTick) => void | Promise<void>,
    onProgress: (progress: OnceProgress) => void = () => {},
  ) {
    this.#input = input
    this.#onTick = onTick
    this.#tellProgress = onProgress
    this.prepared = new Promise((resolve) => (this.#tellPrepared = resolve))
    this.started = new Promise((resolve) => (this.#tellStarted = resolve))
    this.finished = new Promise((resolve) => (this.#tellFinished = resolve))
    this.#collector = new SecondCollector(seriesOf(input.plan, input.scenario))
    this.#skipsTeardown = input.plan.teardown.length === 0 || input.sharedValues !== undefined
    const scenario = input.plan.scenarios.find(({ key }) => key === input.scenario)
    const judges = scenario && input.judgesStopRules !== false
    this.#judge = judges ? new RunJudge(scenario, input.monitors) : null
    this.#search = judges ? SearchJudge.of(input.plan, scenario.key, SEARCH_NOTICE_MS, input.monitors) : null
    try {
      assertWithinCaps(input)
      this.#crew = new Crew(input, usefulThreads(input), this)
    } catch (error) {
      this.#finish('failed', messageOf(error), 0, isAppError(error))
    }
  }

  go(wanted: Date): void {
    if (this.#isOver || this.#stopping || this.#startedAt) return
    const startAt = Math.max(Date.now() + LEAD_MS, wanted.getTime())
    this.#startedAt = new Date(startAt)
    this.#crew?.go(startAt - Date.now())
    this.#tellStarted(this.#startedAt)
  }

  /** Who searches for its level makes the changes; what comes back are the same, perhaps not yet all. */
  changeLoad(changes: LoadChange[]): void {
    if (this.#search === null) this.#crew?.change(withinCaps(this.#input, changes))
  }

  stop(reason: 'stopped' | 'aborted', message: string | null, graceMs = DEFAULT_GRACE_MS): void {
    this.#end(reason, message, graceMs)
  }

  #end(reason: PlannedEnd['reason'], message: string | null, graceMs = DEFAULT_GRACE_MS): void {
    if (this.#isOver) return
    if (graceMs === 0) this.#skipsTeardown = this.#isUrgent = true
    if (this.#isReading) return this.#crew?.stop(graceMs)
    if (this.#isTearingDown) return this.#hurryTeardown(graceMs === 0 ? 0 : HASTY_TEARDOWN_MS)
    const isFirst = this.#stopping === null
    this.#stopping ??= { reason, message }
    if (!this.#startedAt && !(this.#hasSetUp && !this.#skipsTeardown)) return this.#finish(reason, message, 0)
    if (isFirst || graceMs === 0) this.#crew?.stop(graceMs)
  }

  onProgress(progress: OnceProgress): void {
    this.#hasSetUp = true
    this.#tellProgress(progress)
  }

  onReady(sharedValues: Record<string, string>): void {
    this.#hasSetUp = true
    if (this.#stopping) return
    this.#tellPrepared({ sharedValues })
    if (!this.#input.waitsForGo) this.go(this.#input.startAt ?? new Date())
  }

  onRefused(message: string): void {
    this.#finish('failed', message, 0, true)
  }

  onSecond(parts: SentSecond[]): void {
    const { second } = parts[0]!
    this.#toldSeconds = second + 1
    const tick = this.#collector.close(parts)
    tick.samples = this.#thinOut.take(tick.samples)
    this.#deliver(tick)
    if (this.#stopping) return
    const ending = this.#judge?.look(second, tick.buckets, tick.generator)
    if (ending) return this.#end(ending.reason, ending.message)
    this.#searchOn(second, tick)
  }

  #searchOn(second: number, { buckets, generator }: EngineTick): void {
    const nowMs = this.#startedAt ? Date.now() - this.#startedAt.getTime() : 0
    const look = this.#search?.look(second, buckets, generator, nowMs)
    if (!look) return
    const { mark, ending } = look
    if (mark.change) {
      this.#changes = withinCaps(this.#input, [...this.#changes, mark.change])
      this.#crew?.change(this.#changes)
    }
    this.#deliver({ buckets: [], generator: [], samples: [], marks: [mark] })
    if (ending !== null) this.#end('completed', ending)
  }

  /** The last rows are told before teardown, which may take its time. */
  onDone(durationMs: number, message: string | null, rest: Sample[]): void {
    this.#durationMs = durationMs
    this.#trouble = message
    const samples = this.#thinOut.take(rest)
    if (this.#toldSeconds > 0) this.#deliver({ buckets: this.#collector.flush(), generator: [], samples })
    // Who stopped the run wants nothing more to be sent.
    if (!hasWrites(this.#input) || this.#isUrgent || this.#stopping?.reason === 'stopped') return this.#afterReading()
    this.#isReading = true
    this.#crew?.readBack(READ_BACK_MS)
  }

  onRead(ledgers: WriteLedger[]): void {
    if (!this.#isReading) return
    const ledger = sumLedgers(ledgers)
    const mark: RunMark = { kind: 'integrity', offsetMs: this.#durationMs, text: describeLedger(ledger), data: ledger }
    this.#deliver({ buckets: [], generator: [], samples: [], marks: [mark] })
    this.#afterReading()
  }

  #afterReading(): void {
    this.#isReading = false
    if (this.#skipsTeardown) return this.#complete(null)
    this.#isTearingDown = true
    void this.#tearDown()
  }

  async #tearDown(): Promise<void> {
    const { plan, beforeTeardown } = this.#input
    await beforeTeardown?.(this.#stopping ?? COMPLETED)
    if (this.#isOver) return
    const longest = longestOnceMs(plan, plan.teardown)
    this.#crew?.tearDown(this.#stopping ? Math.min(longest, HASTY_TEARDOWN_MS) : longest)
  }

  /** The run is over by its schedule; what it leaves behind must not keep whoever stops it waiting. */
  #hurryTeardown(withinMs: number): void {
    if (withinMs === 0) return this.onTornDown('The teardown was cut short.')
    const problem = `The teardown was cut short ${withinMs / 1000} s after the run was stopped.`
    this.#hurry ??= setTimeout(() => this.onTornDown(problem), withinMs)
  }

  onTornDown(problem: string | null): void {
    this.#complete(problem)
  }

  #complete(teardownProblem: string | null): void {
    const { reason, message } = this.#stopping ?? COMPLETED
    const said = [message, this.#trouble, teardownProblem].filter(Boolean)
    this.#finish(reason, said.join(' ') || null, this.#durationMs)
  }

  /** The end that was asked for stays; a run that nobody wanted to end has failed. */
  onHung(): void {
    if (this.#isReading) return this.#afterReading()
    if (this.#isTearingDown) return this.onTornDown('The teardown did not come to an end and was cut short.')
    const { reason, message } = this.#stopping ?? { reason: 'failed' as const, message: null }
    this.#break(reason === 'completed' ? 'aborted' : reason, message ? `${message} ${HUNG}` : HUNG)
  }

  onBroken(message: string): void {
    if (this.#isReading) return this.#afterReading()
    if (this.#isTearingDown) this.onTornDown(`The teardown failed. ${message}`)
    else this.#break('failed', message)
  }

  /** Ends a run whose threads say no more; what they had told counts. */
  #break(reason: 'failed' | 'stopped' | 'aborted', message: string): void {
    if (this.#isOver) return
    if (this.#toldSeconds > 0) this.#deliver({ buckets: this.#collector.flush(), generator: [], samples: [] })
    this.#finish(reason, message, this.#toldSeconds * 1000)
  }

  /** Ticks are told one after the other; a listener that fails ends the run. */
  #deliver(tick: EngineTick): void {
    this.#ticks = this.#ticks
      .then(() => this.#onTick(tick))
      .catch((error: unknown) => {
        this.stop('aborted', `What the run measured could not be taken: ${messageOf(error)}`)
      })
  }

  #finish(reason: EngineOutcome['reason'], message: string | null, durationMs: number, isRefused = false): void {
    if (this.#isOver) return
    this.#isOver = true
    clearTimeout(this.#hurry)
    this.#tellPrepared(null)
    this.#tellStarted(this.#startedAt)
    const startedAt = this.#startedAt ?? new Date()
    // It may quote what was sent or answered.
    const said = message && new Mask(Object.values(this.#input.secrets)).with([])(message)
    void Promise.all([this.#ticks, this.#crew?.end()]).then(() =>
      this.#tellFinished({ reason, message: said, startedAt, durationMs: Math.round(durationMs), isRefused }),
    )
  }
}
