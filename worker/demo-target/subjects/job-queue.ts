// A queue of jobs that take a known time: `workers` of them at once, each trying `itemsPerSecond` items. Nothing runs meanwhile: what has
// been done by a moment is computed when somebody asks. Of n items f = ⌊n · failureShare⌋ fail after three tries, and of the others
// ⌊(n − f) · retryShare⌋ are tried twice, evenly spread, so every figure is known beforehand. Units: milliseconds of the wall clock.

export interface JobSettings {
  /** Jobs worked on at once. */
  workers: number
  /** Tries of each worker in a second. */
  itemsPerSecond: number
  retryShare: number
  failureShare: number
  /** Most tries in a second over all workers, as a mail provider allows them; null = any. What is above has to try again. */
  sendLimitPerSecond: number | null
}

export interface Job {
  id: string
  name: string
  items: number
  createdAt: number
  scheduledFor: number
  startedAt: number | null
  finishedAt: number | null
  sent: number
  failed: number
  retries: number
  /** Tries spent on the item that is not done yet. */
  pending: number
  retryShare: number
  failureShare: number
}

const TRIES_BEFORE_FAILURE = 3
const MOST_UNFINISHED = 1000
const MOST_KEPT = 1000
const PACE_SECONDS = 60

export class JobQueue {
  readonly #jobs = new Map<string, Job>()
  #open: Job[] = []
  #settings: JobSettings
  #at: number
  #downUntil = 0
  #serial = 0
  /** Items done in each of the last seconds. */
  readonly #pace = new Map<number, number>()
  /** Items of all jobs taken in. */
  accepted = 0
  sent = 0
  failed = 0
  retries = 0
  limited = 0
  restarts = 0

  constructor(settings: JobSettings, now: number) {
    this.#settings = settings
    this.#at = now
  }

  set(settings: JobSettings, now: number): void {
    this.advance(now)
    this.#settings = settings
  }

  /** null when too many wait already. */
  add(name: string, items: number, scheduledFor: number, now: number): Job | null {
    this.advance(now)
    if (this.#open.length >= MOST_UNFINISHED) return null
    const { retryShare, failureShare } = this.#settings
    const times = { createdAt: now, scheduledFor: Math.max(now, scheduledFor), startedAt: null, finishedAt: null }
    const counts = { sent: 0, failed: 0, retries: 0, pending: 0, retryShare, failureShare }
    const job: Job = { id: `j-${++this.#serial}`, name, items, ...times, ...counts }
    this.#jobs.set(job.id, job)
    this.#open.push(job)
    this.accepted += items
    this.#forget()
    return job
  }

  find(id: string, now: number): Job | null {
    this.advance(now)
    return this.#jobs.get(id) ?? null
  }

  /** Newest first. */
  list(limit: number, now: number): Job[] {
    this.advance(now)
    return [...this.#jobs.values()].slice(-limit).reverse()
  }

  /** The process that works on the jobs is away for so long, then counts one restart and goes on where it was. */
  crash(forMs: number, now: number): void {
    this.advance(now)
    this.#downUntil = now + forMs
  }

  reset(now: number): void {
    this.#jobs.clear()
    this.#open = []
    this.#pace.clear()
    this.#at = now
    this.#downUntil = 0
    this.accepted = this.sent = this.failed = this.retries = this.limited = this.restarts = 0
  }

  /** Items of jobs that are due and not done. */
  depth(now: number): number {
    this.advance(now)
    return this.#open.filter((job) => job.scheduledFor <= now).reduce((sum, job) => sum + leftOf(job), 0)
  }

  figures(now: number) {
    const depth = this.depth(now)
    const open = this.#open
    return {
      depth,
      running: open.filter((job) => job.startedAt !== null).length,
      waiting: open.filter((job) => job.startedAt === null && job.scheduledFor <= now).length,
      scheduled: open.filter((job) => job.scheduledFor > now).length,
      itemsPerMinute: this.#itemsPerMinute(now),
      accepted: this.accepted,
      sent: this.sent,
      failed: this.failed,
      retries: this.retries,
      limited: Math.floor(this.limited),
      restarts: this.restarts,
      isDown: this.#downUntil > now,
    }
  }

  /** Brings the queue to `now`, from one moment at which something changes to the next. */
  advance(now: number): void {
    while (this.#at < now) {
      if (this.#open.length === 0 && this.#downUntil === 0) {
        this.#at = now
        return
      }
      if (this.#downUntil > 0) this.#standStill(now)
      else this.#work(now)
    }
  }

  #standStill(now: number): void {
    this.#at = Math.min(now, this.#downUntil)
    if (this.#at < this.#downUntil) return
    this.#downUntil = 0
    this.restarts++
  }

  #work(now: number): void {
    const { workers, itemsPerSecond, sendLimitPerSecond } = this.#settings
    const running = this.#open.filter((job) => job.scheduledFor <= this.#at).slice(0, workers)
    for (const job of running) job.startedAt ??= this.#at
    const speed = Math.min(itemsPerSecond, (sendLimitPerSecond ?? Number.POSITIVE_INFINITY) / (running.length || 1))
    const until = Math.min(now, this.#nextChange(running, speed))
    const seconds = (until - this.#at) / 1000
    this.limited += (itemsPerSecond - speed) * seconds * running.length
    for (const job of running) this.#spend(job, speed * seconds)
    this.#at = until
    for (const job of running) if (leftOf(job) === 0) job.finishedAt = until
    this.#open = this.#open.filter((job) => job.finishedAt === null)
  }

  /** The next second, the next job that is due, or the first one to end. */
  #nextChange(running: Job[], speed: number): number {
    let next = (Math.floor(this.#at / 1000) + 1) * 1000
    for (const job of this.#open) if (job.scheduledFor > this.#at) next = Math.min(next, job.scheduledFor)
    if (speed <= 0) return next
    for (const job of running) {
      // Far from its end a job cannot be the first to end: every item takes a try at least.
      if (leftOf(job) / speed > 1) continue
      next = Math.min(next, this.#at + (triesLeft(job) / speed) * 1000)
    }
    return Math.max(next, this.#at + 1e-3)
  }

  #spend(job: Job, tries: number): void {
    job.pending += tries + 1e-9
    const second = Math.floor(this.#at / 1000)
    let done = 0
    while (leftOf(job) > 0) {
      const kind = kindOf(job, job.sent + job.failed + 1)
      const cost = COSTS[kind]
      if (job.pending < cost) break
      job.pending -= cost
      done++
      job.retries += cost - 1
      this.retries += cost - 1
      if (kind === 'failing') job.failed++
      else job.sent++
      if (kind === 'failing') this.failed++
      else this.sent++
    }
    if (done === 0) return
    this.#pace.set(second, (this.#pace.get(second) ?? 0) + done)
    if (this.#pace.size > PACE_SECONDS + 1) this.#pace.delete(this.#pace.keys().next().value!)
  }

  #itemsPerMinute(now: number): number {
    const from = Math.floor(now / 1000) - PACE_SECONDS
    let items = 0
    for (const [second, count] of this.#pace) if (second >= from) items += count
    return items
  }

  #forget(): void {
    if (this.#jobs.size <= MOST_KEPT + this.#open.length) return
    for (const job of this.#jobs.values()) {
      if (job.finishedAt === null) continue
      this.#jobs.delete(job.id)
      return
    }
  }
}

type ItemKind = 'plain' | 'retried' | 'failing'
const COSTS: Record<ItemKind, number> = { plain: 1, retried: 2, failing: TRIES_BEFORE_FAILURE }

/** What happens to the i-th item (from 1). */
function kindOf({ failureShare, retryShare }: Job, i: number): ItemKind {
  const failing = hits(i, failureShare)
  if (failing > hits(i - 1, failureShare)) return 'failing'
  const other = i - failing
  return hits(other, retryShare) > hits(other - 1, retryShare) ? 'retried' : 'plain'
}

/** How many of the first n a share hits. */
const hits = (n: number, share: number) => Math.floor(n * share + 1e-9)
const leftOf = (job: Job) => job.items - job.sent - job.failed

function triesLeft(job: Job): number {
  let tries = -job.pending
  for (let i = job.sent + job.failed + 1; i <= job.items; i++) tries += COSTS[kindOf(job, i)]
  return tries
}
