// Carries the suites of cycles along: what comes next is decided from what is stored, so that every worker may look at every beat, and
// one that starts after a crash goes on where the suite is.

import type { Logger } from '#lib/core/log.ts'
import { advanceSuites, judgeForCycles } from '#lib/cycles/commands/advance-suite.ts'
import { getDb } from '#lib/db/client.ts'

const EVERY_MS = 1_000

/** Looks until the returned function is called. Judging is left to others while `isBusy`, as it would disturb a measurement. */
export function advanceSuitesRegularly(log: Logger, isBusy: () => boolean): () => void {
  let isLooking = false
  const look = async () => {
    if (isLooking) return
    isLooking = true
    try {
      await advanceSuites(getDb())
      if (!isBusy()) await judgeForCycles(getDb())
    } catch (error) {
      log.warn({ err: error }, 'suites not carried along')
    } finally {
      isLooking = false
    }
  }
  const timer = setInterval(() => void look(), EVERY_MS)
  return () => clearInterval(timer)
}
