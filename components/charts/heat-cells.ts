// From counts of time × latency to cells of six strengths, on a logarithmic scale of counts per second.

import type { LatencyView } from '#lib/runs/latency-schema.ts'

export type Heat = LatencyView['heat']

export const HEAT_LEVELS = 6

/** `rate` in requests per second: 1 where it is the lowest there is, up to 6 where it is the highest; 0 for none. */
export function heatLevel(rate: number, lowest: number, highest: number): number {
  if (!(rate > 0)) return 0
  if (highest <= lowest) return HEAT_LEVELS
  const share = Math.log(rate / lowest) / Math.log(highest / lowest)
  return Math.min(HEAT_LEVELS, 1 + Math.floor(Math.max(0, share) * HEAT_LEVELS))
}

/** For each strength the rectangles of it as one path: seven elements instead of thousands. */
export function heatPaths(
  { columns }: Pick<Heat, 'columns'>,
  x: (second: number) => number,
  y: (edge: number) => number,
): string[] {
  const rates = columns.flatMap(({ counts, seconds }) => counts.filter((n) => n > 0).map((n) => n / seconds))
  const [lowest, highest] = [Math.min(...rates), Math.max(...rates)]
  const paths = Array.from({ length: HEAT_LEVELS + 1 }, () => '')
  for (const { second, seconds, counts } of columns) {
    const left = x(second)
    const wide = x(second + seconds) - left
    counts.forEach((count, at) => {
      const level = heatLevel(count / seconds, lowest, highest)
      if (level === 0) return
      const [bottom, top] = [y(at), y(at + 1)]
      paths[level] += `M${round(left)} ${round(top)}h${round(wide)}V${round(bottom)}h${round(-wide)}z`
    })
  }
  return paths
}

const round = (value: number): number => Math.round(value * 10) / 10

export interface HeatCell {
  second: number
  seconds: number
  fromMs: number
  toMs: number
  count: number
}

/** The cell at a second and a latency; null outside of what was measured. */
export function heatCellAt({ columns, edgesMs }: Heat, second: number, ms: number): HeatCell | null {
  const column = columns.find((one) => second >= one.second && second < one.second + one.seconds)
  const at = edgesMs.findIndex((edge, i) => ms >= edge && ms < (edgesMs[i + 1] ?? edge))
  const [fromMs, toMs] = [edgesMs[at], edgesMs[at + 1]]
  if (!column || fromMs === undefined || toMs === undefined) return null
  return { second: column.second, seconds: column.seconds, fromMs, toMs, count: column.counts[at] ?? 0 }
}
