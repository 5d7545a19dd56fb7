// Compliance = windows in which the value meets its target / all windows. A window is ten seconds long where those hold 20 attempts on
// average, else a minute; one without data is not compliant. The worst minute is the one with the worst value, or without any.

import type { Comparator } from '#lib/plans/criterion.ts'
import type { Compliance } from '#lib/runs/verdict-schema.ts'
import { holds } from './comparator.ts'
import type { Course, Moment } from './course.ts'

const LEAST_ATTEMPTS = 20

/** null where nothing was followed. */
export function complianceOf(comparator: Comparator, target: number, { tens, minutes }: Course): Compliance | null {
  const attempts = tens.reduce((sum, one) => sum + one.attempts, 0)
  const isFine = tens.length > 0 && attempts >= LEAST_ATTEMPTS * tens.length
  const windows = isFine ? tens : minutes
  if (windows.length === 0) return null
  const compliant = windows.filter(({ value }) => value !== null && holds(comparator, value, target)).length
  return {
    share: compliant / windows.length,
    windows: windows.length,
    compliant,
    windowSeconds: isFine ? 10 : 60,
    worst: worstOf(comparator, target, minutes),
  }
}

function worstOf(comparator: Comparator, target: number, minutes: readonly Moment[]): Compliance['worst'] {
  const badness = ({ value }: Moment): number => {
    if (value === null) return Number.POSITIVE_INFINITY
    if (comparator === '<' || comparator === '<=') return value
    return comparator === '>' || comparator === '>=' ? -value : Math.abs(value - target)
  }
  const [first, ...others] = minutes
  if (!first) return null
  const worst = others.reduce((found, one) => (badness(one) > badness(found) ? one : found), first)
  return { atMs: worst.fromMs, value: worst.value !== null && Number.isFinite(worst.value) ? worst.value : null }
}
