// Moments as people read them: short, in UTC, and saying so.

/** `19 Nov 14:05 UTC` of an ISO time in UTC. */
export function showMoment(iso: string): string {
  const day = new Date(iso).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })
  return `${day} ${iso.slice(11, 16)} UTC`
}

/** `31 December 2026` of an ISO date, or of an ISO time in UTC. */
export function showDay(iso: string): string {
  const long = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const
  return new Date(iso).toLocaleDateString('en-GB', long)
}
