// Logarithmic axes: latencies and percentiles reach over several powers of ten.

import { linearScale, type Scale } from './scale.ts'

/** `domain` in the unit of the axis, above zero; values at or below zero stand at its beginning. */
export function logScale([from, to]: readonly [number, number], range: readonly [number, number]): Scale {
  const low = Math.log10(from)
  const scale = linearScale([low, Math.log10(to)], range)
  const at = (value: number): number => scale(value > 0 ? Math.log10(value) : low)
  return Object.assign(at, { invert: (pixel: number) => 10 ** scale.invert(pixel) })
}

/** `50`, `2 s` of milliseconds: round ticks need no digits behind the point. */
export const latencyTick = (ms: number): string =>
  ms >= 1000 ? `${Number((ms / 1000).toPrecision(3))}\u00a0s` : String(Number(ms.toPrecision(3)))

const FINE = [1, 2, 5]

/** Round values within the domain: 1, 2 and 5 of each power of ten, or only the powers where these are too many. */
export function logTicks(from: number, to: number, most = 7): number[] {
  const powers: number[] = []
  for (let power = Math.floor(Math.log10(from)); power <= Math.ceil(Math.log10(to)); power += 1) powers.push(power)
  const of = (steps: readonly number[]): number[] =>
    powers
      .flatMap((power) => steps.map((step) => Number((step * 10 ** power).toPrecision(3))))
      .filter((value) => value >= from * 0.999 && value <= to * 1.001)
  const fine = of(FINE)
  if (fine.length <= most) return fine
  const whole = of([1])
  return whole.length >= 2 ? whole : fine.filter((_, i) => i % Math.ceil(fine.length / most) === 0)
}
