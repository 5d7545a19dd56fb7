// Follows a run on a server to its end and its verdict.

import { setTimeout as sleep } from 'node:timers/promises'
import type { RunDetail } from '#lib/runs/schema.ts'
import type { Patience } from './patience.ts'
import type { ServerApi } from './server-api.ts'
import type { ServerProgress } from './server-progress.ts'

export interface RunFollowing {
  progress: ServerProgress
  patience: Patience
  everyMs?: number
  /** How long a run that ended may wait for its verdict: no worker may be left to judge it. */
  judgedWithinMs?: number
}

/** null: the server could not be reached for too long; the run goes on there. */
export async function followRun(
  api: Pick<ServerApi, 'get'>,
  id: string,
  { progress, patience, everyMs = 1_000, judgedWithinMs = 60_000 }: RunFollowing,
): Promise<RunDetail | null> {
  let endedAt: number | null = null
  for (; !patience.isOver; await sleep(everyMs)) {
    const run = await patience.ask(() => api.get<RunDetail>(`/runs/${id}`))
    if (!run) continue
    if (run.state === 'ended') endedAt ??= performance.now()
    if (endedAt !== null && (run.verdict !== null || performance.now() - endedAt > judgedWithinMs)) return run
    progress.show(run)
  }
  return null
}
