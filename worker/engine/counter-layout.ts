// How the counts of one series in one second lie in a Float64Array, on their way from the generator to the main thread.

import { type Counts, ERROR_CLASSES, type ErrorClass } from '#lib/runs/bucket.ts'
import { COUNT_FIELDS, emptyCounts } from '#lib/runs/counts.ts'

const at = (field: (typeof COUNT_FIELDS)[number]) => COUNT_FIELDS.indexOf(field)

export const OFFERED = at('offered')
export const SENT = at('sent')
export const OK = at('ok')
export const FAILED = at('failed')
export const DROPPED_TARGET = at('droppedTarget')
export const DROPPED_GENERATOR = at('droppedGenerator')
export const INTERRUPTED = at('interrupted')
export const SKIPPED = at('skipped')
export const REFRESHES = at('refreshes')
export const CONFLICTS = at('conflicts')
export const REFUSALS = at('refusals')
export const TRUNCATED_BODY = at('truncatedBody')
export const CHECKS_PASSED = at('checksPassed')
export const CHECKS_FAILED = at('checksFailed')
export const BYTES_IN = at('bytesIn')
export const BYTES_OUT = at('bytesOut')
export const OK_RESPONSE_SUM = at('okResponseSumMicros')
export const OK_SERVICE_SUM = at('okServiceSumMicros')
export const CONNECTION_WAIT_SUM = at('connectionWaitSumMicros')
export const MAX_OK = COUNT_FIELDS.length
/** Then status classes 1xx … 9xx, then error classes. */
export const STATUS = MAX_OK
export const ERRORS = STATUS + 10
export const LAYOUT_LENGTH = ERRORS + ERROR_CLASSES.length

const ERROR_INDEX = new Map(ERROR_CLASSES.map((name, i) => [name, ERRORS + i]))

export function errorIndex(name: ErrorClass): number {
  return ERROR_INDEX.get(name)!
}

export function readCounts(counters: Float64Array): Counts {
  const counts = emptyCounts()
  COUNT_FIELDS.forEach((field, i) => {
    counts[field] = counters[i]!
  })
  for (let digit = 1; digit <= 9; digit++) {
    if (counters[STATUS + digit]! > 0) counts.status[`${digit}xx`] = counters[STATUS + digit]!
  }
  ERROR_CLASSES.forEach((name, i) => {
    if (counters[ERRORS + i]! > 0) counts.errors[name] = counters[ERRORS + i]!
  })
  return counts
}
