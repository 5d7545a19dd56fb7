// The cookies of one user, as RFC 6265 has them: kept by host (or its domain), path, expiry and `Secure`, sent with the longest path
// first and the oldest first among equals. Ports share cookies, as in a browser. What a list of public suffixes would refuse is let
// through: a user only ever talks to the targets of a plan. Units: milliseconds of the wall clock.

import { isIP } from 'node:net'

const MOST_COOKIES = 100
const MOST_BYTES = 4096

interface Cookie {
  name: string
  value: string
  domain: string
  isHostOnly: boolean
  path: string
  isSecure: boolean
  /** Infinity: as long as the user stays. */
  expiresMs: number
  /** Counts up with each cookie that is set in its jar. */
  setAs: number
}

export class CookieJar {
  #cookies: Cookie[] = []
  #setSoFar = 0

  /** Keeps what an answer from `url` sets; a cookie that has expired is one to forget. */
  store(setCookie: string | readonly string[], url: URL, nowMs: number): void {
    for (const line of typeof setCookie === 'string' ? [setCookie] : setCookie) {
      const cookie = parseCookie(line, url, nowMs)
      if (cookie) this.#keep(cookie, nowMs)
    }
  }

  /** The value of the `cookie` header for a request to `host`; null when there is nothing to send. */
  headerFor(host: string, path: string, isSecure: boolean, nowMs: number): string | null {
    let header: string | null = null
    for (const cookie of this.#cookies) {
      if (cookie.isSecure && !isSecure) continue
      if (cookie.expiresMs <= nowMs || !isOfHost(cookie, host) || !isOfPath(cookie.path, path)) continue
      const pair = cookie.name === '' ? cookie.value : `${cookie.name}=${cookie.value}`
      header = header === null ? pair : `${header}; ${pair}`
    }
    return header
  }

  #keep(cookie: Cookie, nowMs: number): void {
    cookie.setAs = this.#setSoFar++
    const at = this.#cookies.findIndex(
      ({ name, domain, path, isHostOnly }) =>
        name === cookie.name && domain === cookie.domain && path === cookie.path && isHostOnly === cookie.isHostOnly,
    )
    const isGone = cookie.expiresMs <= nowMs
    // A new value keeps the place of the old one: order is by when a cookie was first set.
    if (at >= 0 && !isGone) this.#cookies[at] = cookie
    else if (at >= 0) this.#cookies.splice(at, 1)
    else if (!isGone) this.#insert(cookie, nowMs)
  }

  #insert(cookie: Cookie, nowMs: number): void {
    if (this.#cookies.length >= MOST_COOKIES) this.#makeRoom(nowMs)
    const after = this.#cookies.findIndex(({ path }) => path.length < cookie.path.length)
    this.#cookies.splice(after < 0 ? this.#cookies.length : after, 0, cookie)
  }

  /** Lets go of what has expired, else of the cookie that was set longest ago. */
  #makeRoom(nowMs: number): void {
    this.#cookies = this.#cookies.filter(({ expiresMs }) => expiresMs > nowMs)
    if (this.#cookies.length < MOST_COOKIES) return
    const oldest = this.#cookies.reduce((a, b) => (b.setAs < a.setAs ? b : a))
    this.#cookies.splice(this.#cookies.indexOf(oldest), 1)
  }
}

/** No header can hold these (RFC 6265bis, 5.6): a browser keeps no such cookie either. */
const CONTROL = /[\x00-\x08\x0a-\x1f\x7f]/

/** null for a line that is no cookie, or one for another host. */
function parseCookie(line: string, url: URL, nowMs: number): Cookie | null {
  if (CONTROL.test(line)) return null
  const [pair = '', ...attributes] = line.split(';')
  if (pair.length > MOST_BYTES) return null
  const equals = pair.indexOf('=')
  const name = equals < 0 ? '' : pair.slice(0, equals).trim()
  const value = pair.slice(equals + 1).trim()
  if (name === '' && value === '') return null
  const cookie: Cookie = {
    name,
    value,
    domain: url.hostname,
    isHostOnly: true,
    path: defaultPath(url.pathname),
    isSecure: false,
    expiresMs: Number.POSITIVE_INFINITY,
    setAs: 0,
  }
  let maxAgeMs: number | null = null
  for (const attribute of attributes) {
    const [key = '', text = ''] = splitOnce(attribute, '=')
    if (key === 'secure') cookie.isSecure = true
    else if (key === 'path') cookie.path = text.startsWith('/') ? text : defaultPath(url.pathname)
    else if (key === 'max-age' && /^-?\d+$/.test(text)) maxAgeMs = nowMs + Number(text) * 1000
    else if (key === 'expires') cookie.expiresMs = Number.isNaN(Date.parse(text)) ? cookie.expiresMs : Date.parse(text)
    else if (key === 'domain' && text !== '' && !setDomain(cookie, text, url.hostname)) return null
  }
  cookie.expiresMs = maxAgeMs ?? cookie.expiresMs
  return cookie
}

/** False when the host may not set a cookie for that domain. */
function setDomain(cookie: Cookie, text: string, host: string): boolean {
  const domain = text.replace(/^\./, '').toLowerCase()
  if (domain === host) {
    cookie.isHostOnly = isIP(host) !== 0
    return true
  }
  cookie.domain = domain
  cookie.isHostOnly = false
  return domain.includes('.') && isOfHost(cookie, host)
}

function isOfHost({ domain, isHostOnly }: Cookie, host: string): boolean {
  if (host === domain) return true
  return !isHostOnly && host.endsWith(domain) && host[host.length - domain.length - 1] === '.' && isIP(host) === 0
}

function isOfPath(cookiePath: string, path: string): boolean {
  if (cookiePath === '/' || path === cookiePath) return true
  if (!path.startsWith(cookiePath)) return false
  const next = path[cookiePath.length]
  return cookiePath.endsWith('/') || next === '/' || next === '?'
}

function defaultPath(path: string): string {
  const slash = path.lastIndexOf('/')
  return slash <= 0 ? '/' : path.slice(0, slash)
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator)
  if (at < 0) return [text.trim().toLowerCase(), '']
  return [text.slice(0, at).trim().toLowerCase(), text.slice(at + 1).trim()]
}
