// Compared numbers as people read them.

import { type Shown, say, showLatency, showPercent, showRate } from '#lib/core/number-format.ts'
import type { ChangeView, ComparedRow } from '#lib/verdicts/comparison-schema.ts'

export type Metric = ComparedRow['metric']

export const METRIC_NAMES: Record<Metric, string> = {
  p50: 'p50',
  p95: 'p95',
  p99: 'p99',
  rate: 'rate',
  errors: 'error rate',
}

export function showMetric(metric: Metric, value: number | null): Shown {
  if (metric === 'rate') return showRate(value)
  return metric === 'errors' ? showPercent(value) : showLatency(value)
}

/** `+18.2 % to +24.9 %`. */
export function intervalText(metric: Metric, { interval }: ChangeView): string | null {
  if (!interval) return null
  const one = (value: number) =>
    `${sign(value)}${metric === 'errors' ? points(value) : say(showPercent(Math.abs(value), 1))}`
  return `${one(interval[0])} to ${one(interval[1])}`
}

/** Past what would count, if it were beyond chance. */
export function isLarge(metric: Metric, { before, after, relative, threshold }: ChangeView): boolean {
  return Math.abs(metric === 'errors' ? after - before : (relative ?? 0)) > threshold
}

const sign = (value: number) => (value > 0 ? '+' : value < 0 ? '−' : '')
const points = (share: number) => `${(Math.abs(share) * 100).toFixed(2)}\u00a0pp`

/** `21.5 % slower`, `12.2 % faster`, `no change`; `unclear` where it is large but may be chance. */
export function verdictWords(metric: Metric, change: ChangeView | null): string {
  if (!change) return 'not measured in both'
  if (!change.moved) {
    if (!change.interval) return 'too short to tell'
    return isLarge(metric, change) ? 'unclear' : 'no change'
  }
  if (metric === 'errors')
    return `${points(change.after - change.before)} ${change.direction === 'worse' ? 'more' : 'fewer'}`
  const by = say(showPercent(Math.abs(change.relative ?? 0), 1))
  if (metric === 'rate') return `${by} ${change.direction === 'worse' ? 'less' : 'more'}`
  return `${by} ${change.direction === 'worse' ? 'slower' : 'faster'}`
}
