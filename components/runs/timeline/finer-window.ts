// Whether a stretch of a run could be drawn finer than it is, and what to read for that.

import type { TimeSpan } from '#components/charts/chart-rows.ts'
import { resolutionFor } from '#lib/runs/resolution.ts'
import type { LivePoint } from '#lib/runs/schema.ts'

/** The shortest stretch that is read, seconds: one that is followed live is read again each time it has moved on so far. */
const SHORTEST = 60

/** Milliseconds since the start, at the ends of the coarse points they replace; null where nothing finer is to be had. */
export function finerWindow(points: readonly LivePoint[], shown: TimeSpan): { from: number; to: number } | null {
  const finest = resolutionFor(shown.to - shown.from)
  const coarse = points
    .filter((point) => point.second + point.seconds > shown.from && point.second < shown.to)
    .filter((point) => point.seconds > finest)
  const [first, last] = [coarse[0], coarse.at(-1)]
  if (!first || !last) return null
  const step = Math.max(SHORTEST, ...coarse.map((point) => point.seconds))
  const from = Math.floor(first.second / step) * step
  const to = Math.ceil((last.second + last.seconds) / step) * step
  return { from: from * 1000, to: to * 1000 }
}
