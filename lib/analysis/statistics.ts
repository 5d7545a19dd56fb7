// Statistics that need no assumption about a distribution.
// Theil–Sen slope: the median of the slopes between all pairs of points (Theil 1950, Sen 1968); 29 % of the points may be anything.
//   Its 95 % interval: the pairs' slopes at the ranks (N ∓ C) / 2 of N, C = 1.96 · √Var(S) (Sen 1968).
// Mann–Kendall: S = Σ sign(xⱼ − xᵢ) over j > i; Z = (S ∓ 1) / √Var(S), Var(S) = n(n − 1)(2n + 5) / 18 less ties. Neighbours that are
//   alike make it see trends where there are none, so Var(S) is multiplied by n / n*, n / n* = 1 + 2/n · Σ (n − k) · r(k) over lags k
//   up to the first without positive autocorrelation r(k) of the detrended values (Yue & Wang 2004); never below 1.
// Spearman: Pearson's coefficient of the ranks, ties sharing their mean rank.
// Units: whatever is given; slopes per unit of x.

export function median(values: readonly number[]): number | null {
  return quantileOf(values, 0.5)
}

/** Between two values in proportion; null of none. `fraction` is 0 – 1. */
export function quantileOf(values: readonly number[], fraction: number): number | null {
  if (values.length === 0) return null
  const sorted = Float64Array.from(values).sort()
  const place = (sorted.length - 1) * fraction
  const below = sorted[Math.floor(place)]!
  return below + (sorted[Math.ceil(place)]! - below) * (place % 1)
}

export const meanOf = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length

export interface Point {
  x: number
  y: number
}

export interface Trend {
  slope: number
  /** y at x = 0 of the line through the medians. */
  intercept: number
  /** 95 %. */
  interval: [number, number]
  /** Two-sided, of Mann–Kendall corrected for autocorrelation. */
  pValue: number
  n: number
}

const FEWEST = 8

/** Points in order of x; null with fewer than eight. Time and memory grow with the square of their number: give at most a thousand. */
export function trendOf(points: readonly Point[]): Trend | null {
  const n = points.length
  if (n < FEWEST) return null
  const slopes = new Float64Array((n * (n - 1)) / 2)
  let [at, s] = [0, 0]
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const rise = points[j]!.y - points[i]!.y
      slopes[at++] = rise / (points[j]!.x - points[i]!.x)
      s += Math.sign(rise)
    }
  }
  slopes.sort()
  const slope = medianOfSorted(slopes)
  const residuals = points.map(({ x, y }) => y - slope * x)
  const deviation = Math.sqrt(variance(points) * crowding(residuals))
  const reach = (1.96 * deviation) / 2
  const middle = slopes.length / 2
  const rank = (place: number) => slopes[Math.min(slopes.length - 1, Math.max(0, Math.round(place)))]!
  return {
    slope,
    intercept: median(residuals)!,
    interval: [rank(middle - reach), rank(middle + reach)],
    pValue: deviation === 0 ? 1 : twoSided((s - Math.sign(s)) / deviation),
    n,
  }
}

function medianOfSorted(sorted: Float64Array): number {
  const half = (sorted.length - 1) / 2
  return (sorted[Math.floor(half)]! + sorted[Math.ceil(half)]!) / 2
}

/** Of S, less what ties take from it. */
function variance(points: readonly Point[]): number {
  const term = (n: number) => n * (n - 1) * (2 * n + 5)
  const ties = [...Map.groupBy(points, ({ y }) => y).values()].reduce((sum, { length }) => sum + term(length), 0)
  return (term(points.length) - ties) / 18
}

/** n / n*: how many values are worth one that is independent of the others. */
function crowding(residuals: readonly number[]): number {
  const n = residuals.length
  const mean = meanOf(residuals)!
  const centred = residuals.map((value) => value - mean)
  const power = centred.reduce((sum, value) => sum + value * value, 0)
  // What is left of a straight line is rounding, which remembers itself.
  const rounding = 1e-9 * Math.max(...residuals.map(Math.abs))
  if (power <= n * rounding * rounding) return 1
  let factor = 1
  // Past the first lag that is not positive there is only noise to add up (Geyer 1992, initial positive sequence).
  for (let lag = 1; lag < n / 4; lag++) {
    let sum = 0
    for (let i = lag; i < n; i++) sum += centred[i]! * centred[i - lag]!
    const r = sum / power
    if (r <= 0) break
    factor += (2 / n) * (n - lag) * r
  }
  return Math.max(1, factor)
}

/** Probability that a normal variable lies further out than z, on either side (Abramowitz & Stegun 7.1.26, error < 1.5e-7). */
function twoSided(z: number): number {
  const x = Math.abs(z) / Math.SQRT2
  const t = 1 / (1 + 0.3275911 * x)
  const polynomial = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
  return Math.min(1, polynomial * Math.exp(-x * x))
}

/** Spearman's coefficient of two series of equal length; null where one is constant or there are fewer than eight pairs. */
export function spearman(a: readonly number[], b: readonly number[]): number | null {
  if (a.length !== b.length) throw new RangeError('a correlation needs series of equal length')
  if (a.length < FEWEST) return null
  return pearson(ranksOf(a), ranksOf(b))
}

function ranksOf(values: readonly number[]): number[] {
  const order = values.map((value, at) => ({ value, at })).sort((a, b) => a.value - b.value)
  const ranks = new Array<number>(values.length)
  for (let from = 0; from < order.length; ) {
    let to = from
    while (to + 1 < order.length && order[to + 1]!.value === order[from]!.value) to++
    for (let i = from; i <= to; i++) ranks[order[i]!.at] = (from + to) / 2 + 1
    from = to + 1
  }
  return ranks
}

function pearson(a: readonly number[], b: readonly number[]): number | null {
  const [meanA, meanB] = [meanOf(a)!, meanOf(b)!]
  let [ab, aa, bb] = [0, 0, 0]
  for (let i = 0; i < a.length; i++) {
    const [da, db] = [a[i]! - meanA, b[i]! - meanB]
    ab += da * db
    aa += da * da
    bb += db * db
  }
  return aa === 0 || bb === 0 ? null : ab / Math.sqrt(aa * bb)
}
