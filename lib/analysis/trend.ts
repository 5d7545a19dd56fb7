// Where a metric changed its level over runs. Optimal partitioning (Jackson et al. 2005; what PELT, Killick et al. 2012, prunes): of all ways
// to cut n values into levels of at least two runs, the one with the least Σ (x − mean of its level)² / σ² + β · cuts, with β = 3 ln n and
// at least 10, σ from the middle of the steps between neighbours (median |xᵢ − xᵢ₋₁| / 0.954, which a few cuts hardly move), never below 1 %
// of ln x. Values above 0 are taken as ln x, so that a change is a share of the level; shares of errors as they are. A cut
// between levels less than 5 % (errors: 0.1 percentage points) apart is none. One run that stands out from both its neighbours (by more than
// 4 σ, on the same side) is no level: it counts as the nearer of them. Fewer than six values tell nothing.

import { median } from './statistics.ts'

const LEAST_VALUES = 6
const LEAST_RUNS = 2
const LEAST_CHANGE = 0.05
const LEAST_SHARE = 0.001
const LEAST_DEVIATION = 0.01

export interface ChangePoint {
  /** Of the first value of the new level. */
  index: number
  before: number
  after: number
}

/** `values` in order of time, without gaps. `kind`: latencies and rates, or shares of errors. */
export function changePoints(values: readonly number[], kind: 'level' | 'share'): ChangePoint[] {
  const isLevel = kind === 'level'
  if (values.length < LEAST_VALUES || (isLevel && values.some((value) => !(value > 0)))) return []
  const scaled = isLevel ? values.map(Math.log) : values
  const deviation = deviationOf(scaled, isLevel ? LEAST_DEVIATION : LEAST_SHARE)
  const levels = partition(withoutLoners(scaled, deviation), deviation)
  const meanOf = (from: number, to: number) => {
    const mean = scaled.slice(from, to).reduce((sum, value) => sum + value, 0) / (to - from)
    return isLevel ? Math.exp(mean) : mean
  }
  return levels.slice(1).flatMap((from, at) => {
    const before = meanOf(levels[at]!, from)
    const after = meanOf(from, levels[at + 2] ?? values.length)
    const isLarge = isLevel ? Math.abs(after / before - 1) > LEAST_CHANGE : Math.abs(after - before) > LEAST_SHARE
    return isLarge ? [{ index: from, before, after }] : []
  })
}

function deviationOf(values: readonly number[], least: number): number {
  const steps = values.slice(1).map((value, index) => Math.abs(value - values[index]!))
  return Math.max((median(steps) ?? 0) / 0.954, least)
}

function withoutLoners(values: readonly number[], deviation: number): number[] {
  return values.map((value, index) => {
    const [before, after] = [values[index - 1], values[index + 1]]
    if (before === undefined || after === undefined) return value
    const [high, low] = [Math.max(before, after), Math.min(before, after)]
    if (value > high + 4 * deviation) return high
    return value < low - 4 * deviation ? low : value
  })
}

/** Indices at which levels begin, the first 0. */
function partition(values: readonly number[], deviation: number): number[] {
  const penalty = Math.max(10, 3 * Math.log(values.length))
  const [sums, squares] = [[0], [0]]
  for (const value of values) {
    sums.push(sums.at(-1)! + value / deviation)
    squares.push(squares.at(-1)! + (value / deviation) ** 2)
  }
  const cost = (from: number, to: number) =>
    squares[to]! - squares[from]! - (sums[to]! - sums[from]!) ** 2 / (to - from)
  const best: { cost: number; from: number }[] = [{ cost: -penalty, from: 0 }]
  for (let to = 1; to <= values.length; to++) {
    let found = { cost: Number.POSITIVE_INFINITY, from: 0 }
    for (let from = 0; from <= to - LEAST_RUNS; from++) {
      const whole = best[from]!.cost + penalty + cost(from, to)
      if (whole < found.cost) found = { cost: whole, from }
    }
    best.push(found)
  }
  const levels: number[] = []
  for (let to = values.length; to > 0; to = best[to]!.from) levels.unshift(best[to]!.from)
  return levels
}
