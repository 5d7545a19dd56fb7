// Reports whose figures follow from what was asked, so that two answers to one question are alike. What is in the cache costs little.

import { type Answer, type Call, ok, type Subject, wrongMethod } from '../answer.ts'
import type { Cache } from './cache.ts'

const LONGEST_KEY = 500

export class Analytics implements Subject {
  readonly #cache: Cache

  constructor(cache: Cache) {
    this.#cache = cache
  }

  answer(call: Call): Answer | null {
    const [, ...report] = call.segments
    if (report.length === 0 || report.length > 3) return null
    if (call.method !== 'GET') return wrongMethod('GET')
    const key = call.keyWithout('cache').slice(0, LONGEST_KEY)
    const { isHit, costMs } = this.#cache.look(key, call.param('cache') === 'miss')
    const cache = isHit ? 'hit' : 'miss'
    return {
      ...ok({ data: figuresOf(key, call.count('limit', 10, 100)), cache }),
      costMs,
      headers: { 'x-cache': cache },
    }
  }
}

function figuresOf(key: string, count: number): unknown {
  const seed = hash(key)
  const sent = 10_000 + (seed % 90_000)
  const opens = Math.round(sent * (0.2 + (seed % 97) / 300))
  const rows = Array.from({ length: count }, (_, i) => ({ place: i + 1, count: Math.round(opens / (i + 2)) }))
  return { sent, opens, clicks: Math.round(opens / 7), rows }
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0
  return value
}
