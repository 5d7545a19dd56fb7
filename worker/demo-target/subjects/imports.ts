// Imports of contacts from CSV: accepted at once, carried out row by row at a known speed. What waits to be read is bounded; the rest is
// told to come again.

import {
  type Answer,
  busy,
  type Call,
  type Fields,
  notFound,
  ok,
  problem,
  type Subject,
  wrongMethod,
} from '../answer.ts'
import { ContactImport } from './contact-import.ts'
import { fileInMultipart } from './multipart.ts'

export interface ImportSettings {
  rowsPerSecond: number
}

const TURN_MS = 50
const MOST_WAITING_BYTES = 128_000_000
const MOST_WAITING = 200
const MOST_KEPT = 1000

export class Imports implements Subject {
  readonly #imports = new Map<string, ContactImport>()
  #open: ContactImport[] = []
  #settings: ImportSettings
  #timer: NodeJS.Timeout | null = null
  #turnedAt = 0
  #serial = 0
  /** Of imports that have ended or are under way. */
  rows = { imported: 0, duplicates: 0, rejected: 0 }

  constructor(settings: ImportSettings) {
    this.#settings = settings
  }

  set(settings: ImportSettings): void {
    this.#settings = settings
  }

  get open(): number {
    return this.#open.length
  }

  reset(): void {
    this.#imports.clear()
    this.#open = []
    this.rows = { imported: 0, duplicates: 0, rejected: 0 }
  }

  answer(call: Call): Answer | null {
    const [, id, ...more] = call.segments
    if (more.length > 0) return null
    if (id === undefined) {
      if (call.method === 'POST') return this.#accept(call)
      if (call.method !== 'GET') return wrongMethod('GET, POST')
      return ok({ items: [...this.#imports.values()].slice(-20).reverse().map(view), total: this.#imports.size })
    }
    if (call.method !== 'GET') return wrongMethod('GET')
    const found = this.#imports.get(id)
    return found ? ok(view(found)) : notFound('There is no such import, or it ended long ago.')
  }

  #accept({ body, headers }: Call): Answer {
    const contentType = headers['content-type'] ?? ''
    const isMultipart = contentType.startsWith('multipart/form-data')
    const file = Buffer.isBuffer(body) ? (isMultipart ? fileInMultipart(body, contentType) : body) : null
    if (!file) return problem(415, 'Send CSV: as text/csv, or as a file in multipart/form-data.')
    const waiting = this.#open.reduce((sum, { bytes }) => sum + bytes, 0)
    if (waiting + file.length > MOST_WAITING_BYTES || this.#open.length >= MOST_WAITING)
      return busy('Too many rows wait already.', 5)
    const one = new ContactImport(`i-${++this.#serial}`, file.toString('utf8'), file.length, Date.now())
    this.#imports.set(one.id, one)
    this.#open.push(one)
    if (this.#imports.size > MOST_KEPT) this.#forgetOldest()
    this.#begin()
    return { status: 202, body: view(one), headers: { location: `/imports/${one.id}` } }
  }

  #begin(): void {
    if (this.#timer) return
    this.#turnedAt = performance.now()
    this.#timer = setInterval(() => this.#turn(), TURN_MS)
    this.#timer.unref()
  }

  /** All open imports share the speed. */
  #turn(): void {
    const now = performance.now()
    const rows = Math.round((this.#settings.rowsPerSecond * (now - this.#turnedAt)) / 1000 / (this.#open.length || 1))
    if (rows === 0) return
    this.#turnedAt = now
    for (const one of this.#open) {
      const { imported, duplicates, rejected } = one
      one.advance(rows, Date.now())
      this.rows.imported += one.imported - imported
      this.rows.duplicates += one.duplicates - duplicates
      this.rows.rejected += one.rejected - rejected
    }
    this.#open = this.#open.filter(({ finishedAt }) => finishedAt === null)
    if (this.#open.length > 0 || !this.#timer) return
    clearInterval(this.#timer)
    this.#timer = null
  }

  #forgetOldest(): void {
    for (const one of this.#imports.values()) {
      if (one.finishedAt === null) continue
      this.#imports.delete(one.id)
      return
    }
  }
}

function view(one: ContactImport): Fields {
  const { id, rows, imported, duplicates, rejected, bytes, startedAt, finishedAt, acceptedAt } = one
  const tookMs = startedAt === null ? 0 : Math.max(1, (finishedAt ?? Date.now()) - startedAt)
  return {
    id,
    status: finishedAt !== null ? 'done' : startedAt === null ? 'waiting' : 'running',
    ...{ rows, imported, duplicates, rejected, bytes },
    rowsPerSecond: tookMs > 0 ? Math.round((rows / tookMs) * 1000) : 0,
    durationMs: tookMs,
    acceptedAt: new Date(acceptedAt).toISOString(),
    finishedAt: finishedAt === null ? null : new Date(finishedAt).toISOString(),
    errors: one.reasons,
  }
}
