// Runs made up with what makes real ones hard to compare: each operation's ln response time wanders from second to second (AR(1), 0.8 from
// one to the next, deviation 8 %), a second in a hundred stalls (30 % slower), attempts scatter log-normally (deviation 40 %), failures
// come in bursts, and every run is a little off as a whole (deviation 1 %). For tests of comparison, and its calibration.

import { Random } from '#lib/load/random.ts'
import { LatencyHistogram } from '#lib/runs/histogram.ts'
import type { ScopeEstimates } from './comparison.ts'
import { emptyBlock, estimateMetrics, type TimeBlock } from './estimate.ts'
import { blockSecondsFor } from './interval.ts'

export interface SimulatedRun {
  seed: number
  seconds: number
  operations: number
  perSecond: number
  /** Factor on every response time, from a second on: 1.1 is 10 % slower. */
  slower?: { factor: number; fromSecond?: number }
}

const WANDER = { from: 0.8, deviation: 0.08 }
const RUN_DEVIATION = 0.01

/** What comparison is given of a run: every operation, and all together. */
export function simulateRun(run: SimulatedRun): ScopeEstimates[] {
  const random = new Random(run.seed)
  const off = random.normal() * RUN_DEVIATION
  const operations = Array.from({ length: run.operations }, (_, index) => simulateOperation(run, index, off, random))
  const together = operations[0]!.map((block, index) => addBlocks(operations.map((one) => one[index] ?? block)))
  return [together, ...operations].map((blocks, index) => ({
    key: index === 0 ? '*' : `op-${index}`,
    metrics: estimateMetrics(blocks, random),
  }))
}

function simulateOperation(run: SimulatedRun, index: number, off: number, random: Random): TimeBlock[] {
  const length = blockSecondsFor(run.seconds)
  const { factor = 1, fromSecond = 0 } = run.slower ?? {}
  const blocks: TimeBlock[] = []
  let level = random.normal() * WANDER.deviation
  let failing = 0
  for (let second = 0; second < run.seconds; second++) {
    if (second % length === 0) blocks.push(emptyBlock(second * 1000, length))
    const block = blocks.at(-1)!
    level = WANDER.from * level + random.normal() * WANDER.deviation * Math.sqrt(1 - WANDER.from ** 2)
    const stall = random.next() < 0.01 ? 0.3 : 0
    const ln = Math.log(20_000 * (index + 1)) + off + level + stall + (second >= fromSecond ? Math.log(factor) : 0)
    if (random.next() < 0.005) failing = 3
    const attempts = Math.round(run.perSecond * (1 + 0.05 * random.normal()))
    for (let attempt = 0; attempt < attempts; attempt++) {
      if (random.next() < (failing > 0 ? 0.05 : 0.001)) block.failed++
      else {
        block.ok++
        block.histogram.record(Math.exp(ln + random.normal() * 0.4))
      }
    }
    failing--
  }
  return blocks
}

function addBlocks(blocks: readonly TimeBlock[]): TimeBlock {
  const sum = { ...blocks[0]!, ok: 0, failed: 0, histogram: new LatencyHistogram() }
  for (const { ok, failed, histogram } of blocks) {
    sum.ok += ok
    sum.failed += failed
    sum.histogram.add(histogram)
  }
  return sum
}
