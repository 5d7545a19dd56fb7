// The next dates of a repetition, read by the same library as the clock of the job queue. It takes `1#1`, the first Monday.

import { CronExpressionParser } from 'cron-parser'

export type NextDates = { ok: true; dates: string[] } | { ok: false; message: string }

/** `Mon 23 Nov 2026, 06:00 CET`, as the clocks of the time zone show it then. `nowMs` in milliseconds since 1970. */
export function nextDates(cron: string, timezone: string, nowMs: number, count: number): NextDates {
  let format: Intl.DateTimeFormat
  try {
    format = formatOf(timezone)
  } catch {
    return { ok: false, message: `"${timezone}" is no time zone; write it like UTC or Europe/Berlin` }
  }
  // The library also takes seconds and words such as @daily, which the queue does not.
  if (cron.trim().split(/\s+/).length !== 5) {
    return { ok: false, message: 'Five parts are needed: minute, hour, day, month, weekday, for example 0 6 * * 1' }
  }
  try {
    const expression = CronExpressionParser.parse(cron, { tz: timezone, currentDate: new Date(nowMs) })
    return { ok: true, dates: expression.take(count).map((date) => format.format(date.toDate())) }
  } catch (error) {
    return { ok: false, message: `${error instanceof Error ? error.message : 'Not readable'}; write it like 0 6 * * 1` }
  }
}

const formatOf = (timeZone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
    timeZoneName: 'short',
  })
