// The demo target itself: its parts, put together, and the behaviour they share. What is asked of it comes as a call and goes as an answer.

import { isDeepStrictEqual } from 'node:util'
import { type Answer, busy, type Call, notFound, ok, problem, type Subject } from './answer.ts'
import { type Behaviour, sampleLatencyMs, slowness } from './behaviour.ts'
import { type Actions, answerControl } from './control.ts'
import { CpuMeter } from './cpu-meter.ts'
import { Leak } from './faults/leak.ts'
import { RateLimiter } from './faults/rate-limit.ts'
import { WriteFaults } from './faults/write-faults.ts'
import { type Figures, prometheusLines } from './figures.ts'
import { Gate } from './gate.ts'
import { seededRandom } from './random.ts'
import { RequestCounts } from './request-counts.ts'
import { Analytics } from './subjects/analytics.ts'
import { Auth } from './subjects/auth.ts'
import { Cache } from './subjects/cache.ts'
import { Documents } from './subjects/documents.ts'
import { Idempotency } from './subjects/idempotency.ts'
import { Imports } from './subjects/imports.ts'
import { JobQueue } from './subjects/job-queue.ts'
import { Jobs } from './subjects/jobs.ts'
import { Orders } from './subjects/orders.ts'
import { Landing, Tracking } from './subjects/tracking.ts'
import { Units } from './units.ts'
import { ROUTES } from './usage.ts'

/** What the pretended pool holds when no capacity is set. */
const POOL_SIZE = 100
const SEED = 1
const PROMETHEUS_TYPE = 'text/plain; version=0.0.4'

export class Target implements Actions {
  #behaviour: Behaviour
  #startedAt = performance.now()
  readonly #random = seededRandom(SEED)
  readonly #gate: Gate
  readonly #counts = new RequestCounts()
  readonly #cpu = new CpuMeter()
  readonly #leak = new Leak()
  readonly #limiter = new RateLimiter()
  readonly #writeFaults = new WriteFaults()
  readonly #auth = new Auth()
  readonly #cache: Cache
  readonly #jobs: JobQueue
  readonly #imports: Imports
  readonly #orders = new Orders(this.#writeFaults)
  readonly #documents = new Documents(this.#writeFaults)
  readonly #idempotency = new Idempotency(this.#writeFaults)
  readonly #tracking: Tracking
  readonly #units = new Units()
  readonly #subjects: Map<string, Subject>
  #malformed = 0

  constructor(behaviour: Behaviour) {
    this.#behaviour = behaviour
    this.#gate = new Gate(behaviour)
    this.#cache = new Cache(behaviour.cache)
    this.#jobs = new JobQueue(behaviour.jobs, Date.now())
    this.#imports = new Imports(behaviour.imports)
    this.#tracking = new Tracking(this.#cache)
    this.#subjects = new Map<string, Subject>([
      ['orders', this.#orders],
      ['auth', this.#auth],
      ['t', this.#tracking],
      ['track', this.#tracking],
      ['landing', new Landing()],
      ['analytics', new Analytics(this.#cache)],
      ['campaigns', new Jobs(this.#jobs, 'recipients')],
      ['jobs', new Jobs(this.#jobs, 'items')],
      ['imports', this.#imports],
      ['documents', this.#documents],
    ])
    this.apply(behaviour)
  }

  /** Answers about the target itself, which never wait; null for everything else. */
  answerAtOnce(call: Call): Answer | null {
    const [first, ...more] = call.segments
    if (first === 'control') return answerControl(call, this.#behaviour, this)
    if (more.length > 0) return null
    if (first === undefined) return { status: 200, body: ROUTES, type: 'text/plain; charset=utf-8' }
    if (first === 'health') return ok({ status: 'ok' })
    if (first === 'metrics.json') return ok(this.figures())
    if (first !== 'metrics') return null
    const lines = [...this.#counts.prometheusLines(), ...prometheusLines(this.figures()), '']
    return { status: 200, body: lines.join('\n'), type: PROMETHEUS_TYPE }
  }

  /** Works on a call as long as the behaviour says, then hands its answer to `letOut`. */
  work(call: Call, arrivedAt: number, letOut: (answer: Answer, tookMs: number) => void): void {
    const done = (answer: Answer) => {
      const tookMs = performance.now() - arrivedAt
      letOut(answer, tookMs)
      this.#counts.record(call.method, routeOf(call.segments, answer.status), answer.status, tookMs / 1000)
    }
    const refusal = this.#refusal(call)
    if (refusal) return done(refusal)
    const leave = (answer: Answer) =>
      this.#gate.answer(() => {
        done(answer)
        this.#gate.leave()
      })
    const finish = () => {
      const answer = this.#answer(call)
      if (answer.costMs) setTimeout(leave, answer.costMs, answer)
      else leave(answer)
    }
    this.#gate.enter(() => {
      const sinceMs = performance.now() - this.#startedAt
      const waitMs = sampleLatencyMs(this.#behaviour.latency, this.#random) * slowness(this.#behaviour, sinceMs)
      if (waitMs < 0.5) finish()
      else setTimeout(finish, waitMs)
    })
  }

  /** A request that was no HTTP. */
  countMalformed(): void {
    this.#malformed++
  }

  apply(behaviour: Behaviour): void {
    if (!isDeepStrictEqual(behaviour.slowStart, this.#behaviour.slowStart)) this.#startedAt = performance.now()
    this.#behaviour = behaviour
    this.#leak.set(behaviour.leakBytesPerSecond)
    this.#gate.behaviour = behaviour
    this.#limiter.set(behaviour.rateLimit)
    this.#auth.set(behaviour.auth)
    this.#cache.set(behaviour.cache)
    this.#jobs.set(behaviour.jobs, Date.now())
    this.#imports.set(behaviour.imports)
    this.#writeFaults.set(behaviour.writeFaults)
  }

  reset(): void {
    const counting = [this.#counts, this.#orders, this.#documents, this.#idempotency, this.#writeFaults, this.#auth]
    for (const one of [...counting, this.#cache, this.#tracking, this.#imports, this.#units]) one.reset()
    this.#jobs.reset(Date.now())
    this.#leak.release()
    this.#limiter.refused = this.#malformed = 0
  }

  crashJobs(forMs: number): void {
    this.#jobs.crash(forMs, Date.now())
  }

  scaleUnits(to: number, overMs: number): void {
    this.#units.scale(to, overMs, performance.now())
  }

  evict(share: number): number {
    return this.#cache.evict(share)
  }

  end(): void {
    this.#leak.set(0)
  }

  #refusal(call: Call): Answer | null {
    const afterSeconds = this.#limiter.take(Date.now())
    if (afterSeconds > 0) return busy('Too many requests.', afterSeconds)
    return call.segments[0] === 'auth' ? null : this.#auth.refusal(call)
  }

  #answer(call: Call): Answer {
    if (this.#behaviour.errorRate > 0 && this.#random() < this.#behaviour.errorRate) {
      return problem(503, 'Failed on purpose.')
    }
    const subject = this.#subjects.get(call.segments[0] ?? '')
    const answer = subject && this.#idempotency.carryOut(call, () => subject.answer(call))
    return answer ?? notFound('There is nothing at this path. GET / lists what there is.')
  }

  figures(): Figures {
    const working = this.#gate.working
    const size = this.#behaviour.capacity ?? POOL_SIZE
    const { hits, misses } = this.#cache
    const { done } = this.#writeFaults
    const { rss, heapUsed } = process.memoryUsage()
    const { opens, clicks, unknown, malformed } = this.#tracking
    const { logins, refreshes, rejected } = this.#auth
    const { total, byStatus } = this.#counts
    const requests = { total, inFlight: working, queued: this.#gate.queued, byStatus }
    return {
      requests: { ...requests, rateLimited: this.#limiter.refused, malformed: this.#malformed },
      pool: { used: Math.min(working, size), size },
      orders: this.#orders.figures(),
      units: { current: this.#units.count(performance.now()) },
      documents: {
        stored: this.#documents.size,
        writes: this.#documents.writes,
        conflicts: this.#documents.conflicts,
        lostUpdates: done.lostUpdate,
      },
      idempotency: { replays: this.#idempotency.replays, violations: this.#idempotency.violations },
      writes: { dropped: done.drop, doubled: done.double, corrupted: done.corrupt },
      auth: { logins, refreshes, rejected },
      tracking: { opens, clicks, unknown, malformed },
      cache: { hits, misses, hitRate: hits + misses > 0 ? hits / (hits + misses) : null, entries: this.#cache.size },
      jobs: this.#jobs.figures(Date.now()),
      imports: { open: this.#imports.open, ...this.#imports.rows },
      memory: { residentBytes: rss, heapUsedBytes: heapUsed, leakedBytes: this.#leak.heldBytes },
      cpu: this.#cpu.read(),
      uptimeSeconds: process.uptime(),
    }
  }
}

const COLLECTIONS = ['orders', 'documents', 'jobs', 'campaigns', 'imports']

/** The path with what varies replaced, for metrics; paths that lead nowhere have none of their own. */
function routeOf([first = '', second, third]: string[], status: number): string {
  if (COLLECTIONS.includes(first)) return second === undefined ? `/${first}` : `/${first}/:id`
  if (first === 't' || first === 'track') return second === 'open' || second === 'click' ? `/t/${second}/:id` : '/other'
  if (first === 'auth') return second === 'refresh' ? '/auth/refresh' : '/auth/login'
  if (first === 'landing') return '/landing'
  const report = [first, second, third].filter(Boolean).join('/')
  return first === 'analytics' && status === 200 && /^[\w/-]{1,60}$/.test(report) ? `/${report}` : '/other'
}
