// Whether an answer is ok, and what of it is kept.

import type { ErrorClass } from '#lib/runs/bucket.ts'
import type { Attempt } from './attempt.ts'
import type { Finished } from './recorder.ts'
import { ResponseView } from './response.ts'

/** One view serves all answers of a thread. */
const shared = new ResponseView(0, {}, 0, [])

/** The answer as checks see it, until the next is looked at. */
export function viewOf(attempt: Attempt, latencyMs: number): ResponseView {
  return shared.show(attempt, latencyMs)
}

/** Of a status that is no success. */
export function classOf(status: number): ErrorClass {
  return status >= 500 ? 'http-5xx' : status >= 400 ? 'http-4xx' : 'check'
}

/** Counts checks into `counted` and stores extracted values. Returns the class of the failure, or null when the attempt is ok. */
export function judge(attempt: Attempt, latencyMs: number, counted: Finished): ErrorClass | null {
  const { operation, status } = attempt
  if (operation.expected.has(status)) return null
  const { checks, extractions } = operation
  const statusClass = status >= 400 ? classOf(status) : null
  if (checks.count === 0 && extractions.isEmpty) return statusClass
  const view = viewOf(attempt, latencyMs)
  const failed = checks.evaluate(view)
  const isJudged = statusClass !== null && !checks.judgesStatus
  const isIncomplete = !isJudged && (failed.functional > 0 || (!extractions.isEmpty && !take(attempt, view)))
  // Not before all is read: a pattern that takes too long leaves nothing counted.
  counted.checksFailed = failed.functional + failed.latency
  counted.checksPassed = checks.count - counted.checksFailed
  if (isJudged) return statusClass
  if (!isIncomplete) return null
  if (attempt.isBodyTruncated && operation.needsBody) return 'truncated'
  return statusClass ?? 'check'
}

/** False when something the operation extracts is not in the answer. */
function take(attempt: Attempt, view: ResponseView): boolean {
  const { iteration, operation } = attempt
  return operation.extractions.take(view, iteration.values, iteration.shared)
}

/** The first check that does not hold, or the first value that is not there. */
function whatFails(
  { checks, extractions }: Attempt['operation'],
  view: ResponseView,
): { check?: string; name?: string } {
  try {
    const [check] = checks.failing(view)
    if (check !== undefined) return { check }
    const [name] = view.status < 400 ? extractions.missing(view) : []
    return name === undefined ? {} : { name }
  } catch {
    // A pattern that just got through the text may take too long the second time.
    return {}
  }
}

/** Why an answer is a failure, as a sentence. */
export function explain(attempt: Attempt, latencyMs: number): string {
  const { operation, status } = attempt
  const view = viewOf(attempt, latencyMs)
  const { check, name } = whatFails(operation, view)
  const what =
    check !== undefined
      ? `; the check "${check}" does not hold`
      : name !== undefined
        ? `; ${name} is not in the answer`
        : ''
  const body = attempt.isBodyTruncated && operation.needsBody ? ' The body was cut at its cap.' : ''
  return `Answered ${status}${what}.${view.problem ? ` ${view.problem}` : ''}${body}`
}
