// The generator threads of one engine, seen from the main thread: one that hangs, breaks or refuses speaks for all.

import { Worker } from 'node:worker_threads'
import type { LoadChange } from '#lib/load/change.ts'
import type { Sample } from '#lib/runs/sample.ts'
import type { WriteLedger } from '#lib/runs/write-ledger.ts'
import type { EngineInput, OnceProgress } from './engine.ts'
import { type FromThread, monotonicMs, type SentSecond, type ThreadOrder, type ToThread } from './protocol.ts'
import { SecondMerger } from './second-merger.ts'
import { pagesOf } from './second-message.ts'
import { threadSources } from './thread-sources.ts'
import { tearDownLimits, Watchdog, type WatchLimits, watchLimitsOf } from './watchdog.ts'

/** A thread that was told to leave ends by itself; after this it is ended. */
const EXIT_MS = 1000

const ENTRY = new URL('./thread-entry.mjs', import.meta.url)
const THREAD = new URL('./generator-thread.ts', import.meta.url)

export interface CrewListener {
  onProgress(progress: OnceProgress): void
  /** All are waiting to go. */
  onReady(sharedValues: Record<string, string>): void
  onRefused(message: string): void
  /** A second that is over in all threads; read before this returns. */
  onSecond(parts: SentSecond[]): void
  /** All have sent and told everything. */
  onDone(durationMs: number, message: string | null, samples: Sample[]): void
  /** All have read back what they wrote. */
  onRead(ledgers: WriteLedger[]): void
  onTornDown(problem: string | null): void
  onBroken(message: string): void
  /** A thread did not answer any more and was ended. */
  onHung(): void
}

interface Member {
  thread: Worker
  watchdog: Watchdog
  isReady: boolean
  /** Ends by itself when told to leave. */
  isDone: boolean
}

export class Crew {
  readonly #input: EngineInput
  readonly #listener: CrewListener
  readonly #members: Member[]
  readonly #merger: SecondMerger
  #durationMs = 0
  #message: string | null = null
  readonly #samples: Sample[] = []
  readonly #ledgers: WriteLedger[] = []
  #isOver = false

  constructor(input: EngineInput, threads: number, listener: CrewListener) {
    this.#input = input
    this.#listener = listener
    this.#merger = new SecondMerger(threads)
    this.#members = Array.from({ length: threads }, (_, index) => this.#start(index, threads))
  }

  /** Second 0 begins in `leadMs`, in all threads at the same moment. */
  go(leadMs: number): void {
    const startAtMonotonicMs = monotonicMs() + leadMs
    for (const { watchdog } of this.#members) watchdog.started(leadMs)
    this.#tellAll({ kind: 'go', startAtMonotonicMs })
  }

  change(changes: LoadChange[]): void {
    this.#tellAll({ kind: 'change', changes })
  }

  stop(graceMs: number): void {
    for (const { watchdog } of this.#members) watchdog.stopping(graceMs)
    this.#tellAll({ kind: 'stop', graceMs })
  }

  /** After all are done. */
  tearDown(withinMs: number): void {
    const first = this.#members[0]!
    first.isDone = false
    first.watchdog = this.#watch(0, tearDownLimits(withinMs))
    first.thread.postMessage({ kind: 'tear-down', withinMs } satisfies ToThread)
  }

  /** After all are done: each reads what it wrote. */
  readBack(withinMs: number): void {
    for (const [index, member] of this.#members.entries()) {
      member.isDone = false
      member.watchdog = this.#watch(index, tearDownLimits(withinMs))
      member.thread.postMessage({ kind: 'read-back', withinMs } satisfies ToThread)
    }
  }

  /** Resolves when no thread runs any more; one in the middle of something is ended. */
  async end(): Promise<void> {
    this.#isOver = true
    for (const { watchdog } of this.#members) watchdog.end()
    await Promise.all(this.#members.map(({ thread, isDone }) => (isDone ? leave(thread) : thread.terminate())))
  }

  #start(index: number, threads: number): Member {
    const { startAt: _, beforeTeardown: __, monitors: ___, shard = { index: 0, count: 1 }, ...input } = this.#input
    const { shares } = shard
    const part = { shard: shard.index, shards: shard.count, thread: index, threads, ...(shares ? { shares } : {}) }
    const order: ThreadOrder = { input, part, runsSetup: index === 0 && !input.sharedValues }
    const workerData = { ...order, entry: THREAD.href, sources: threadSources(THREAD) }
    const thread = new Worker(ENTRY, { workerData, name: `generator ${index}`, execArgv: [] })
    thread.on('message', (message: FromThread) => !this.#isOver && this.#hear(index, message))
    thread.on('error', (error) => this.#broke(`The generator failed: ${error.message}`))
    thread.on('exit', () => this.#broke('The generator ended unexpectedly.'))
    return { thread, watchdog: this.#watch(index, watchLimitsOf(this.#input)), isReady: false, isDone: false }
  }

  #watch(index: number, limits: WatchLimits): Watchdog {
    return new Watchdog(limits, () => {
      void this.#members[index]?.thread.terminate()
      if (!this.#isOver) this.#listener.onHung()
    })
  }

  #broke(message: string): void {
    if (!this.#isOver) this.#listener.onBroken(message)
  }

  #hear(index: number, message: FromThread): void {
    const member = this.#members[index]!
    if (message.kind === 'progress') this.#listener.onProgress(message.progress)
    else if (message.kind === 'ready') this.#ready(index, message.sharedValues)
    else if (message.kind === 'second') {
      member.watchdog.heard()
      for (const parts of this.#merger.take(index, message)) this.#second(parts)
    } else if (message.kind === 'done') this.#done(index, message)
    else if (message.kind === 'renew') this.#members[0]!.thread.postMessage(message satisfies ToThread)
    else if (message.kind === 'renewed') {
      for (const { thread } of this.#members.slice(1)) thread.postMessage(message satisfies ToThread)
    } else if (message.kind === 'read') {
      member.isDone = true
      member.watchdog.end()
      this.#ledgers.push(message.ledger)
      if (this.#members.every(({ isDone }) => isDone)) this.#listener.onRead(this.#ledgers)
    } else {
      // It ends by itself, or waits to be told to leave.
      member.isDone = true
      member.watchdog.end()
      if (message.kind === 'refused') this.#listener.onRefused(message.message)
      else this.#listener.onTornDown(message.problem)
    }
  }

  /** What the first thread set up is handed to the others before all are ready. */
  #ready(index: number, sharedValues: Record<string, string>): void {
    const member = this.#members[index]!
    member.isReady = true
    member.watchdog.ready()
    if (index === 0 && !this.#input.sharedValues) {
      for (const { thread } of this.#members.slice(1)) {
        thread.postMessage({ kind: 'share', values: sharedValues } satisfies ToThread)
      }
    }
    if (this.#members.every(({ isReady }) => isReady)) this.#listener.onReady(sharedValues)
  }

  #second(parts: SentSecond[]): void {
    if (this.#isOver) return
    this.#listener.onSecond(parts)
    for (const part of parts) {
      const pages = pagesOf(part)
      this.#members[part.thread]!.thread.postMessage(
        { kind: 'recycle', pages } satisfies ToThread,
        pages.map((page) => page.buffer),
      )
    }
  }

  #done(index: number, { durationMs, message, samples }: FromThread & { kind: 'done' }): void {
    const member = this.#members[index]!
    member.isDone = true
    member.watchdog.end()
    this.#durationMs = Math.max(this.#durationMs, durationMs)
    this.#message ??= message
    this.#samples.push(...samples)
    for (const parts of this.#merger.done(index)) this.#second(parts)
    if (!this.#isOver && this.#members.every(({ isDone }) => isDone)) {
      this.#listener.onDone(this.#durationMs, this.#message, this.#samples)
    }
  }

  #tellAll(message: ToThread): void {
    for (const { thread } of this.#members) thread.postMessage(message)
  }
}

function leave(thread: Worker): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => void thread.terminate().then(() => resolve()), EXIT_MS)
    const onExit = () => {
      clearTimeout(timer)
      resolve()
    }
    thread.once('exit', onExit)
    thread.postMessage({ kind: 'leave' } satisfies ToThread)
    if (thread.threadId === -1) onExit()
  })
}
