// The guarded HTTP door: everything the engine sends goes through it. Its connections are its own (see http/), not undici's, which takes
// twice the CPU for each request (bench/throughput.ts).

import { Origin } from './http/origin.ts'
import { TimeLimits } from './http/time-limits.ts'
import { DEFAULT_TLS, type DoorOptions } from './http/tls.ts'

export class HttpDoor {
  readonly #options: DoorOptions
  readonly #limits = new TimeLimits()
  readonly #origins = new Map<string, Origin>()

  constructor(options: Pick<DoorOptions, 'policy' | 'connectTimeoutMs' | 'connections'> & Partial<DoorOptions>) {
    this.#options = { firstByteTimeoutMs: null, tls: DEFAULT_TLS, ...options }
  }

  originOf(url: URL): Origin {
    let origin = this.#origins.get(url.origin)
    if (!origin) {
      origin = new Origin(url, this.#options, this.#limits)
      this.#origins.set(url.origin, origin)
    }
    return origin
  }

  /** To be called again and again: ends what has waited too long for a connection or a first byte. */
  expireTimeLimits(): void {
    this.#limits.expire()
  }

  close(): void {
    for (const origin of this.#origins.values()) origin.close()
  }
}
