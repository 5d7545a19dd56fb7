// Carries the suites of cycles along: what comes next is decided from what is stored, so that every worker may look at every beat, and
// one that starts after a crash goes on where the suite is.

import { messageOf } from '#lib/core/errors.ts'
import type { Logger } from '#lib/core/log.ts'
import { advanceSuites, judgeForCycles, type Trouble } from '#lib/cycles/commands/advance-suite.ts'
import { getDb } from '#lib/db/client.ts'

const EVERY_MS = 1_000
const JUDGE_AGAIN_AFTER_MS = 600_000

/** Looks until the returned function is called. Judging is left to others while `isBusy`, as it would disturb a measurement. */
export function advanceSuitesRegularly(log: Logger, isBusy: () => boolean): () => void {
  const told = new Troubles(log)
  const unjudged = new Map<string, number>()
  let isLooking = false
  const look = async () => {
    if (isLooking) return
    isLooking = true
    try {
      told.tell((await advanceSuites(getDb())).troubles)
      if (!isBusy()) await judge(log, unjudged)
    } catch (error) {
      log.warn({ err: error }, 'suites not carried along')
    } finally {
      isLooking = false
    }
  }
  const timer = setInterval(() => void look(), EVERY_MS)
  return () => clearInterval(timer)
}

async function judge(log: Logger, unjudged: Map<string, number>): Promise<void> {
  const now = performance.now()
  for (const [id, since] of unjudged) if (now - since > JUDGE_AGAIN_AFTER_MS) unjudged.delete(id)
  for (const { id, error } of await judgeForCycles(getDb(), new Set(unjudged.keys()))) {
    unjudged.set(id, now)
    log.error({ err: error, runId: id }, 'run not judged for its cycle')
  }
}

/** A suite is tried at every beat; what keeps it is logged when it begins, and when it is something else. */
export class Troubles {
  readonly #log: Pick<Logger, 'error'>
  #last = new Map<string, string>()

  constructor(log: Pick<Logger, 'error'>) {
    this.#log = log
  }

  tell(troubles: readonly Trouble[]): void {
    const now = new Map(troubles.map(({ id, error }) => [id, messageOf(error)]))
    for (const { id, error } of troubles)
      if (this.#last.get(id) !== now.get(id)) this.#log.error({ err: error, cycleId: id }, 'suite not carried along')
    this.#last = now
  }
}
