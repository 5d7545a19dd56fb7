// A link that opens one report without an account: `hrs_<prefix>_<secret>`. Of the secret only the SHA-256 is kept; it is 256 random bits.
// Server only (node:crypto).

import { randomBytes } from 'node:crypto'
import { hashSecret } from '#lib/access/token.ts'
import { AppError } from '#lib/core/errors.ts'
import type { ShareLink } from './schema.ts'

export const LONGEST_SHARE_DAYS = 90
const DAY_MS = 86_400_000
const FORMAT = /^hrs_[0-9a-f]{8}_[A-Za-z0-9_-]{43}$/

export function createShareToken(random: (bytes: number) => Buffer = randomBytes) {
  const prefix = random(4).toString('hex')
  const token = `hrs_${prefix}_${random(32).toString('base64url')}`
  return { token, prefix, tokenHash: hashSecret(token) }
}

/** Null for what cannot be one of ours. */
export const hashShareToken = (token: string): string | null => (FORMAT.test(token) ? hashSecret(token) : null)

/** Throws `invalid_input` for a time that is past or more than 90 days away. */
export function checkExpiry(expiresAt: string, now: Date): Date {
  const time = new Date(expiresAt)
  const most = new Date(now.getTime() + LONGEST_SHARE_DAYS * DAY_MS)
  if (time > now && time <= most) return time
  const why = time <= now ? 'is past' : `is more than ${LONGEST_SHARE_DAYS} days away`
  const message = `${expiresAt} ${why}. Give a time until ${most.toISOString()}.`
  throw new AppError('invalid_input', message, { details: { fields: [{ path: 'expiresAt', message }] } })
}

export function shareState(link: { expiresAt: Date; revokedAt: Date | null }, now: Date): ShareLink['state'] {
  if (link.revokedAt) return 'revoked'
  return link.expiresAt > now ? 'open' : 'expired'
}
