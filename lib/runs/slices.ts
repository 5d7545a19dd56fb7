// How a window falls into slices: stretches of time by the clock or by the load that was asked for.
// Units: seconds since the start of the run; users, or arrivals per second.

import { say, showClock, showCount, showRate } from '#lib/core/number-format.ts'
import type { LoadProfile, Stage } from '#lib/load/profile.ts'
import { columnsFor } from './heat-columns.ts'
import type { Slice } from './slice-schema.ts'
import { type MergedWindow, shownQuantile } from './window.ts'

const MOST_PERIODS = 12

export interface Stretch {
  key: string
  label: string
  level: number | null
  from: number
  to: number
}

interface Window {
  fromSecond: number
  toSecond: number
}

/** At most twelve, in whole steps of the clock. */
export function periodsOf({ fromSecond, toSecond }: Window): Stretch[] {
  return columnsFor(fromSecond, toSecond, Number.POSITIVE_INFINITY, MOST_PERIODS).map(({ second, seconds }) => {
    const label = `${showClock(second)} to ${showClock(second + seconds)}`
    return { key: String(second), label, level: null, from: second, to: second + seconds }
  })
}

/**
 * Stages of the schedule within the window: stages that hold the same level share a key. What came in after the schedule belongs to its
 * last stage.
 */
export function loadStretchesOf({ stages, model }: LoadProfile, { fromSecond, toSecond }: Window): Stretch[] {
  const edgeOf = (ms: number) => Math.floor(ms / 1000)
  return stages.flatMap((stage, index) => {
    const end = index === stages.length - 1 ? toSecond : edgeOf(stage.startMs + stage.durationMs)
    const [from, to] = [Math.max(fromSecond, edgeOf(stage.startMs)), Math.min(toSecond, end)]
    return from < to ? [{ ...nameOf(stage, model), from, to }] : []
  })
}

function nameOf(
  { key, phase, from, to }: Stage,
  model: LoadProfile['model'],
): Pick<Stretch, 'key' | 'label' | 'level'> {
  const said = (level: number) => (model === 'users' ? `${showCount(level)[0]} users` : say(showRate(level)))
  if (phase === 'wait') return { key: `stage/${key}`, label: `${key}: waiting`, level: null }
  if (from === to) return { key: `level/${to}`, label: said(to), level: to }
  return { key: `stage/${key}`, label: `${key}: ${said(from)} to ${said(to)}`, level: null }
}

/** The numbers of a slice; `seconds` is how long it lasted altogether. */
export function sliceNumbers(
  window: MergedWindow,
  seconds: number,
): Omit<Slice, 'key' | 'label' | 'windows' | 'level'> {
  const { offered, sent, ok, failed } = window.counts
  const finished = ok + failed
  const ms = (fraction: number) => {
    const micros = shownQuantile(window, fraction)
    return micros === null ? null : micros / 1000
  }
  return {
    ...{ offered, sent, ok, failed },
    ratePerSecond: seconds > 0 ? finished / seconds : 0,
    errorRate: finished > 0 ? failed / finished : null,
    ...{ p50Ms: ms(0.5), p95Ms: ms(0.95), p99Ms: ms(0.99), maxMs: ms(1) },
  }
}
