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

/** A `lookup` for `net.connect` that only ever yields addresses the policy allows. Those who ask at the same time wait for one answer. */
export function guardedLookup(policy: TargetPolicy, port: number): LookupFunction {
  const names = new Map<string, Name>()
  return (host, options, callback) => {
    let name = names.get(host)
    if (!name) names.set(host, (name = new Name(host)))
    name.resolve((error, addresses) => {
      if (error) return callback(error, [])
      const reasons = addresses.map(({ address }) => forbiddenReason(policy, host, address, port))
      const allowed = addresses.filter((_, i) => reasons[i] === null)
      const first = allowed[0]
      if (!first) callback(new ForbiddenTargetError(reasons[0] ?? `${host} has no address`), [])
      else if (options.all) callback(null, allowed)
      else callback(null, first.address, first.family)
    })
  }
}

type OnResolved = (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void

/** A name and the addresses it has for a while; failures are not kept. */
class Name {
  readonly #host: string
  #addresses: LookupAddress[] = []
  #resolvedMs = Number.NEGATIVE_INFINITY
  #waiting: OnResolved[] = []

  constructor(host: string) {
    this.#host = host
  }

  resolve(onResolved: OnResolved): void {
    const now = performance.now()
    if (now - this.#resolvedMs < RESOLUTION_MS) return onResolved(null, this.#addresses)
    this.#waiting.push(onResolved)
    if (this.#waiting.length > 1) return
    resolveName(this.#host, { all: true, order: 'ipv4first' }, (error, addresses) => {
      const waiting = this.#waiting
      this.#waiting = []
      if (!error) {
        this.#addresses = addresses
        this.#resolvedMs = now
      }
      for (const each of waiting) each(error, addresses)
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
