// Data completeness: which seconds of the run hold data.
//   share = seconds with a row ÷ seconds from the start to the end of the run; a gap is a stretch without
// Units: milliseconds since the start. Source: the rows themselves; what it means for the verdict is part of validity.

import { say, showPercent } from '#lib/core/number-format.ts'
import type { Analysis } from './analysis.ts'
import { analysis, atClock, figure, plural, saySpan } from './figure.ts'
import { endSecondOf, type RunData, type RunPoint } from './run-data.ts'

export interface Gap {
  fromMs: number
  toMs: number
}

export function gapsOf(points: readonly RunPoint[], durationMs: number): Gap[] {
  const end = Math.floor(durationMs / 1000)
  const gaps: Gap[] = []
  let reached = 0
  for (const point of points) {
    if (point.second > reached) gaps.push({ fromMs: reached * 1000, toMs: Math.min(point.second, end) * 1000 })
    reached = Math.max(reached, endSecondOf(point))
  }
  if (reached < end) gaps.push({ fromMs: reached * 1000, toMs: end * 1000 })
  return gaps.filter(({ fromMs, toMs }) => toMs > fromMs)
}

export function analyseCompleteness({ points, durationMs }: RunData): Analysis {
  const gaps = gapsOf(points, durationMs)
  const missing = gaps.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)
  const whole = Math.floor(durationMs / 1000) * 1000
  const share = whole > 0 ? 1 - missing / whole : 1
  const longest = gaps.toSorted((a, b) => b.toMs - b.fromMs - (a.toMs - a.fromMs))[0]
  return analysis(
    {
      key: 'completeness',
      title: 'Completeness of the data',
      howToRead: 'The share of the seconds of the run that hold data. Gaps are drawn as gaps, never as zero.',
    },
    {
      tone: share >= 0.99 ? 'good' : 'bad',
      sentence: longest
        ? `${say(showPercent(share))} of the seconds hold data; ${gaps.length} ${plural(gaps.length, 'gap')}, the longest from ${atClock(longest.fromMs)} to ${atClock(longest.toMs)} (${saySpan(longest.toMs - longest.fromMs)}).`
        : 'Every second of the run holds data.',
      figures: [
        figure('completeness', 'Seconds with data', share, 'fraction'),
        figure('gaps', 'Gaps', gaps.length, 'count'),
        figure('missing', 'Missing', missing, 'ms'),
      ],
      table: longest
        ? {
            columns: [
              { key: 'from', label: 'From', unit: 'text' },
              { key: 'to', label: 'To', unit: 'text' },
            ],
            rows: gaps.slice(0, 100).map(({ fromMs, toMs }) => ({ from: atClock(fromMs), to: atClock(toMs) })),
          }
        : null,
    },
  )
}
