// Where target, limit and value stand on a gauge, in percent of its width from the left.
// The scale begins at zero and ends at 1.2 × the limit. Where higher is better it is mirrored: red before the limit, grey
// past the target, and the scale begins below the limit, because the room lies between limit and target.

export interface GaugeInput {
  value: number
  /** 95 % interval, or the two values a reader should compare. */
  interval?: readonly [number, number] | null
  target: number
  /** null: there is only a target, and amber past it. */
  limit: number | null
  higherIsBetter: boolean
}

export interface GaugeScale {
  target: number
  limit: number
  value: number
  low: number
  high: number
  /** The value lies outside of the scale: the needle stands at its end. */
  past: boolean
}

export function gaugeScale({ value, interval, target, limit, higherIsBetter }: GaugeInput): GaugeScale {
  const [from, to] = higherIsBetter ? upwards(target, limit ?? 0) : downwards(target, limit ?? target)
  const width = to - from || 1
  const percent = (v: number): number => Math.max(0, Math.min(100, ((v - from) / width) * 100))
  return {
    target: percent(target),
    limit: limit === null ? (higherIsBetter ? 0 : 100) : percent(limit),
    value: percent(value),
    low: percent(interval ? Math.min(interval[0], interval[1]) : value),
    high: percent(interval ? Math.max(interval[0], interval[1]) : value),
    past: value > to || value < from,
  }
}

function downwards(target: number, limit: number): [number, number] {
  const end = 1.2 * Math.max(limit, target)
  // `error_rate = 0` has no room at all: the tick stands at the left and everything past it is red.
  return [0, end > 0 ? end : 1]
}

function upwards(target: number, limit: number): [number, number] {
  const room = Math.abs(target - limit)
  if (room === 0) return [0, 1.2 * target || 1]
  return [Math.max(0, limit - 1.1 * room), target + 0.8 * room]
}
