// Forged requests: a foreign page can make a browser send our cookie along, but not hide where it came from. Callers that
// are no browsers send neither header and carry no cookie they did not ask for.

import { AppError } from '#lib/core/errors.ts'

const readingMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Throws `forbidden` for a writing call that a page of another origin makes. `publicUrl` is where a proxy serves us. */
export function assertOwnOrigin(request: { method: string; headers: Headers }, publicUrl?: string): void {
  if (readingMethods.has(request.method) || isOwnOrigin(request.headers, publicUrl)) return
  throw new AppError(
    'forbidden',
    'This call comes from a page of another origin. Open Headroom itself; behind a proxy set PUBLIC_URL to its address.',
  )
}

function isOwnOrigin(headers: Headers, publicUrl: string | undefined): boolean {
  const site = headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin' || site === 'none'
  const origin = headers.get('origin')
  if (origin === null) return true
  if (publicUrl !== undefined && origin === new URL(publicUrl).origin) return true
  return URL.canParse(origin) && new URL(origin).host === headers.get('host')
}
