// Whether an answer is ok, and what of it is kept.

import type { ErrorClass } from '#lib/runs/bucket.ts'
import type { Attempt } from './attempt.ts'
import type { Finished } from './recorder.ts'
import { ResponseView } from './response.ts'

const shared = new ResponseView(0, {}, 0, [])

/** Counts checks into `counted` and stores extracted values. Returns the class of the failure, or null when the attempt is ok. */
export function judge(attempt: Attempt, latencyMs: number, counted: Finished): ErrorClass | null {
  const { operation, status } = attempt
  if (operation.expected.has(status)) return null
  const { checks, extractions } = operation
  const statusClass: ErrorClass | null = status >= 500 ? 'http-5xx' : status >= 400 ? 'http-4xx' : null
  if (checks.count === 0 && extractions.isEmpty) return statusClass
  const view = shared.show(attempt, latencyMs)
  const failed = checks.evaluate(view)
  counted.checksFailed = failed.functional + failed.latency
  counted.checksPassed = checks.count - counted.checksFailed
  if (statusClass !== null && !checks.judgesStatus) return statusClass
  const isIncomplete = failed.functional > 0 || (!extractions.isEmpty && !take(attempt, view))
  if (!isIncomplete) return null
  if (attempt.isBodyTruncated && operation.needsBody) return 'truncated'
  return statusClass ?? 'check'
}

/** False when something the operation extracts is not in the answer. */
function take(attempt: Attempt, view: ResponseView): boolean {
  const { iteration, operation } = attempt
  return operation.extractions.take(view, iteration.values, iteration.shared)
}
