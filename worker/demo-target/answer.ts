// What a path is asked and what it answers: data until it is let out.

import type { IncomingHttpHeaders } from 'node:http'

export interface Answer {
  status: number
  /** Bytes and text go as they are, with `type`; anything else as JSON. */
  body: unknown
  type?: string
  headers?: Record<string, string>
  /** The known cost of what was asked, ms: the answer is worked on for that much longer. */
  costMs?: number
}

/** Answers calls below one first segment of the path; null = there is nothing. */
export interface Subject {
  answer(call: Call): Answer | null
}

export class Call {
  readonly method: string
  /** As sent, not decoded: hostile ones stay what they are. */
  readonly segments: string[]
  readonly headers: IncomingHttpHeaders
  /** JSON, or bytes where the content type says CSV or multipart; null without a body. */
  body: unknown = null
  bodyBytes = 0
  readonly #query: string
  #parsedQuery: URLSearchParams | null = null

  constructor(method: string, target: string, headers: IncomingHttpHeaders) {
    this.method = method
    this.headers = headers
    const path = target.startsWith('/') ? target : (URL.parse(target)?.pathname ?? '/')
    const mark = path.indexOf('?')
    this.#query = mark < 0 ? '' : path.slice(mark + 1)
    this.segments = (mark < 0 ? path : path.slice(0, mark)).split('/').filter(Boolean)
  }

  get query(): URLSearchParams {
    return (this.#parsedQuery ??= new URLSearchParams(this.#query))
  }

  param(name: string): string | null {
    return this.#query === '' ? null : this.query.get(name)
  }

  /** What was asked for, without the named parameters: the key of what can be cached. */
  keyWithout(...names: string[]): string {
    if (this.#query === '') return this.segments.join('/')
    const kept = [...this.query].filter(([name]) => !names.includes(name))
    return `${this.segments.join('/')}?${kept.map(([name, value]) => `${name}=${value}`).join('&')}`
  }

  /** A whole number of the query within bounds, or `fallback`. */
  count(name: string, fallback: number, most: number): number {
    const given = this.param(name)
    const number = given === null ? Number.NaN : Math.floor(Number(given))
    return Number.isFinite(number) ? Math.min(most, Math.max(0, number)) : fallback
  }

  /** A header that stands at most once. */
  header(name: string): string | null {
    const value = this.headers[name]
    return typeof value === 'string' ? value : null
  }
}

export type Fields = Record<string, unknown>

export function isFields(body: unknown): body is Fields {
  return typeof body === 'object' && body !== null && !Array.isArray(body) && !Buffer.isBuffer(body)
}

export const ok = (body: unknown): Answer => ({ status: 200, body })
export const problem = (status: number, error: string, more: Fields = {}): Answer => ({
  status,
  body: { error, ...more },
})
export const notFound = (error: string): Answer => problem(404, error)
export const wrongMethod = (allowed: string): Answer => ({
  ...problem(405, `Use ${allowed.replace(/, (?=[A-Z]+$)/, ' or ')}.`),
  headers: { allow: allowed },
})
export const badBody = (example: unknown): Answer =>
  problem(400, `Send a JSON object, for example ${JSON.stringify(example)}.`)
export const busy = (error: string, afterSeconds = 1): Answer => ({
  ...problem(429, error),
  headers: { 'retry-after': String(afterSeconds) },
})
