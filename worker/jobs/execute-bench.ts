// One quick bench on this worker: drives the engine, tells progress with every sign of life, and leaves the result in the job's row.

import { randomInt } from 'node:crypto'
import { isAppError, messageOf } from '#lib/core/errors.ts'
import type { Logger } from '#lib/core/log.ts'
import type { Db } from '#lib/db/client.ts'
import { BenchTally } from '#lib/runs/bench-tally.ts'
import { finishTargetJob, type JobEnd, renewTargetJob } from '#lib/runs/commands/target-job.ts'
import { getBenchOrder } from '#lib/runs/queries/target-job.ts'
import { instanceTargetPolicy } from '#lib/runs/queries/target-policy.ts'
import { BENCH_SCENARIO } from '#lib/runs/quick-bench.ts'
import type { EngineHandle, StartEngine } from '#worker/engine/engine.ts'
import { inTime } from './in-time.ts'
import { ANSWER_WITHIN_MS } from './keep-lease.ts'
import { keepTrying } from './keep-trying.ts'

const RENEW_MS = 500
const BROKEN = 'The worker could not carry out this bench; its log says why.'

export interface BenchWork {
  db: Db
  log: Logger
  job: { id: string; ownerId: string }
  startEngine: StartEngine
  threads: number | undefined
  /** Aborts when the worker is asked to leave. */
  leaving: AbortSignal
}

/** Resolves when it is over; its row says what came of it. Never rejects. */
export async function executeBench(work: BenchWork): Promise<void> {
  const { db, log, job } = work
  const end = await carryOut(work).catch((error: unknown): JobEnd => {
    if (isAppError(error)) return { problem: error.message }
    log.error({ err: error, jobId: job.id }, 'quick bench failed')
    return { problem: BROKEN }
  })
  const store = async () => void (await finishTargetJob(db, job, end))
  await keepTrying(store, 'end of quick bench not stored', log).catch((error: unknown) => {
    log.error({ err: error, jobId: job.id }, 'the end of a quick bench could not be stored')
  })
}

async function carryOut(work: BenchWork): Promise<JobEnd> {
  const { db, job, startEngine, threads, leaving } = work
  const { plan, operation, environment, secrets, datasets } = await getBenchOrder(db, job.id)
  const tally = new BenchTally(operation.key)
  const engine = startEngine(
    {
      ...{ runId: job.id, plan, scenario: BENCH_SCENARIO, environment: environment.key, baseUrl: null },
      ...{ secrets, datasets },
      ...{ policy: instanceTargetPolicy(), seed: randomInt(2 ** 31), ...(threads ? { threads } : {}) },
    },
    ({ buckets }) => tally.add(buckets),
  )
  const onLeaving = () => engine.stop('stopped', 'The worker was shut down.')
  if (leaving.aborted) onLeaving()
  leaving.addEventListener('abort', onLeaving)
  const stopKeeping = keepAlive(work, engine, tally)
  const outcome = await engine.finished
  leaving.removeEventListener('abort', onLeaving)
  await stopKeeping()
  const { reason, message, durationMs } = outcome
  if (reason === 'failed') return { problem: message ?? BROKEN }
  return { result: tally.result(durationMs, { reason, message }) }
}

/** A database that is away for a moment is no reason to stop; one that says the job is not ours any more is. */
function keepAlive({ db, log, job }: BenchWork, engine: EngineHandle, tally: BenchTally): () => Promise<void> {
  let renewing: Promise<void> | null = null
  async function renew(): Promise<void> {
    const standing = await inTime(renewTargetJob(db, job, tally.progress()), ANSWER_WITHIN_MS)
    if (!standing.held) engine.stop('aborted', 'This bench was given up.', 0)
    else if (standing.why !== null && standing.isUrgent) engine.stop('aborted', standing.why, 0)
    else if (standing.why !== null) engine.stop('stopped', standing.why)
  }
  const timer = setInterval(() => {
    renewing ??= renew()
      .catch((error: unknown) => log.warn({ jobId: job.id, why: messageOf(error) }, 'quick bench not renewed'))
      .finally(() => {
        renewing = null
      })
  }, RENEW_MS)
  return async () => {
    clearInterval(timer)
    await renewing
  }
}
