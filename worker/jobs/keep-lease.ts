// While a run is on: renews its lease and hears a Stop. A database that is away for a while is no reason to stop.

import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from '#lib/core/log.ts'
import type { Db } from '#lib/db/client.ts'
import { renewLease } from '#lib/runs/commands/lease.ts'
import type { Lease } from '#lib/runs/lease.ts'

/** Often enough that Stop is obeyed within two seconds, far more often than the lease needs. */
const TICK_MS = 500

export interface Keeper {
  stop(): Promise<void>
}

export function keepLease(options: {
  db: Db
  log: Logger
  lease: Lease
  onStop: (why: string) => void
  onLost: () => void
}): Keeper {
  const ending = new AbortController()
  const loop = keep(options, ending.signal)
  return {
    async stop() {
      ending.abort()
      await loop
    },
  }
}

async function keep(
  { db, log, lease, onStop, onLost }: Parameters<typeof keepLease>[0],
  signal: AbortSignal,
): Promise<void> {
  let stopped = false
  while (!signal.aborted) {
    try {
      const standing = await renewLease(db, lease)
      if (!standing.held) return onLost()
      if (standing.stopRequested !== null && !stopped) {
        stopped = true
        onStop(standing.stopRequested)
      }
    } catch (error) {
      log.warn({ err: error, runId: lease.runId }, 'lease not renewed')
    }
    await delay(TICK_MS, undefined, { signal }).catch(() => {})
  }
}
