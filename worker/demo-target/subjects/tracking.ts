// Opens and clicks of messages: a tiny image, a redirect that never leaves this host. Which ids there are is known: `test-` followed by
// anything, and m-1 … m-100000. Other well-formed ids are unknown (404), the rest is malformed (400).

import { type Answer, type Call, notFound, ok, problem, type Subject, wrongMethod } from '../answer.ts'
import type { Cache } from './cache.ts'

export const MESSAGES = 100_000
const WELL_FORMED = /^[A-Za-z0-9_-]{1,64}$/
const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')
const LANDING = '/landing'

export class Tracking implements Subject {
  readonly #cache: Cache
  opens = 0
  clicks = 0
  unknown = 0
  malformed = 0

  constructor(cache: Cache) {
    this.#cache = cache
  }

  reset(): void {
    this.opens = this.clicks = this.unknown = this.malformed = 0
  }

  answer(call: Call): Answer | null {
    const [, what, file, ...more] = call.segments
    if (what !== 'open' && what !== 'click') return null
    if (call.method !== 'GET' && call.method !== 'HEAD') return wrongMethod('GET, HEAD')
    const id = what === 'open' ? file?.replace(/\.gif$/, '') : file
    if (id === undefined || more.length > 0 || !WELL_FORMED.test(id)) {
      this.malformed++
      return problem(400, 'This is no message id; one looks like m-42.')
    }
    const { isHit, costMs } = this.#cache.look(`message/${id}`, call.param('cache') === 'miss')
    if (!isKnown(id)) {
      this.unknown++
      return { ...notFound('There is no such message.'), costMs }
    }
    const answer = what === 'open' ? this.#open() : this.#click(call)
    return { ...answer, costMs, headers: { ...answer.headers, 'x-cache': isHit ? 'hit' : 'miss' } }
  }

  #open(): Answer {
    this.opens++
    return { status: 200, body: PIXEL, type: 'image/gif', headers: { 'cache-control': 'no-store' } }
  }

  #click(call: Call): Answer {
    this.clicks++
    return { status: 302, body: '', type: 'text/plain', headers: { location: localPath(call.param('url')) } }
  }
}

/** Where a click leads. */
export class Landing implements Subject {
  answer(call: Call): Answer | null {
    return call.segments.length > 1 ? null : ok({ page: 'landing' })
  }
}

function isKnown(id: string): boolean {
  if (id.startsWith('test-')) return true
  const number = /^m-([1-9]\d{0,5})$/.exec(id)?.[1]
  return number !== undefined && Number(number) <= MESSAGES
}

/** A path of this host, plain or in base64; everything else leads to the landing page. */
function localPath(given: string | null): string {
  if (!given) return LANDING
  const text = given.startsWith('/') ? given : Buffer.from(given, 'base64').toString('utf8')
  return /^\/(?![/\\])[\w\-./?=&%]{0,200}$/.test(text) ? text : LANDING
}
