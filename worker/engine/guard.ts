// The one place where it is decided whether a socket may be opened: after name resolution, for the very address it will connect to.

import { type LookupAddress, lookup as resolveName } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { decideTarget, type TargetPolicy } from '#lib/access/target-policy.ts'

export const FORBIDDEN_TARGET = 'HEADROOM_FORBIDDEN_TARGET'

/** Name resolutions are kept this long, so that opening thousands of connections asks once. */
const RESOLUTION_MS = 2000

export class ForbiddenTargetError extends Error {
  readonly code = FORBIDDEN_TARGET
}

/** What forbids connecting to `ip`, or null. */
export function forbiddenReason(policy: TargetPolicy, host: string, ip: string, port: number): string | null {
  const decision = decideTarget(policy, { host, ip, port })
  return decision.allowed ? null : decision.reason
}

/** A `lookup` for `net.connect` that only ever yields addresses the policy allows. */
export function guardedLookup(policy: TargetPolicy, port: number): LookupFunction {
  let kept: { host: string; at: number; addresses: LookupAddress[] } | null = null
  return (host, options, callback) => {
    const answer = (addresses: LookupAddress[]) => {
      const reasons = addresses.map(({ address }) => forbiddenReason(policy, host, address, port))
      const allowed = addresses.filter((_, i) => reasons[i] === null)
      const first = allowed[0]
      if (!first) callback(new ForbiddenTargetError(reasons[0] ?? `${host} has no address`), [])
      else if (options.all) callback(null, allowed)
      else callback(null, first.address, first.family)
    }
    const now = performance.now()
    if (kept?.host === host && now - kept.at < RESOLUTION_MS) return answer(kept.addresses)
    resolveName(host, { all: true, order: 'ipv4first' }, (error, addresses) => {
      if (error) return callback(error, [])
      kept = { host, at: now, addresses }
      answer(addresses)
    })
  }
}

/** Rejects with `ForbiddenTargetError` when no address of the URL's host may be connected to, or with the resolver's error. */
export async function assertAllowedUrl(policy: TargetPolicy, url: URL): Promise<void> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const port = portOf(url)
  if (isIP(host)) {
    const reason = forbiddenReason(policy, host, host, port)
    if (reason) throw new ForbiddenTargetError(reason)
    return
  }
  await new Promise<void>((resolve, reject) => {
    guardedLookup(policy, port)(host, { all: true }, (error) => (error ? reject(error) : resolve()))
  })
}

export function portOf(url: URL): number {
  return url.port ? Number(url.port) : url.protocol === 'https:' ? 443 : 80
}
