// The moments a cron line names, as minutes of a day and as days. Five fields: minute hour day month weekday; `1#2` is the second Monday.

const DAY_MS = 86_400_000

export interface CronLine {
  /** Minutes since midnight. */
  minutes: number[]
  /** Whether it fires on the day that begins at this moment, UTC. */
  fires: (midnight: number) => boolean
}

/** null when the line cannot be read. */
export function readCron(text: string): CronLine | null {
  const fields = text.trim().split(/\s+/)
  const [minute, hour, day, month, weekday] = fields
  if (fields.length !== 5 || !minute || !hour || !day || !month || !weekday) return null
  const hours = numbersOf(hour, 0, 23)
  const within = numbersOf(minute, 0, 59)
  const [days, months] = [numbersOf(day, 1, 31), numbersOf(month, 1, 12)]
  const isWeekday = weekdayTest(weekday)
  if (!hours || !within || !days || !months || !isWeekday) return null
  const either = day !== '*' && weekday !== '*'
  return {
    minutes: hours.flatMap((one) => within.map((other) => one * 60 + other)),
    fires: (midnight) => {
      const date = new Date(midnight)
      const [onDay, onWeekday] = [days.includes(date.getUTCDate()), isWeekday(date)]
      return months.includes(date.getUTCMonth() + 1) && (either ? onDay || onWeekday : onDay && onWeekday)
    },
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

function weekdayTest(text: string): ((date: Date) => boolean) | null {
  const nth = /^([0-7])#([1-5])$/.exec(text)
  if (nth) {
    const [weekday, week] = [Number(nth[1]) % 7, Number(nth[2])]
    return (date) => date.getUTCDay() === weekday && Math.ceil(date.getUTCDate() / 7) === week
  }
  const days = numbersOf(text, 0, 7)?.map((one) => one % 7)
  return days ? (date) => days.includes(date.getUTCDay()) : null
}

/** Lists of numbers, ranges and steps. */
function numbersOf(text: string, least: number, most: number): number[] | null {
  const found: number[] = []
  for (const part of text.split(',')) {
    const match = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part)
    if (!match) return null
    const from = match[1] === undefined ? least : Number(match[1])
    const to =
      match[2] !== undefined ? Number(match[2]) : match[1] === undefined || match[3] !== undefined ? most : from
    const step = Number(match[3] ?? 1)
    if (step < 1 || from < least || to > most) return null
    for (let value = from; value <= to; value += step) found.push(value)
  }
  return found
}
