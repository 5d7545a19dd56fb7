// One user, or one arrival, on its way through a mix entry.

import type { Random } from '#lib/load/random.ts'
import type { CookieJar } from './cookie-jar.ts'
import type { MixEntry } from './engine-plan.ts'
import type { PrivateConnections } from './http/private-connections.ts'
import type { Job } from './job.ts'
import type { RenderContext } from './template/context.ts'

export class Iteration implements RenderContext {
  user = 0
  iteration = 0
  random: Random
  values: (string | null)[]
  shared: (string | null)[]
  missing: string | null = null
  rows: (string[] | null)[] = []
  sensitive: string[] = []
  /** What its answers have set; null = nothing yet. */
  cookies: CookieJar | null = null
  /** The job its last operation began, while that is polled. */
  job: Job | null = null

  entry!: MixEntry
  /** Index of the step that is under way or comes next. */
  step = 0
  /** False while it waits to begin anew. */
  isUnderWay = false
  /** Its next request waits until the instance allows one more. */
  isHeld = false
  /** A request of it left late, for the generator's own reasons. */
  isLate = false
  /** Flows: intended start of the first step, and the sums over the steps so far; pauses are not part of them. */
  flowResponseMs = 0
  flowServiceMs = 0

  /** Paced users: the slot taken last, and when slot 0 was. */
  pacedSlot = -1
  pacedFirstMs = 0
  /** When the common rate cap last let it begin. */
  allowedMs = -1
  isActive = false
  /** Its own connections, where each iteration opens its own. */
  connections: PrivateConnections | null = null
  /** Place of a virtual user among those of its thread. */
  seat = 0

  constructor(random: Random, valueCount: number, shared: (string | null)[]) {
    this.random = random
    this.values = new Array(valueCount).fill(null)
    this.shared = shared
  }
}
