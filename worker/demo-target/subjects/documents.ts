// Values under versioned keys. A write names the version it replaces; when another was faster it is a conflict (409) and changes nothing,
// so no update is ever lost. Every key is there from the start, with version 0.

import {
  type Answer,
  badBody,
  type Call,
  type Fields,
  isFields,
  notFound,
  ok,
  problem,
  type Subject,
  wrongMethod,
} from '../answer.ts'
import { BoundedStore } from '../bounded-store.ts'
import type { WriteFaults } from '../faults/write-faults.ts'

interface Document {
  key: string
  version: number
  value: unknown
  updatedAt: string | null
}

const KEY = /^[\w.-]{1,64}$/
const LIMITS = { entries: 10_000, bytes: 64_000_000 }
const OWN_BYTES = 200
const EXAMPLE = { version: 3, value: { text: 'new' } }

export class Documents implements Subject {
  readonly #documents = new BoundedStore<Document>(LIMITS)
  readonly #faults: WriteFaults
  writes = 0
  conflicts = 0

  constructor(faults: WriteFaults) {
    this.#faults = faults
  }

  get size(): number {
    return this.#documents.size
  }

  reset(): void {
    this.#documents.clear()
    this.writes = this.conflicts = 0
  }

  answer(call: Call): Answer | null {
    const [, key, ...more] = call.segments
    if (more.length > 0) return null
    if (key === undefined) return this.#list(call)
    if (!KEY.test(key)) return problem(400, 'A key has up to 64 letters, digits, dots, dashes and underscores.')
    if (call.method === 'GET') return withVersion(this.#find(key), 200)
    if (call.method === 'PUT') return this.#write(call, key)
    if (call.method !== 'DELETE') return wrongMethod('GET, PUT, DELETE')
    return this.#documents.delete(key) ? { status: 204, body: null } : notFound(`Nothing was written to ${key}.`)
  }

  #list(call: Call): Answer {
    if (call.method !== 'GET') return wrongMethod('GET')
    const limit = Math.max(1, call.count('limit', 20, 100))
    return ok({ items: this.#documents.values().take(limit).toArray(), total: this.#documents.size })
  }

  #find(key: string): Document {
    return this.#documents.get(key) ?? { key, version: 0, value: null, updatedAt: null }
  }

  #write(call: Call, key: string): Answer {
    if (!isFields(call.body)) return badBody(EXAMPLE)
    const version = versionIn(call, call.body)
    if (version === null) return problem(428, 'Say which version this replaces: "if-match: "3"", or { "version": 3 }.')
    const before = this.#find(key)
    if (version !== before.version && !(version < before.version && this.#faults.take('lostUpdate'))) {
      this.conflicts++
      return { ...problem(409, `${key} has version ${before.version} by now.`, { version: before.version }) }
    }
    if (before.version === 0 && this.#documents.isFull(call.bodyBytes + OWN_BYTES)) {
      return problem(507, 'There is no room for another key; DELETE some or POST /control/reset.')
    }
    const value = 'value' in call.body ? call.body.value : call.body
    const after = { key, version: before.version + 1, value, updatedAt: new Date().toISOString() }
    this.#documents.set(key, after, call.bodyBytes + OWN_BYTES)
    this.writes++
    return withVersion(after, before.version === 0 ? 201 : 200)
  }
}

const withVersion = (document: Document, status: number): Answer => ({
  status,
  body: document,
  headers: { etag: `"${document.version}"` },
})

/** From `If-Match: "3"` or the body; `If-None-Match: *` stands for a key nobody wrote to yet. */
function versionIn(call: Call, body: Fields): number | null {
  if (call.header('if-none-match') === '*') return 0
  const match = call.header('if-match')
  const given = match === null ? body.version : match.replace(/^W\//, '').replaceAll('"', '')
  const version = typeof given === 'string' && given !== '' ? Number(given) : given
  return typeof version === 'number' && Number.isInteger(version) && version >= 0 ? version : null
}
