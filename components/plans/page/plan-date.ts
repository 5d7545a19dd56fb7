import type { Reading } from '../fields/reading.ts'

/** A day that the calendar has: 2026-11-21. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text.trim())) return false
  const day = new Date(`${text.trim()}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text.trim()
}

export function readDate(text: string): Reading {
  if (!isDate(text)) return { ok: false, message: `"${text}" is no date; write it like 2026-11-21` }
  const day = new Date(`${text.trim()}T00:00:00Z`)
  const says = day.toLocaleDateString('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
  return { ok: true, value: day.getTime(), says }
}
