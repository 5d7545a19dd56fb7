// The part of a run a finding speaks of, as people write it: elapsed time from its start, `01:30` or `1:04:10`.

import { showClock } from '#lib/core/number-format.ts'
import type { FindingView } from '#lib/improvement/schema.ts'

type Window = NonNullable<FindingView['window']>

/** Seconds of `1:30`, `01:04:10` or `90`; null when it is no elapsed time. */
export function readClock(text: string): number | null {
  if (!/^\d+(:[0-5]?\d){0,2}$/.test(text)) return null
  return text.split(':').reduce((seconds, part) => seconds * 60 + Number(part), 0)
}

/** Nothing in either means all of the run. */
export function readWindow(from: string, to: string): { window: Window | null } | { problem: string } {
  if (from === '' && to === '') return { window: null }
  const [first, last] = [readClock(from || '0'), readClock(to)]
  if (first === null || last === null) return { problem: 'Give elapsed times, e.g. from 01:30 to 02:10' }
  if (first >= last)
    return {
      problem: `It ends at ${to}, not after ${from || '00:00'}. Give a later end, e.g. ${showClock(first + 30)}`,
    }
  return { window: { fromMs: first * 1000, toMs: last * 1000 } }
}

export const clockOf = (ms: number | undefined): string => (ms === undefined ? '' : showClock(ms / 1000))
