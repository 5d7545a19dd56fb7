// Which error class a failed exchange belongs to, from the error the socket or parser gave.

import type { ErrorClass } from '#lib/runs/bucket.ts'
import { FORBIDDEN_TARGET } from './guard.ts'
import { CLOSED, PROTOCOL, TIMED_OUT, TLS_FAILED, TRUNCATED, UNSENDABLE } from './http/exchange-error.ts'

const BY_CODE: Record<string, ErrorClass> = {
  [FORBIDDEN_TARGET]: 'forbidden-target',
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_FAIL: 'dns',
  EAI_NODATA: 'dns',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'refused',
  ENETUNREACH: 'refused',
  EHOSTDOWN: 'refused',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ECONNABORTED: 'reset',
  [CLOSED]: 'reset',
  ETIMEDOUT: 'timeout',
  [TIMED_OUT]: 'timeout',
  [TRUNCATED]: 'truncated',
  [PROTOCOL]: 'protocol',
  [UNSENDABLE]: 'protocol',
  [TLS_FAILED]: 'tls',
  EPROTO: 'tls',
}

const TLS_CODE = /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH)/
/** This machine ran out of something; the target never saw the request. */
const LOCAL = new Set(['EMFILE', 'ENFILE', 'EADDRNOTAVAIL', 'ENOBUFS', 'ENOMEM', 'EADDRINUSE'])

export function codeOf(error: unknown): string {
  const { code, errors } = error as { code?: unknown; errors?: unknown[] }
  if (typeof code === 'string') return code
  return Array.isArray(errors) && errors.length > 0 ? codeOf(errors[0]) : ''
}

export function isLocalSocketError(error: unknown): boolean {
  return LOCAL.has(codeOf(error))
}

/** An answer that the instrument could not read, as its own pattern takes too long. */
export const PATTERN_TIMEOUT = 'HEADROOM_PATTERN_TIMEOUT'

/** The instrument failed, not the target: nothing was sent, or what came was not judged. */
export function isOwnFault(error: unknown, isSent: boolean): boolean {
  return codeOf(error) === PATTERN_TIMEOUT || (!isSent && isLocalSocketError(error))
}

/** `hasResponseBegun`: the status line was read, so a connection that closes cut the response short. */
export function classifyError(error: unknown, hasResponseBegun: boolean): ErrorClass {
  const code = codeOf(error)
  const known = BY_CODE[code]
  if (known === 'reset' && hasResponseBegun) return 'truncated'
  if (known) return known
  if (TLS_CODE.test(code)) return 'tls'
  return 'protocol'
}
