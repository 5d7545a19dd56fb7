// Axes of the charts: round ticks, zero-based scales, places for labels. Pixels grow downwards.

export interface Scale {
  (value: number): number
  invert: (pixel: number) => number
}

export function linearScale(domain: readonly [number, number], range: readonly [number, number]): Scale {
  const [d0, d1] = domain
  const [r0, r1] = range
  const factor = d1 === d0 ? 0 : (r1 - r0) / (d1 - d0)
  const scale = (value: number): number => r0 + (value - d0) * factor
  return Object.assign(scale, { invert: (pixel: number) => (factor === 0 ? d0 : d0 + (pixel - r0) / factor) })
}

const STEPS = [1, 2, 2.5, 5, 10]

/** Round ticks from zero to at least `max`, at most `most` steps; the last one is the end of the scale. */
export function valueTicks(max: number, most = 4): number[] {
  if (!(max > 0)) return [0, 1]
  const rough = max / most
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = (STEPS.find((s) => s * power >= rough * 0.999999) ?? 10) * power
  const count = Math.ceil(max / step - 1e-9)
  return Array.from({ length: count + 1 }, (_, i) => Number((i * step).toPrecision(12)))
}

const TIME_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400]

/** Round elapsed seconds inside of [from, to], at most `most` of them. */
export function timeTicks(from: number, to: number, most = 15): number[] {
  const step = TIME_STEPS.find((s) => (to - from) / s <= most) ?? 86_400
  const ticks: number[] = []
  for (let t = Math.ceil(from / step) * step; t <= to + 1e-9; t += step) ticks.push(t)
  return ticks
}

/**
 * Top of a scale for `values` that must also show `rules`. A single stall must not flatten everything else: values beyond
 * 2.5 × the 98th percentile leave the scale and are drawn to its edge with a triangle.
 */
export function scaleTop(values: readonly (number | null)[], rules: readonly number[] = [], cutsStalls = true): number {
  const known = values.filter((v): v is number => v !== null && Number.isFinite(v)).sort((a, b) => a - b)
  const highest = known.at(-1) ?? 0
  const most = known[Math.min(known.length - 1, Math.floor(known.length * 0.98))] ?? 0
  const top = cutsStalls && known.length >= 20 && highest > 2.5 * most && most > 0 ? most * 1.6 : highest
  // Without data, or where nothing was, the rules are all there is to show.
  if (highest <= 0) return Math.max(0, ...rules) * 1.12
  // A rule far above the data would leave the data flat on the floor; the gutter then names it at the edge.
  const near = rules.filter((r) => r <= Math.max(top, 1e-9) * 10)
  return Math.max(top * 1.04, ...near.map((r) => r * 1.12), 0)
}

export interface PlacedLabel<T> {
  item: T
  y: number
}

/** Labels of the right gutter, pushed apart to at least `gap` pixels and kept above `floor`. */
export function pushApart<T>(
  labels: readonly { item: T; y: number }[],
  gap: number,
  ceiling: number,
  floor: number,
): PlacedLabel<T>[] {
  const placed = [...labels].sort((a, b) => a.y - b.y).map(({ item, y }) => ({ item, y: Math.max(y, ceiling) }))
  for (let i = 1; i < placed.length; i += 1) {
    const before = placed[i - 1]
    const here = placed[i]
    if (before && here) here.y = Math.max(here.y, before.y + gap)
  }
  let lowest = floor
  for (let i = placed.length - 1; i >= 0; i -= 1) {
    const here = placed[i]
    if (!here) continue
    here.y = Math.min(here.y, lowest)
    lowest = here.y - gap
  }
  return placed
}
