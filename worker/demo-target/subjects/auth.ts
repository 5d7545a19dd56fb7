// Logins with tokens that may expire. A token carries its own expiry and signature, so that any number of them takes no memory.
// Tokens are asked for where the switch `auth.required` or the header `x-require-auth` says so; one of ours that has expired is
// refused everywhere, so that a plan with a short time to live meets a 401 without any switch.

import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { parseDuration } from '#lib/core/duration.ts'
import { type Answer, type Call, type Fields, isFields, ok, problem, type Subject, wrongMethod } from '../answer.ts'

export interface AuthSettings {
  required: boolean
  /** null = tokens do not expire. */
  ttlMs: number | null
}

type Kind = 'access' | 'refresh'
const PREFIX: Record<Kind, string> = { access: 'demo', refresh: 'again' }
const NEVER = 0

export class Auth implements Subject {
  readonly #secret = randomBytes(32)
  #settings: AuthSettings = { required: false, ttlMs: null }
  #serial = 0
  logins = 0
  refreshes = 0
  rejected = 0

  set(settings: AuthSettings): void {
    this.#settings = settings
  }

  reset(): void {
    this.logins = this.refreshes = this.rejected = 0
  }

  answer(call: Call): Answer | null {
    const [, what, ...more] = call.segments
    if (more.length > 0 || (what !== 'login' && what !== 'refresh')) return null
    if (call.method !== 'POST') return wrongMethod('POST')
    const fields = isFields(call.body) ? call.body : {}
    return what === 'login' ? this.#login(fields) : this.#refresh(call, fields)
  }

  /** Why a request may not go on, or null. */
  refusal(call: Call): Answer | null {
    const given = call.headers.authorization
    if (given === undefined && !this.#settings.required && call.headers['x-require-auth'] === undefined) return null
    const token = given?.startsWith('Bearer ') ? given.slice(7) : ''
    const isOurs = token.startsWith(`${PREFIX.access}.`)
    const isAsked = this.#settings.required || call.headers['x-require-auth'] !== undefined
    if (!isAsked && !isOurs) return null
    if (!isOurs) return this.#refuse('This needs a token: POST /auth/login, then send it as "authorization: Bearer …".')
    const expiresAt = this.#read('access', token)
    if (expiresAt === null) return this.#refuse('This token was not issued here.')
    return isPast(expiresAt) ? this.#refuse('This token has expired. POST /auth/login or /auth/refresh.') : null
  }

  #login(fields: Fields): Answer {
    if (fields.password === 'wrong') return this.#refuse('This password is wrong.')
    const ttlMs = readTtl(fields.ttl, this.#settings.ttlMs)
    if (typeof ttlMs === 'string') return problem(400, ttlMs)
    this.logins++
    return ok(this.#issue(ttlMs))
  }

  #refresh(call: Call, fields: Fields): Answer {
    const token = typeof fields.refreshToken === 'string' ? fields.refreshToken : (call.header('authorization') ?? '')
    const bare = token.replace(/^Bearer /, '')
    const isKnown = this.#read('refresh', bare) !== null || this.#read('access', bare) !== null
    if (!isKnown) return this.#refuse('Send { "refreshToken": "…" } from an earlier login.')
    const ttlMs = readTtl(fields.ttl, this.#settings.ttlMs)
    if (typeof ttlMs === 'string') return problem(400, ttlMs)
    this.refreshes++
    return ok(this.#issue(ttlMs))
  }

  #issue(ttlMs: number | null): Fields {
    const expiresAt = ttlMs === null ? NEVER : Date.now() + ttlMs
    return {
      token: this.#sign('access', expiresAt),
      refreshToken: this.#sign('refresh', NEVER),
      expiresAt: ttlMs === null ? null : new Date(expiresAt).toISOString(),
      expiresInMs: ttlMs,
    }
  }

  #sign(kind: Kind, expiresAt: number): string {
    const content = `${PREFIX[kind]}.${++this.#serial}.${expiresAt}`
    return `${content}.${this.#signature(content)}`
  }

  /** When it expires, 0 = never; null when the token is none of ours. */
  #read(kind: Kind, token: string): number | null {
    const end = token.lastIndexOf('.')
    if (!token.startsWith(`${PREFIX[kind]}.`) || end < 0) return null
    const [given, right] = [token.slice(end + 1), this.#signature(token.slice(0, end))].map((text) => Buffer.from(text))
    if (given!.length !== right!.length || !timingSafeEqual(given!, right!)) return null
    return Number(token.split('.')[2])
  }

  #signature(content: string): string {
    return createHmac('sha256', this.#secret).update(content).digest('base64url')
  }

  #refuse(why: string): Answer {
    this.rejected++
    return { ...problem(401, why), headers: { 'www-authenticate': 'Bearer' } }
  }
}

const isPast = (expiresAt: number) => expiresAt !== NEVER && Date.now() >= expiresAt

/** A login may ask for tokens that live shorter or longer; a text says what is wrong. */
function readTtl(given: unknown, usual: number | null): number | null | string {
  if (given === undefined) return usual
  if (given === null || given === 'none') return null
  const parsed = typeof given === 'string' ? parseDuration(given) : null
  return parsed?.ok && parsed.value > 0
    ? parsed.value
    : 'ttl: write how long the token lives, for example { "ttl": "30s" }'
}
