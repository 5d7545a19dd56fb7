// How far a value is from its target, for quantities written in the same unit.

import { parseDuration } from '#lib/core/duration.ts'
import { say, showBytes, showCount, showLatency, showPercent, showRate } from '#lib/core/number-format.ts'
import type { Quantity } from '#lib/core/quantity.ts'
import { parseCount, parsePercent, parseRate, parseSize } from '#lib/core/units.ts'

const UNITS: readonly [parse: (text: string) => Quantity, show: (value: number) => string][] = [
  [parseDuration, (value) => say(showLatency(value))],
  [parsePercent, (value) => say(showPercent(value))],
  [parseRate, (value) => say(showRate(value))],
  [parseSize, (value) => say(showBytes(value))],
  [parseCount, (value) => say(showCount(value))],
]

/** `+1.10 s (55 %)` for 3.1s against 2s; null where one of them is no quantity, or their units differ. */
export function gapBetween(current: string, target: string): string | null {
  for (const [parse, show] of UNITS) {
    const [now, wanted] = [parse(current), parse(target)]
    if (!now.ok || !wanted.ok) continue
    const gap = now.value - wanted.value
    if (gap === 0) return 'none'
    const part = wanted.value === 0 ? '' : ` (${Math.round((Math.abs(gap) / wanted.value) * 100)}\u00a0%)`
    return `${gap > 0 ? '+' : '−'}${show(Math.abs(gap))}${part}`
  }
  return null
}
