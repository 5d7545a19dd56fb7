// How an analysis is put together: figures, lines over time, and the one that has nothing to say.

import { say, showClock, showLatency } from '#lib/core/number-format.ts'
import type { Analysis, AnalysisChart, AnalysisUnit, Figure } from './analysis.ts'
import type { RunPoint } from './run-data.ts'

export function figure(
  key: string,
  label: string,
  value: number | null,
  unit: AnalysisUnit,
  { interval = null, note }: { interval?: [number, number] | null; note?: string } = {},
): Figure {
  return { key, label, value, unit, interval, ...(note ? { note } : {}) }
}

type Head = Pick<Analysis, 'key' | 'title' | 'howToRead'>
type Said = Pick<Analysis, 'tone' | 'sentence'> & Partial<Analysis>

/** What is not given is empty. */
export function analysis(head: Head, said: Said): Analysis {
  return { ...head, figures: [], chart: null, table: null, window: null, suggestion: null, ...said }
}

export const unknown = (head: Head, why: string): Analysis => analysis(head, { tone: 'unknown', sentence: why })

type Line = AnalysisChart['lines'][number]

const MOST_POINTS = 600

/** Over time, as ms since the start, thinned to at most 600 points by the greatest of its neighbours. */
export function lineOverTime(
  { key, label, kind = 'line' }: Pick<Line, 'key' | 'label'> & { kind?: Line['kind'] },
  points: readonly RunPoint[],
  value: (point: RunPoint) => number | null,
): Line {
  const size = Math.ceil(points.length / MOST_POINTS)
  const groups = Array.from({ length: Math.ceil(points.length / Math.max(1, size)) }, (_, at) =>
    points.slice(at * size, (at + 1) * size),
  )
  const drawn = groups.map((group) => {
    const values = group.map(value).filter((one) => one !== null)
    return { x: group[0]!.second * 1000, y: values.length > 0 ? Math.max(...values) : null }
  })
  return { key, label, kind, points: drawn }
}

/** In a sentence: seconds below two minutes, then as a clock of minutes or hours. */
export function saySpan(ms: number): string {
  if (ms < 120_000) return say(showLatency(ms))
  return `${showClock(ms / 1000)}\u00a0${ms < 3_600_000 ? 'min' : 'h'}`
}

export const atClock = (ms: number): string => showClock(ms / 1000)
export const plural = (count: number, one: string, many = `${one}s`): string => (count === 1 ? one : many)
