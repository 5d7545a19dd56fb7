// The moments of a repetition around now: when it was due last, when it is due next.

import { CronExpressionParser } from 'cron-parser'

export interface DueDates {
  lastMs: number
  nextMs: number
}

/** Milliseconds since 1970. Null for what is no repetition, or no time zone; `nextDates` says what is wrong with it. */
export function dueDates(cron: string, timezone: string, nowMs: number): DueDates | null {
  if (cron.trim().split(/\s+/).length !== 5) return null
  try {
    const around = () => CronExpressionParser.parse(cron, { tz: timezone, currentDate: new Date(nowMs) })
    return { lastMs: around().prev().toDate().getTime(), nextMs: around().next().toDate().getTime() }
  } catch {
    return null
  }
}
