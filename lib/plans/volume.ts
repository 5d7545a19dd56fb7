// How much a volume test leaves behind: growth written as a size in a time, such as 1GB/h.

import { parseDuration, unitMs } from '#lib/core/duration.ts'
import { parseSize } from '#lib/core/units.ts'

/** Bytes after `durationMs`, for a growth such as `1GB/h`; null where it is no such thing. */
export function volumeAtEnd(growth: string, durationMs: number): number | null {
  const match = /^(.+?)\s*(?:\/|\bper\b|\ban?\b)\s*(\S+)$/i.exec(growth.trim())
  const size = parseSize(match?.[1] ?? '')
  if (!match || !size.ok) return null
  const period = /^\d/.test(match[2] ?? '')
    ? parseDuration(match[2] ?? '')
    : { ok: true, value: unitMs(match[2] ?? '') }
  const periodMs = period.ok && 'value' in period ? period.value : null
  return periodMs ? (size.value * durationMs) / periodMs : null
}
