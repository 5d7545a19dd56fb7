// What one run says of a metric over a window, with how sure that is, so that two runs can be told apart.
//   percentile, rate   ln of the value; its variance from drawing blocks of time with replacement (lib/analysis/interval.ts), 200 times
//   errors             the share itself; its variance from how much it differs from block to block, at least that of chance with half a
//                      failure more (Agresti & Coull 1998)
// Neighbouring blocks that are alike tell less: the variance is multiplied by 1 + 2r, r the correlation of each block with the next (and 1/n,
// which short series hide of it), never below 1. Degrees of freedom: blocks − 1. Units: milliseconds, per second, fractions (0 – 1).

import { attemptsForPercentile } from '#lib/plans/samples-needed.ts'
import { LatencyHistogram } from '#lib/runs/histogram.ts'
import { drawEstimates, LatencyBlocks, LEAST_BLOCKS, quotientOf, type RandomNumbers } from './interval.ts'

export const COMPARED_METRICS = ['p50', 'p95', 'p99', 'rate', 'errors'] as const
export type ComparedMetric = (typeof COMPARED_METRICS)[number]

/** One stretch of time of one operation, or of all together. */
export interface TimeBlock {
  /** Since the start of the window that is compared. */
  fromMs: number
  seconds: number
  /** Response times of ok attempts, µs. */
  histogram: LatencyHistogram
  ok: number
  failed: number
}

export interface Estimate {
  value: number
  /** Of ln value, or of the share for errors; null where the window is too short to tell. */
  variance: number | null
  degrees: number
  /** The value in each block, for when a change began; NaN without data. */
  course: { fromMs: number; value: number }[]
}

const DRAWS = 200
const FRACTIONS = { p50: 0.5, p95: 0.95, p99: 0.99 } as const

/** null where nothing, or too little for this percentile, was measured. */
export function estimateMetrics(
  blocks: readonly TimeBlock[],
  random: RandomNumbers,
): Record<ComparedMetric, Estimate | null> {
  const latencies = new LatencyBlocks(blocks.map(({ histogram }) => ({ histogram, beyond: 0 })))
  const ok = blocks.reduce((sum, block) => sum + block.ok, 0)
  const percentile = (fraction: number) =>
    ok < attemptsForPercentile(fraction) ? null : estimatePercentile(blocks, latencies, fraction, random)
  return {
    p50: percentile(FRACTIONS.p50),
    p95: percentile(FRACTIONS.p95),
    p99: percentile(FRACTIONS.p99),
    rate: estimateRate(blocks, random),
    errors: estimateErrors(blocks),
  }
}

function estimatePercentile(
  blocks: readonly TimeBlock[],
  latencies: LatencyBlocks,
  fraction: number,
  random: RandomNumbers,
): Estimate {
  const each = (weights: ArrayLike<number>) => latencies.quantile(fraction, weights) / 1000
  const single = new Uint8Array(blocks.length)
  const course = blocks.map(({ fromMs }, index) => {
    single.fill(0)
    single[index] = 1
    return { fromMs, value: each(single) }
  })
  return { value: each(new Uint8Array(blocks.length).fill(1)), course, ...ofDraws(blocks.length, each, course, random) }
}

function estimateRate(blocks: readonly TimeBlock[], random: RandomNumbers): Estimate | null {
  const quotients = blocks.map(({ ok, failed, seconds }) => ({ sum: ok + failed, count: seconds }))
  const each = (weights: ArrayLike<number>) => quotientOf(quotients, weights)
  const value = each(new Uint8Array(blocks.length).fill(1))
  if (!(value > 0)) return null
  const course = blocks.map(({ fromMs, ok, failed, seconds }) => ({ fromMs, value: (ok + failed) / seconds }))
  return { value, course, ...ofDraws(blocks.length, each, course, random) }
}

function ofDraws(
  size: number,
  estimate: (weights: ArrayLike<number>) => number,
  course: Estimate['course'],
  random: RandomNumbers,
): Pick<Estimate, 'variance' | 'degrees'> {
  const degrees = Math.max(1, size - 1)
  if (size < LEAST_BLOCKS) return { variance: null, degrees }
  const logs = Array.from(drawEstimates(size, estimate, random, DRAWS), (value) => Math.log(value))
  const mean = logs.reduce((sum, one) => sum + one, 0) / logs.length
  const variance = logs.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (logs.length - 1)
  const alike = likeness(course.map(({ value }) => Math.log(value)))
  return { variance: (variance * alike * size) / (size - 1), degrees }
}

function estimateErrors(blocks: readonly TimeBlock[]): Estimate | null {
  const failed = blocks.reduce((sum, block) => sum + block.failed, 0)
  const count = blocks.reduce((sum, block) => sum + block.failed + block.ok, 0)
  if (count === 0) return null
  const value = failed / count
  const course = blocks.map((block) => ({ fromMs: block.fromMs, value: block.failed / (block.failed + block.ok) }))
  const degrees = Math.max(1, blocks.length - 1)
  if (blocks.length < LEAST_BLOCKS) return { value, course, variance: null, degrees }
  const squares = blocks.reduce((sum, block) => sum + (block.failed - value * (block.failed + block.ok)) ** 2, 0)
  const least = (failed + 0.5) / (count + 1)
  const variance = Math.max(((blocks.length / degrees) * squares) / count ** 2, (least * (1 - least)) / count)
  return { value, course, variance: variance * likeness(course.map((block) => block.value)), degrees }
}

/** 1 + 2r, r the correlation of each value with the next; at least 1. */
function likeness(values: readonly number[]): number {
  const known = values.filter(Number.isFinite)
  if (known.length < LEAST_BLOCKS) return 1
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length
  let together = 0
  let squares = 0
  for (const [index, value] of known.entries()) {
    squares += (value - mean) ** 2
    if (index > 0) together += (value - mean) * (known[index - 1]! - mean)
  }
  return squares === 0 ? 1 : 1 + 2 * Math.max(0, together / squares + 1 / known.length)
}

/** Blocks of an operation without anything measured yet. */
export const emptyBlock = (fromMs: number, seconds: number): TimeBlock => ({
  ...{ fromMs, seconds, ok: 0, failed: 0 },
  histogram: new LatencyHistogram(),
})
