// Sums of bucket counts. Counts add up over series, seconds and shards; nothing here is ever averaged.

import type { Counts, ErrorClass } from './bucket.ts'

/** The plain counts of a row, which add up. */
export const COUNT_FIELDS = [
  'offered',
  'sent',
  'ok',
  'failed',
  'droppedTarget',
  'droppedGenerator',
  'interrupted',
  'skipped',
  'refreshes',
  'conflicts',
  'refusals',
  'truncatedBody',
  'checksPassed',
  'checksFailed',
  'bytesIn',
  'bytesOut',
  'okResponseSumMicros',
  'okServiceSumMicros',
  'connectionWaitSumMicros',
] as const satisfies (keyof Counts)[]

export function emptyCounts(): Counts {
  const counts = { status: {}, errors: {} } as Counts
  for (const name of COUNT_FIELDS) counts[name] = 0
  return counts
}

/** Adds `from` to `into`, in place. */
export function addCounts(into: Counts, from: Counts): Counts {
  for (const name of COUNT_FIELDS) into[name] += from[name]
  for (const [key, count] of Object.entries(from.status)) into.status[key] = (into.status[key] ?? 0) + count
  for (const [key, count] of Object.entries(from.errors) as [ErrorClass, number][]) {
    into.errors[key] = (into.errors[key] ?? 0) + count
  }
  return into
}

/** Only the counts of a row that holds more. */
export function pickCounts(row: Counts): Counts {
  return addCounts(emptyCounts(), row)
}
