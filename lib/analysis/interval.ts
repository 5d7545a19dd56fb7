// 95 % intervals of what was measured over time. Attempts of one moment resemble each other, so whole blocks of time are what is drawn:
//   percentile, mean   block bootstrap (Künsch 1989; non-overlapping blocks, Carlstein 1986): B blocks are drawn from B with replacement,
//                      1,000 times; the interval reaches from the 2.5th to the 97.5th percentile of what the draws give
//   share x/n          Wilson score interval (1927) on the block-adjusted count n / d, with d = max(1, the variance of the share over
//                      blocks ÷ p(1 − p)/n) (design effect, Kish 1965); none of n → [0, 3/n], all of n → [1 − 3/n, 1] (rule of three)
// Fewer than 20 blocks tell too little about each other: null. Units: those of the values given; seconds for blocks.

import { type LatencyHistogram, rankOf } from '#lib/runs/histogram.ts'

export type Interval = [low: number, high: number]

/** Uniform in [0, 1). */
export interface RandomNumbers {
  next(): number
}

export const LEAST_BLOCKS = 20
const WANTED_BLOCKS = 30
const BLOCK_SECONDS = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600]
const DRAWS = 1000
const Z = 1.959964

/** The longest block of which thirty fit into a window: the longer, the more of what lies close together stays together. */
export function blockSecondsFor(windowSeconds: number): number {
  return BLOCK_SECONDS.findLast((seconds) => windowSeconds / seconds >= WANTED_BLOCKS) ?? 1
}

/** What one block of time adds to a percentile: `beyond` attempts rank slower than any value. */
export interface LatencyBlock {
  histogram: LatencyHistogram
  beyond: number
}

/** Cells of all blocks side by side, counted up from the lowest, so that a percentile of any mixture of blocks is a search. */
export class LatencyBlocks {
  readonly size: number
  /** Upper edges of all cells anything was counted in, in order. */
  readonly #edges: Float64Array
  /** Of each block in turn: values at most as large as each edge. */
  readonly #below: Float64Array[]
  readonly #counts: Float64Array

  constructor(blocks: readonly LatencyBlock[]) {
    this.size = blocks.length
    const own = blocks.map(({ histogram }) => [...histogram.cells()])
    const edges = new Set(own.flatMap((cells) => cells.map(([, upper]) => upper)))
    this.#edges = Float64Array.from(edges).sort()
    const places = new Map(Array.from(this.#edges, (edge, index) => [edge, index]))
    this.#below = own.map((cells) => countUp(cells, places))
    this.#counts = Float64Array.from(blocks, ({ histogram, beyond }) => histogram.count + beyond)
  }

  /** Percentile (0 – 1) of the blocks, each taken as often as `weights` says; Infinity beyond every value, NaN of nothing. */
  quantile(fraction: number, weights: ArrayLike<number>): number {
    let total = 0
    for (let block = 0; block < this.size; block++) total += weights[block]! * this.#counts[block]!
    if (total === 0) return Number.NaN
    const rank = rankOf(fraction, total)
    let low = 0
    let high = this.#edges.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#countUpTo(middle, weights) >= rank) high = middle
      else low = middle + 1
    }
    return this.#edges[low] ?? Number.POSITIVE_INFINITY
  }

  #countUpTo(cell: number, weights: ArrayLike<number>): number {
    let count = 0
    for (let block = 0; block < this.size; block++) {
      const weight = weights[block]!
      if (weight > 0) count += weight * this.#below[block]![cell]!
    }
    return count
  }
}

function countUp(cells: [number, number, number][], places: ReadonlyMap<number, number>): Float64Array {
  const below = new Float64Array(places.size)
  for (const [, upper, count] of cells) below[places.get(upper)!] = count
  for (let cell = 1; cell < below.length; cell++) below[cell]! += below[cell - 1]!
  return below
}

/** Interval of a percentile (0 – 1), in the unit of the histograms; an end is Infinity where it lies beyond every value. */
export function percentileInterval(
  blocks: LatencyBlocks,
  fraction: number,
  random: RandomNumbers,
  draws = DRAWS,
): Interval | null {
  return bootstrap(blocks.size, (weights) => blocks.quantile(fraction, weights), random, draws)
}

/** What a block adds to a quotient of two sums: a mean is a sum of values over their count. */
export interface Quotient {
  sum: number
  count: number
}

export function meanInterval(blocks: readonly Quotient[], random: RandomNumbers, draws = DRAWS): Interval | null {
  return bootstrap(blocks.length, (weights) => quotientOf(blocks, weights), random, draws)
}

export function quotientOf(blocks: readonly Quotient[], weights: ArrayLike<number>): number {
  let sum = 0
  let count = 0
  for (const [block, one] of blocks.entries()) {
    sum += weights[block]! * one.sum
    count += weights[block]! * one.count
  }
  return sum / count
}

function bootstrap(
  size: number,
  estimate: (weights: ArrayLike<number>) => number,
  random: RandomNumbers,
  draws: number,
): Interval | null {
  if (size < LEAST_BLOCKS) return null
  const found = drawEstimates(size, estimate, random, draws)
  if (found.length === 0) return null
  return [found[rankOf(0.025, found.length) - 1]!, found[rankOf(0.975, found.length) - 1]!]
}

/** What drawing blocks with replacement gives, in order of size; draws without a value are left out. */
export function drawEstimates(
  size: number,
  estimate: (weights: ArrayLike<number>) => number,
  random: RandomNumbers,
  draws = DRAWS,
): Float64Array {
  const found: number[] = []
  const weights = new Uint16Array(size)
  for (let draw = 0; draw < draws; draw++) {
    weights.fill(0)
    for (let block = 0; block < size; block++) weights[Math.floor(random.next() * size)]! += 1
    const value = estimate(weights)
    if (!Number.isNaN(value)) found.push(value)
  }
  return Float64Array.from(found).sort()
}

/** Interval of a share over all blocks: `sum` events of `count`. null with fewer than 20 blocks, unless none or all are events. */
export function shareInterval(blocks: readonly Quotient[]): Interval | null {
  const events = blocks.reduce((total, { sum }) => total + sum, 0)
  const count = blocks.reduce((total, one) => total + one.count, 0)
  if (count === 0) return null
  const bound = Math.min(1, 3 / count)
  if (events === 0) return [0, bound]
  if (events === count) return [1 - bound, 1]
  if (blocks.length < LEAST_BLOCKS) return null
  return wilson(events / count, count / designEffect(blocks, events / count, count))
}

/** How much more the share varies over blocks than chance lets it among independent attempts; at least 1. */
function designEffect(blocks: readonly Quotient[], share: number, count: number): number {
  const squares = blocks.reduce((total, one) => total + (one.sum - share * one.count) ** 2, 0)
  const variance = ((blocks.length / (blocks.length - 1)) * squares) / count ** 2
  return Math.max(1, variance / ((share * (1 - share)) / count))
}

/** `count` need not be whole. */
export function wilson(share: number, count: number): Interval {
  const z2 = Z ** 2 / count
  const middle = (share + z2 / 2) / (1 + z2)
  const half = (Z * Math.sqrt((share * (1 - share)) / count + z2 / (4 * count))) / (1 + z2)
  return [Math.max(0, middle - half), Math.min(1, middle + half)]
}
