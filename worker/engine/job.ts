// What an operation begins and is polled for until it is done: an import, a report, a queue of mails. Its time runs from the intended
// start of the operation to the answer that says that it is done. Polls are no attempts: they are in no series, and one that finds no
// answer is followed by the next. Units: milliseconds since the start of the run.

import type { CompiledPoll } from '#lib/plans/compiled.ts'
import { compileChecks } from './checks.ts'
import type { EngineOperation } from './engine-operation.ts'
import type { ResponseView } from './response.ts'

export interface EnginePoll {
  /** What is sent to ask. */
  operation: EngineOperation
  /** Index of the job's series. */
  series: number
  everyMs: number
  timeoutMs: number
  look(response: ResponseView): 'done' | 'failed' | 'under-way'
}

/** A job under way. */
export interface Job {
  /** What began it. */
  operation: EngineOperation
  poll: EnginePoll
  intendedMs: number
  writtenMs: number
  acceptedMs: number
  /** When it was last asked for. */
  askedMs: number
  /** Custom metrics of the answer that accepted it. */
  metrics: (number | null)[]
}

/** Ends of a job that is not done, as targets name them where `until` looks. */
const FAILED = ['failed', 'failure', 'error', 'cancelled', 'canceled', 'aborted', 'rejected']

/** Throws `invalid_input` on a body path that cannot be read. */
export function compileLook({ until }: CompiledPoll): { needsBody: boolean; look: EnginePoll['look'] } {
  const done = compileChecks([until])
  const isWord = until.test.kind === 'compare' && until.test.comparator === '=' && until.subject.kind === 'body'
  const values = FAILED.filter((word) => until.test.kind !== 'compare' || word !== until.test.value)
  const failed = isWord ? compileChecks([{ ...until, test: { kind: 'in', values } }]) : null
  const holds = (checks: typeof done, response: ResponseView) => {
    const { functional, latency } = checks.evaluate(response)
    return functional + latency === 0
  }
  return {
    needsBody: done.needsBody,
    look(response) {
      if (holds(done, response)) return 'done'
      return response.status >= 400 || (failed && holds(failed, response)) ? 'failed' : 'under-way'
    },
  }
}
