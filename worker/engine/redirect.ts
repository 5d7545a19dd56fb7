// Redirects, where an operation follows them. The attempt goes on with its first intended start; the door decides about the new host.

import type { Attempt } from './attempt.ts'
import { urlAt } from './link.ts'

const MOST_REDIRECTS = 10

/** What an attempt fails with whose redirects do not come to an end. */
export const TOO_MANY_REDIRECTS = `The target redirected more than ${MOST_REDIRECTS} times.`

/**
 * Turns the attempt into the request the answer asks for and returns its URL; null when the answer is no redirect to follow,
 * `too-many` when it is one too much.
 */
export function prepareRedirect(attempt: Attempt): URL | 'too-many' | null {
  const { status, operation } = attempt
  if (![301, 302, 303, 307, 308].includes(status)) return null
  const { location } = attempt.responseHeaders
  const from = attempt.url ?? urlAt(attempt.path, operation.baseUrl) ?? operation.baseUrl
  const url = typeof location === 'string' ? URL.parse(location, from) : null
  if (!url || !/^https?:$/.test(url.protocol)) return null
  if (attempt.redirects >= MOST_REDIRECTS) return 'too-many'
  if (status === 303 || (status <= 302 && attempt.method === 'POST')) {
    attempt.method = attempt.method === 'HEAD' ? 'HEAD' : 'GET'
    attempt.body = null
    attempt.headers = withoutHeaders(attempt.headers, ['content-type'])
  }
  if (url.origin !== from.origin) attempt.headers = withoutHeaders(attempt.headers, ['authorization', 'cookie', 'host'])
  attempt.clearResponse()
  attempt.redirects++
  attempt.url = url
  attempt.path = `${url.pathname}${url.search}`
  return url
}

function withoutHeaders(headers: string[], names: string[]): string[] {
  return headers.filter((_, i) => !names.includes(headers[i - (i % 2)]!))
}
