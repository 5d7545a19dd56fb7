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
import type { Judgement, RunShard } from '#lib/runs/schema.ts'
import { summarise } from '#lib/runs/summary.ts'
import { changeBetween, type LiveMessage, type LiveNews, type LiveState } from '#lib/runs/tick-change.ts'
import { currentEstimate } from './estimate.ts'
import { findStoredJudgement } from './judgement.ts'

const POLL_MS = 250
/** A reader who hears nothing for longer takes the stream for lost: in a queue, in setup and in teardown no second comes. */
const QUIET_MS = 5_000

export type Listener = (message: LiveMessage) => void

/** Somebody watching: `next` is the first second they have not been told. */
interface Watcher {
  listener: Listener
  onEnd: () => void
  next: number
  /** Asked for changes; the first message is a whole tick all the same. */
  hearsChanges: boolean
  /** By id the text. */
  eventsTold: Map<string, string>
  greeted: boolean
}

export interface Subscription {
  listener: Listener
  /** The first second to tell. */
  from: number
  /** Called when there is nothing more to tell: the run is over and judged, or gone. */
  onEnd?: () => void
  /** What was told before is not told again, only what became another. */
  hearsChanges?: boolean
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
  /** What was told last beside the seconds, and when. Whoever was told anything was told this: all hear of everything at once. */
  #state: LiveState | null = null
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

  /** Tells everything from a second on, first what was missed, until the returned function is called. */
  subscribe({ listener, from, onEnd = () => {}, hearsChanges = false }: Subscription): () => void {
    const watcher: Watcher = { listener, onEnd, next: from, hearsChanges, eventsTold: new Map(), greeted: false }
    this.#watchers.add(watcher)
    this.#timer ??= setTimeout(() => this.#poll(), 0)
    return () => this.#leave(watcher)
  }

  /** What was told last; null before anything was. */
  get state(): LiveState | null {
    return this.#state
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
    const { id } = this.#facts.run
    const [row, timeline, shards] = await Promise.all([
      findRunRow(this.#db, id),
      findTimelineMark(this.#db, id),
      listRunShards(this.#db, id),
    ])
    this.#isThere = row !== null
    if (!row) return true
    this.#facts.run = row
    this.#shards = shards
    const mark = JSON.stringify([row.state, timeline, shards])
    const since = await this.#advance()
    const judged = await this.#judge()
    const isQuiet = performance.now() - this.#toldAt >= QUIET_MS
    const isNews = since !== null || mark !== this.#lastMark || judged || isQuiet
    if (isNews || [...this.#watchers].some((watcher) => !watcher.greeted)) {
      await this.#tell(this.#live.measured)
      this.#toldAt = performance.now()
    }
    this.#lastMark = mark
    return row.state === 'ended' && (this.#judgement?.final ?? false)
  }

  /** Takes in the seconds that were stored since. The first that is another than before, or null. */
  async #advance(): Promise<number | null> {
    const since = await this.#live.advance(this.#db, this.#facts.run)
    if (since === null) return null
    this.#sparklines.changed(since)
    for (const watcher of this.#watchers) watcher.next = Math.min(watcher.next, since)
    return since
  }

  /** True when the run was judged, or judged anew. */
  async #judge(): Promise<boolean> {
    const { run } = this.#facts
    if (run.state !== 'ended') {
      if (this.#live.measured > 0) this.#estimate()
      return false
    }
    const before = this.#judgement
    this.#judgement = (await findStoredJudgement(this.#db, run.id, run.revisionId)) ?? before
    return this.#judgement !== before
  }

  /** Not waited for: it reads all seconds so far, and meanwhile the newest is told. A tick that comes after it brings it. */
  #estimate(): void {
    currentEstimate(this.#db, this.#facts, this.#live.measured).then(
      (judgement) => {
        if (this.#facts.run.state !== 'ended') this.#judgement = judgement
      },
      (error) => {
        if (this.#watchers.size > 0) this.#onError(error) // the measurements are shown all the same
      },
    )
  }

  /** What is the same for everybody is read once; watchers who stand at the same second share their points. */
  async #tell(to: number): Promise<void> {
    const byStart = Map.groupBy(this.#watchers, (watcher) => Math.min(watcher.next, to))
    const [state, events, stretches] = await Promise.all([
      this.#readState(to),
      listRunEvents(this.#db, this.#facts.run.id),
      Promise.all([...byStart].map(async ([from, group]) => ({ group, ...(await this.#readSeconds(from, to)) }))),
    ])
    const changes = this.#state && changeBetween(this.#state, state)
    this.#state = state
    for (const { group, ...seconds } of stretches) {
      // Watchers who know the same lines of the timeline get the same message, so that it is written out once.
      const messages = new Map<string, LiveMessage>()
      for (const watcher of group) {
        // A gap, or a change that is still to come, stands elsewhere on the timeline than at its end.
        const fresh = events.filter(({ id, text }) => watcher.eventsTold.get(id) !== text)
        const isWhole = !(watcher.hearsChanges && watcher.greeted)
        const kind = JSON.stringify([isWhole, fresh.map(({ id }) => id)])
        const news: LiveNews = { ...seconds, events: fresh }
        const message =
          messages.get(kind) ?? (isWhole ? { tick: { ...state, ...news } } : { change: { ...news, changes } })
        messages.set(kind, message)
        watcher.listener(message)
        for (const { id, text } of fresh) watcher.eventsTold.set(id, text)
        Object.assign(watcher, { next: to, greeted: true })
      }
    }
  }

  async #readSeconds(from: number, to: number): Promise<Omit<LiveNews, 'events'>> {
    const { run } = this.#facts
    const fresh = { fromSecond: from, toSecond: to }
    const [{ points }, generators] = await Promise.all([
      listPoints(this.#db, run, fresh),
      listGeneratorPoints(this.#db, run.id, fresh),
    ])
    return { points, generators }
  }

  async #readState(to: number): Promise<LiveState> {
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
