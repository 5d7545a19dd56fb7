// Who watches a run gets first what they missed, then every second as it closes.

import type { Ctx } from '#lib/access/actor.ts'
import { createLog } from '#lib/core/log.ts'
import { getDb } from '#lib/db/client.ts'
import { getReadableRun } from '#lib/runs/queries/readable.ts'
import type { LiveState } from '#lib/runs/tick-change.ts'
import { RunFollower, type Subscription } from './follower.ts'

// On globalThis, because the development server loads this module anew on every change.
const shared = globalThis as { headroomFollowers?: Map<string, RunFollower> }

function followers(): Map<string, RunFollower> {
  shared.headroomFollowers ??= new Map()
  return shared.headroomFollowers
}

/** What a run that somebody watches came to a moment ago; null while nobody does. Authorize before calling. */
export const watchedState = (runId: string): LiveState | null => shared.headroomFollowers?.get(runId)?.state ?? null

/** Tells what happens in a run until the returned function is called. Throws `not_found` when the actor may not see the run. */
export async function followRun(ctx: Ctx, runId: string, subscription: Subscription): Promise<() => void> {
  const facts = await getReadableRun(ctx, runId)
  const running = followers()
  let follower = running.get(runId)
  if (!follower) {
    const onError = (error: unknown) => createLog('live').warn({ err: error, runId }, 'reading a live run failed')
    const mine = new RunFollower(getDb(), facts, () => running.get(runId) === mine && running.delete(runId), onError)
    follower = mine
    running.set(runId, follower)
  }
  return follower.subscribe(subscription)
}
