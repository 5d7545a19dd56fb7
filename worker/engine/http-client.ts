// The guarded HTTP door: everything the engine sends goes through it. Its connections are its own (see http/), not undici's, which takes
// twice the CPU for each request (bench/throughput.ts).

import type { SecureContext } from 'node:tls'
import type { ConnectionSecond } from '#lib/runs/bucket.ts'
import type { EngineInput } from './engine.ts'
import { ConnectionTally } from './http/connection-tally.ts'
import { Origin } from './http/origin.ts'
import { TimeLimits } from './http/time-limits.ts'
import { DEFAULT_TLS, type DoorOptions, secureContextOf } from './http/tls.ts'

/** Of the places that only redirects lead to, so many are remembered; those in use always are. */
export const MOST_STRANGERS = 64

/** What the plan and its environment say of connections, but for how many there may be. */
export function doorOptionsOf(
  input: Pick<EngineInput, 'plan' | 'environment' | 'baseUrl' | 'policy'>,
): Omit<DoorOptions, 'connections'> {
  const { client, environments } = input.plan
  const { baseUrl, tls } = environments.find(({ key }) => key === input.environment)!
  return {
    policy: input.policy,
    connectTimeoutMs: client.connectTimeoutMs,
    firstByteTimeoutMs: client.firstByteTimeoutMs,
    tls,
    namedHost: URL.parse(input.baseUrl ?? baseUrl)?.hostname ?? null,
  }
}

export class HttpDoor {
  readonly #options: DoorOptions
  readonly #limits = new TimeLimits()
  readonly #tally = new ConnectionTally()
  readonly #origins = new Map<string, Origin>()
  /** Where redirects led, the latest last. */
  readonly #strangers = new Map<string, Origin>()
  #secureContext: SecureContext | null = null

  constructor(options: Pick<DoorOptions, 'policy' | 'connectTimeoutMs' | 'connections'> & Partial<DoorOptions>) {
    this.#options = { firstByteTimeoutMs: null, tls: DEFAULT_TLS, namedHost: null, ...options }
  }

  originOf(url: URL): Origin {
    let origin = this.#origins.get(url.origin)
    if (!origin) {
      const { namedHost, tls } = this.#options
      const isNamed = namedHost === null || namedHost === url.hostname
      origin = this.#make(url, { ...this.#options, tls: isNamed ? tls : { ...tls, serverName: null } })
      this.#origins.set(url.origin, origin)
    }
    return origin
  }

  /** Where an answer from `from` leads: this machine only if that was it, too, or the plan sends there itself. */
  redirectedTo(url: URL, from: URL): Origin {
    const own = this.#origins.get(url.origin)
    if (own) return own
    const isWithin = [from.origin, `within ${from.origin}`].some((key) => this.#find(key)?.isThisMachine)
    const key = isWithin ? `within ${url.origin}` : url.origin
    const origin = this.#strangers.get(key) ?? this.#makeStranger(url, isWithin)
    this.#strangers.delete(key)
    this.#strangers.set(key, origin)
    return origin
  }

  /** To be called again and again: ends what has waited too long for a connection or a first byte. */
  expireTimeLimits(): void {
    this.#limits.expire()
  }

  /** What happened to its connections since the last call. */
  takeCounts(): ConnectionSecond {
    const places = [...this.#origins.values(), ...this.#strangers.values()].map((origin) => origin.takeMostPlaces())
    const { connections } = this.#options
    return { ...this.#tally.take(), poolUse: connections && Math.max(0, ...places) / connections }
  }

  close(): void {
    for (const origin of [...this.#origins.values(), ...this.#strangers.values()]) origin.close()
  }

  #find(key: string): Origin | undefined {
    return this.#origins.get(key) ?? this.#strangers.get(key)
  }

  #makeStranger(url: URL, isWithin: boolean): Origin {
    for (const [key, origin] of this.#strangers) {
      if (this.#strangers.size < MOST_STRANGERS) break
      if (!origin.isIdle) continue
      origin.close()
      this.#strangers.delete(key)
    }
    const { policy, tls } = this.#options
    return this.#make(url, {
      ...this.#options,
      policy: { ...policy, allowLoopback: policy.allowLoopback && isWithin },
      tls: { ...tls, serverName: null },
    })
  }

  #make(url: URL, options: DoorOptions): Origin {
    const isSecure = url.protocol === 'https:'
    if (isSecure) this.#secureContext ??= secureContextOf(options.tls)
    return new Origin(url, options, this.#limits, this.#tally, isSecure ? this.#secureContext : null)
  }
}
