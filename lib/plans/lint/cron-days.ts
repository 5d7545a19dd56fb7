// The moments a cron line names, as minutes of a day and as days; read by the same library as the clock of the job queue.

import { CronExpressionParser } from 'cron-parser'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

export interface CronLine {
  /** Minutes since midnight. */
  minutes: number[]
  /** Whether it fires on the day that begins at this moment, UTC. */
  fires: (midnight: number) => boolean
}

/** Five fields: minute hour day month weekday; null when the line cannot be read. */
export function readCron(text: string): CronLine | null {
  if (text.trim().split(/\s+/).length !== 5) return null
  try {
    const line = CronExpressionParser.parse(text, { tz: 'UTC' })
    const { hour, minute } = line.fields
    const minutes = hour.values.flatMap((one) => minute.values.map((other) => one * 60 + other))
    const [first = 0] = minutes
    return { minutes, fires: (midnight) => line.includesDate(new Date(midnight + first * MINUTE_MS)) }
  } catch {
    return null
  }
}

/** The first day of a year on which both fire, as 2026-01-05; null when they never do. */
export function firstCommonDay(left: CronLine, right: CronLine): string | null {
  const start = Date.UTC(2026, 0, 1)
  for (let day = 0; day < 366; day++) {
    const midnight = start + day * DAY_MS
    if (left.fires(midnight) && right.fires(midnight)) return new Date(midnight).toISOString().slice(0, 10)
  }
  return null
}
