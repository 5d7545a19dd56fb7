// API tokens: `hr_<prefix>_<secret>`. The prefix finds the row and may be shown; of the secret only the SHA-256 is stored.
// SHA-256 without salt or stretching is enough here: the secret is 256 random bits, not something a person chose.

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

const format = /^hr_([0-9a-f]{12})_([A-Za-z0-9_-]{43})$/

export interface NewToken {
  /** Shown once. */
  token: string
  prefix: string
  secretHash: string
}

/** `random` is replaced in tests only. */
export function createToken(random: (bytes: number) => Buffer = randomBytes): NewToken {
  const prefix = random(6).toString('hex')
  const secret = random(32).toString('base64url')
  return { token: `hr_${prefix}_${secret}`, prefix, secretHash: hashSecret(secret) }
}

/** Null for what cannot be a token of ours. */
export function parseToken(text: string): { prefix: string; secret: string } | null {
  const match = format.exec(text)
  return match?.[1] && match[2] ? { prefix: match[1], secret: match[2] } : null
}

/** Hex. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/** Takes as long for a nearly right secret as for a wrong one. */
export function matchesSecret(secret: string, secretHash: string): boolean {
  const given = Buffer.from(hashSecret(secret), 'hex')
  const stored = Buffer.from(secretHash, 'hex')
  return given.length === stored.length && timingSafeEqual(given, stored)
}

/** The token of an `Authorization: Bearer …` header; null without one, `invalid` for another scheme or form. */
export function bearerToken(header: string | null): { prefix: string; secret: string } | null | 'invalid' {
  if (header === null || header.trim() === '') return null
  const [scheme, value, ...rest] = header.trim().split(/\s+/)
  if (scheme?.toLowerCase() !== 'bearer' || value === undefined || rest.length > 0) return 'invalid'
  return parseToken(value) ?? 'invalid'
}
