// The downtime an availability leaves. A month is a twelfth of a year of 365.25 days: 99.9 % leaves 43 min 50 s of it.

const DAY_MS = 86_400_000

const PERIODS = [
  { per: 'day', days: 1 },
  { per: 'week', days: 7 },
  { per: 'month', days: 365.25 / 12 },
  { per: 'year', days: 365.25 },
] as const

/** `uptime` as a fraction (0.999); durations in milliseconds, to the second from a minute on. Null for what is no share. */
export function downtimeBudget(uptime: number): { per: string; ms: number }[] | null {
  if (uptime < 0 || uptime > 1) return null
  return PERIODS.map(({ per, days }) => {
    const ms = (1 - uptime) * days * DAY_MS
    return { per, ms: ms >= 60_000 ? Math.round(ms / 1000) * 1000 : Number(ms.toPrecision(3)) }
  })
}
