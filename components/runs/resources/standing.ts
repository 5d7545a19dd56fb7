// Where a monitored value stands against its lines: colour, icon and word change together.

import type { VerdictWord } from '#components/verdicts/verdict-badge.tsx'
import type { MonitorSeriesView } from '#lib/monitors/schema.ts'
import { drawnPoints } from './resource-plots.ts'

export interface Standing {
  verdict: VerdictWord
  word: string
}

/** `value`: as it was read. null without a line to hold it against. */
export function standingOf(value: number | null, lines: MonitorSeriesView['lines']): Standing | null {
  if (value === null || !lines.some(({ tone }) => tone !== 'plain')) return null
  const isBeyond = ({ at, isLowerBetter }: MonitorSeriesView['lines'][number]) =>
    isLowerBetter ? value > at : value < at
  const broken = lines.find((line) => line.tone === 'limit' && isBeyond(line))
  if (broken) return { verdict: 'fail', word: broken.label === 'critical' ? 'Critical' : `Beyond ${broken.label}` }
  const worst = lines.filter((line) => line.tone === 'target' && isBeyond(line)).at(-1)
  return worst ? { verdict: 'warn', word: `Beyond ${worst.label}` } : { verdict: 'pass', word: 'Normal' }
}

export interface Figures {
  /** As they were read, within the window. */
  mean: number | null
  newest: number | null
  most: { value: number; offsetMs: number } | null
  readings: number
}

/** Of what a chart draws between two seconds. */
export function figuresOf(metric: MonitorSeriesView, { from, to }: { from: number; to: number }): Figures {
  const values = drawnPoints(metric).flatMap(({ offsetMs, value }) =>
    value === null || offsetMs < from * 1000 || offsetMs > to * 1000 ? [] : [{ value, offsetMs }],
  )
  const most = values.reduce<Figures['most']>((best, one) => (!best || one.value > best.value ? one : best), null)
  const mean = values.length > 0 ? values.reduce((sum, { value }) => sum + value, 0) / values.length : null
  return { mean, newest: values.at(-1)?.value ?? null, most, readings: values.length }
}

/** Why nothing is known at a second; null where something is. */
export function gapAt({ gaps }: Pick<MonitorSeriesView, 'gaps'>, second: number): string | null {
  return gaps.find(({ fromMs, toMs }) => second * 1000 >= fromMs && second * 1000 < toMs)?.why ?? null
}
