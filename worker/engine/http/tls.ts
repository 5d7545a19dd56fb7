// How connections are opened: what a door is given, and TLS made from it.

import { isIP } from 'node:net'
import { type ConnectionOptions, createSecureContext, rootCertificates, type SecureContext } from 'node:tls'
import type { TargetPolicy } from '#lib/access/target-policy.ts'
import type { TlsOptions } from '#lib/plans/compiled.ts'

export interface DoorOptions {
  policy: TargetPolicy
  connectTimeoutMs: number
  /** From the request being written to the first byte of the answer; null = only the whole request counts. */
  firstByteTimeoutMs: number | null
  /** Most connections to one origin; null = as many as there are requests in flight. */
  connections: number | null
  tls: TlsOptions
  /** The host that `tls.serverName` is asked for in place of; null = every one. */
  namedHost: string | null
}

export const DEFAULT_TLS: TlsOptions = { rejectUnauthorized: true, serverName: null, ca: null }

/** An environment's own authority comes in addition to the public ones. */
export function secureContextOf({ ca }: TlsOptions): SecureContext {
  return createSecureContext(ca === null ? {} : { ca: [...rootCertificates, ca] })
}

export function tlsOptionsOf(tls: TlsOptions, host: string, secureContext: SecureContext): ConnectionOptions {
  // An address is no name a server could be asked for.
  const servername = tls.serverName ?? (isIP(host) ? undefined : host)
  return {
    secureContext,
    ALPNProtocols: ['http/1.1'],
    rejectUnauthorized: tls.rejectUnauthorized,
    ...(servername === undefined ? {} : { servername }),
  }
}
