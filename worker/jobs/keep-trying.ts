// What has to be written although the database is away for a while.

import { setTimeout as delay } from 'node:timers/promises'
import { isAppError } from '#lib/core/errors.ts'
import type { Logger } from '#lib/core/log.ts'
import { Prisma } from '#lib/db/client.ts'

const RETRY_DELAY_MS = 500

/** Tries again until it works, at most for a minute; then rejects with the last error. What no second try changes is not tried again. */
export async function keepTrying<Result>(
  work: () => Promise<Result>,
  complaint: string,
  log: Logger,
  { forMs = 60_000, delayMs = RETRY_DELAY_MS } = {},
): Promise<Result> {
  const until = Date.now() + forMs
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (isFinal(error) || Date.now() >= until) throw error
      log.warn({ err: error }, complaint)
    }
    await delay(delayMs)
  }
}

/** Said by our own code, but not of the database or of others who wrote at the same moment; or what is asked for is not there. */
const isFinal = (error: unknown): boolean =>
  isAppError(error)
    ? !['unavailable', 'conflict'].includes(error.code)
    : error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2025'
