// One try on this worker: the operations sent through the engine's door, and all of it left in the job's row.

import { randomInt } from 'node:crypto'
import { isAppError, messageOf } from '#lib/core/errors.ts'
import type { Logger } from '#lib/core/log.ts'
import type { Db } from '#lib/db/client.ts'
import { finishTargetJob, type JobEnd, renewTargetJob } from '#lib/runs/commands/target-job.ts'
import { getTryOrder } from '#lib/runs/queries/target-job.ts'
import { instanceTargetPolicy } from '#lib/runs/queries/target-policy.ts'
import { GAVE_WAY } from '#lib/runs/target-job.ts'
import { TRY_SCENARIO } from '#lib/runs/trial.ts'
import { TRY_WITHIN_MS } from '#lib/runs/try-schema.ts'
import { runTrial } from '#worker/engine/trial.ts'
import { keepTrying } from './keep-trying.ts'

const RENEW_MS = 500
const BROKEN = 'The worker could not carry out this try; its log says why.'

export interface TryWork {
  db: Db
  log: Logger
  job: { id: string; ownerId: string }
  /** Aborts when the worker is asked to leave. */
  leaving: AbortSignal
}

/** Resolves when it is over; its row says what came of it. Never rejects. */
export async function executeTry(work: TryWork): Promise<void> {
  const { db, log, job } = work
  const end = await carryOut(work).catch((error: unknown): JobEnd => {
    if (isAppError(error)) return { problem: error.message }
    log.error({ err: error, jobId: job.id }, 'try failed')
    return { problem: BROKEN }
  })
  const store = async () => void (await finishTargetJob(db, job, end))
  await keepTrying(store, 'end of try not stored', log).catch((error: unknown) => {
    log.error({ err: error, jobId: job.id }, 'the end of a try could not be stored')
  })
}

async function carryOut({ db, log, job, leaving }: TryWork): Promise<JobEnd> {
  const { plan, environment, secrets, datasets } = await getTryOrder(db, job.id)
  const ending = new AbortController()
  const onLeaving = () => ending.abort('The worker was shut down.')
  if (leaving.aborted) onLeaving()
  leaving.addEventListener('abort', onLeaving)
  const timer = setInterval(() => {
    renewTargetJob(db, job, null)
      .then((standing) => {
        if (!standing.held) ending.abort('This try was given up.')
        // One request beside a run takes nothing from it.
        else if (standing.why !== null && standing.why !== GAVE_WAY) ending.abort(standing.why)
      })
      .catch((error: unknown) => log.warn({ jobId: job.id, why: messageOf(error) }, 'try not renewed'))
  }, RENEW_MS)
  try {
    const input = {
      ...{
        runId: job.id,
        plan,
        scenario: TRY_SCENARIO,
        environment: environment.key,
        baseUrl: null,
        secrets,
        datasets,
      },
      ...{ policy: instanceTargetPolicy(), seed: randomInt(2 ** 31) },
    }
    return { result: await runTrial(input, { withinMs: TRY_WITHIN_MS, signal: ending.signal }) }
  } finally {
    clearInterval(timer)
    leaving.removeEventListener('abort', onLeaving)
  }
}
