// What has to be written although the database is away for a while.

import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from '#lib/core/log.ts'

const RETRY_DELAY_MS = 500

/** Tries again until it works, at most for a minute; then rejects with the last error. */
export async function keepTrying(
  work: () => Promise<void>,
  complaint: string,
  log: Logger,
  { forMs = 60_000, delayMs = RETRY_DELAY_MS } = {},
): Promise<void> {
  const until = Date.now() + forMs
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (Date.now() >= until) throw error
      log.warn({ err: error }, complaint)
    }
    await delay(delayMs)
  }
}
