// The job queue over HTTP, and campaigns, which are jobs with a name and recipients.

import {
  type Answer,
  badBody,
  busy,
  type Call,
  type Fields,
  isFields,
  notFound,
  ok,
  problem,
  type Subject,
  wrongMethod,
} from '../answer.ts'
import type { Job, JobQueue } from './job-queue.ts'

const MOST_ITEMS = 1_000_000
const LONGEST_NAME = 200
const LATEST_MS = 24 * 3_600_000

export class Jobs implements Subject {
  readonly #queue: JobQueue
  /** What a new one calls the number of its items. */
  readonly #count: 'items' | 'recipients'

  constructor(queue: JobQueue, count: 'items' | 'recipients') {
    this.#queue = queue
    this.#count = count
  }

  answer(call: Call): Answer | null {
    const [, id, ...more] = call.segments
    if (more.length > 0) return null
    const now = Date.now()
    if (id !== undefined) return call.method === 'GET' ? showJob(this.#queue.find(id, now), now) : wrongMethod('GET')
    if (call.method === 'POST') return addJob(this.#queue, call, now, this.#count)
    if (call.method !== 'GET') return wrongMethod('GET, POST')
    const jobs = this.#queue.list(Math.max(1, call.count('limit', 20, 100)), now)
    return ok({ ...this.#queue.figures(now), items: jobs.map((job) => view(job, now)) })
  }
}

function addJob(queue: JobQueue, { body }: Call, now: number, count: 'items' | 'recipients'): Answer {
  if (!isFields(body)) return badBody({ name: 'Newsletter', [count]: 50_000 })
  const items = Number(body[count] ?? 100)
  if (!Number.isInteger(items) || items < 1 || items > MOST_ITEMS)
    return problem(400, `${count}: a whole number from 1 to ${MOST_ITEMS}, for example { "${count}": 50000 }.`)
  const at = readMoment(body, now)
  if (Number.isNaN(at) || at > now + LATEST_MS)
    return problem(
      400,
      'at: a moment within the next day, for example { "at": "2026-12-01T10:00:00Z" } or { "inMs": 5000 }.',
    )
  const name = String(body.name ?? 'job').slice(0, LONGEST_NAME)
  const job = queue.add(name, items, at, now)
  if (!job) return busy('Too many jobs wait already.', 5)
  return { status: 202, body: view(job, now), headers: { location: `/jobs/${job.id}` } }
}

/** NaN when it cannot be read. */
function readMoment({ at, inMs }: Fields, now: number): number {
  if (inMs !== undefined) return typeof inMs === 'number' && inMs >= 0 ? now + inMs : Number.NaN
  return at === undefined || at === null ? now : Date.parse(String(at))
}

function showJob(job: Job | null, now: number): Answer {
  return job ? ok(view(job, now)) : notFound('There is no such job, or it ended long ago.')
}

function view(job: Job, now: number): Fields {
  const ended = job.finishedAt ?? now
  const took = job.startedAt === null ? 0 : ended - job.startedAt
  const done = job.sent + job.failed
  return {
    id: job.id,
    job: job.id,
    name: job.name,
    status: statusOf(job, now),
    items: job.items,
    done,
    sent: job.sent,
    failed: job.failed,
    retries: job.retries,
    itemsPerMinute: took > 0 ? Math.round((done / took) * 60_000) : 0,
    createdAt: new Date(job.createdAt).toISOString(),
    scheduledFor: new Date(job.scheduledFor).toISOString(),
    startedAt: job.startedAt === null ? null : new Date(job.startedAt).toISOString(),
    finishedAt: job.finishedAt === null ? null : new Date(job.finishedAt).toISOString(),
    durationMs: Math.round(took),
  }
}

function statusOf(job: Job, now: number): string {
  if (job.finishedAt !== null) return 'done'
  if (job.startedAt !== null) return 'running'
  return job.scheduledFor > now ? 'scheduled' : 'waiting'
}
