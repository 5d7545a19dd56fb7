// One reader per live run and process, however many people watch: it adds each new second to what it has and tells everybody.

import type { Db } from '#lib/db/client.ts'
import { toRunHead } from '#lib/runs/head.ts'
import { findTimelineMark, listRunEvents } from '#lib/runs/queries/events.ts'
import { findRunRow, type RunFacts } from '#lib/runs/queries/facts.ts'
import { LiveSparklines } from '#lib/runs/queries/live-sparklines.ts'
import { LiveTally } from '#lib/runs/queries/live-tally.ts'
import { listGeneratorPoints, listPoints } from '#lib/runs/queries/series.ts'
import { listRunShards } from '#lib/runs/queries/shards.ts'
import { listLiveWorkers } from '#lib/runs/queries/workers.ts'
import type { Judgement, LiveTick, RunShard } from '#lib/runs/schema.ts'
import { summarise } from '#lib/runs/summary.ts'
import { currentEstimate } from './estimate.ts'
import { findStoredJudgement } from './judgement.ts'

const POLL_MS = 400
/** A reader who hears nothing for longer takes the stream for lost: in a queue, in setup and in teardown no second comes. */
const QUIET_MS = 5_000

export type Listener = (tick: LiveTick) => void

/** Somebody watching: `next` is the first second they have not been told. */
interface Watcher {
  listener: Listener
  onEnd: () => void
  next: number
  /** By id the text. */
  eventsTold: Map<string, string>
  greeted: boolean
}

export class RunFollower {
  readonly #db: Db
  readonly #facts: RunFacts
  readonly #watchers = new Set<Watcher>()
  readonly #live = new LiveTally()
  readonly #sparklines: LiveSparklines
  readonly #onIdle: () => void
  readonly #onError: (error: unknown) => void
  #judgement: Judgement | null = null
  #shards: RunShard[] = []
  /** What was told last beside the seconds, and when. */
  #lastMark = ''
  #toldAt = 0
  #isThere = true
  #timer: ReturnType<typeof setTimeout> | null = null

  constructor(db: Db, facts: RunFacts, onIdle: () => void, onError: (error: unknown) => void) {
    this.#db = db
    this.#facts = facts
    this.#sparklines = new LiveSparklines(facts.run.id)
    this.#onIdle = onIdle
    this.#onError = onError
  }

  /**
   * Tells `listener` everything from the second `from` on, first what it missed, until the returned function is called. `onEnd` when
   * there is nothing more to tell: the run is over and judged, or gone.
   */
  subscribe(listener: Listener, from: number, onEnd: () => void = () => {}): () => void {
    const watcher: Watcher = { listener, onEnd, next: from, eventsTold: new Map(), greeted: false }
    this.#watchers.add(watcher)
    this.#timer ??= setTimeout(() => this.#poll(), 0)
    return () => this.#leave(watcher)
  }

  #leave(watcher: Watcher): void {
    if (this.#watchers.delete(watcher) && this.#watchers.size === 0) this.#stop()
  }

  #stop(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    this.#onIdle()
  }

  async #poll(): Promise<void> {
    try {
      if (await this.#step()) this.#endGreeted()
    } catch (error) {
      this.#onError(error)
    }
    if (this.#watchers.size > 0) this.#timer = setTimeout(() => this.#poll(), POLL_MS)
  }

  /** Who joined during the last step hears the end at the next. */
  #endGreeted(): void {
    for (const watcher of [...this.#watchers]) {
      if (!watcher.greeted && this.#isThere) continue
      watcher.onEnd()
      this.#leave(watcher)
    }
  }

  /** Reads what is new and tells it. True once the run is over and judged. */
  async #step(): Promise<boolean> {
    const row = await findRunRow(this.#db, this.#facts.run.id)
    this.#isThere = row !== null
    if (!row) return true
    this.#facts.run = row
    const since = await this.#live.advance(this.#db, row)
    const { measured } = this.#live
    if (since !== null) for (const watcher of this.#watchers) watcher.next = Math.min(watcher.next, since)
    if (since !== null) this.#sparklines.changed(since)
    const isMarked = await this.#readMark(row.state)
    const judged = await this.#judge(measured)
    const isNews = since !== null || isMarked || judged || performance.now() - this.#toldAt >= QUIET_MS
    const told = [...this.#watchers].filter((watcher) => isNews || !watcher.greeted)
    if (told.length > 0) await this.#tell(told, measured)
    if (isNews) this.#toldAt = performance.now()
    return row.state === 'ended' && (this.#judgement?.final ?? false)
  }

  /** True when the state, a part or the timeline became another. */
  async #readMark(state: string): Promise<boolean> {
    const { id } = this.#facts.run
    const [timeline, shards] = await Promise.all([findTimelineMark(this.#db, id), listRunShards(this.#db, id)])
    const mark = JSON.stringify([state, timeline, shards])
    const isOther = mark !== this.#lastMark
    this.#shards = shards
    this.#lastMark = mark
    return isOther
  }

  /** True when the judgement became another one. */
  async #judge(measured: number): Promise<boolean> {
    const { run } = this.#facts
    if (run.state === 'ended') {
      const before = this.#judgement
      this.#judgement = (await findStoredJudgement(this.#db, run.id, run.revisionId)) ?? before
      return this.#judgement !== before
    }
    if (measured === 0) return false
    const before = this.#judgement
    try {
      this.#judgement = await currentEstimate(this.#db, this.#facts, measured)
    } catch (error) {
      this.#onError(error) // the measurements are shown all the same
    }
    return this.#judgement !== before
  }

  /** What is the same for everybody is read once; watchers who stand at the same second share their points. */
  async #tell(watchers: Watcher[], to: number): Promise<void> {
    const { run } = this.#facts
    const [common, events] = await Promise.all([this.#common(to), listRunEvents(this.#db, run.id)])
    const byStart = Map.groupBy(watchers, (watcher) => Math.min(watcher.next, to))
    for (const [from, group] of byStart) {
      const fresh = { fromSecond: from, toSecond: to }
      const [{ points }, generators] = await Promise.all([
        listPoints(this.#db, run, fresh),
        listGeneratorPoints(this.#db, run.id, fresh),
      ])
      // Watchers who know the same lines of the timeline get the same tick, so that it is written out once.
      const ticks = new Map<string, LiveTick>()
      for (const watcher of group) {
        // A gap, or a change that is still to come, stands elsewhere on the timeline than at its end.
        const fresh = events.filter(({ id, text }) => watcher.eventsTold.get(id) !== text)
        const known = fresh.map(({ id }) => id).join()
        const tick = ticks.get(known) ?? { ...common, points, generators, events: fresh }
        ticks.set(known, tick)
        watcher.listener(tick)
        for (const { id, text } of fresh) watcher.eventsTold.set(id, text)
        Object.assign(watcher, { next: to, greeted: true })
      }
    }
  }

  async #common(to: number): Promise<Omit<LiveTick, 'points' | 'generators' | 'events'>> {
    const { run, plan } = this.#facts
    const [sparklines, workers] = await Promise.all([this.#sparklines.read(this.#db, to), listLiveWorkers(this.#db)])
    const final = this.#judgement?.final ? this.#judgement.verdict : null
    const stored = { verdict: final?.verdict ?? null, validity: final?.validity.status ?? null }
    return {
      run: toRunHead(run, stored, new Date()),
      summary: summarise(this.#live.tally, plan, run.scenario, { from: 0, to: to * 1000 }),
      sparklines,
      judgement: this.#judgement,
      workers: { alive: workers.length },
      shards: this.#shards,
    }
  }
}
