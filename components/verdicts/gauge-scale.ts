// What a plain number amounts to against its thresholds.

import type { Verdict } from '#lib/verdicts/verdict.ts'

export const isHigherBetter = (comparator: string): boolean => comparator === '>' || comparator === '>='

/** How a plain number stands against two thresholds, without interval or sample size: for what is happening now. */
export function standing(value: number, target: number, limit: number, comparator: string): Verdict {
  const holds = (threshold: number): boolean => {
    if (comparator === '<') return value < threshold
    if (comparator === '>') return value > threshold
    if (comparator === '>=') return value >= threshold
    if (comparator === '=') return value === threshold
    if (comparator === '!=') return value !== threshold
    return value <= threshold
  }
  if (!holds(limit)) return 'fail'
  return holds(target) ? 'pass' : 'warn'
}

/** Room left before the limit as a fraction of it; negative when broken; null where the limit is zero. */
export function headroomOf(value: number, limit: number, higherIsBetter: boolean): number | null {
  if (limit === 0) return null
  return (higherIsBetter ? value - limit : limit - value) / Math.abs(limit)
}
