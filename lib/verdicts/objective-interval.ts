// The 95 % interval of a judged value (lib/analysis/interval.ts): percentiles and means by drawing blocks of time, shares by Wilson on the
// block-adjusted count. Maxima, totals, rates and what monitors measured have none. Units: those of the criterion.

import {
  blockSecondsFor,
  type Interval,
  LatencyBlocks,
  meanInterval,
  percentileInterval,
  type Quotient,
  shareInterval,
} from '#lib/analysis/interval.ts'
import { seededRandom } from '#lib/load/seeded.ts'
import type { Criterion } from '#lib/plans/criterion.ts'
import type { Counts } from '#lib/runs/bucket.ts'
import { LatencyHistogram } from '#lib/runs/histogram.ts'
import { judgedAttempts, type MergedWindow } from '#lib/runs/window.ts'
import type { Evidence, TimeRange } from './evidence.ts'
import { lengthMs } from './judged-window.ts'
import { cutInto } from './slices.ts'

export interface Drawn {
  /** An end is Infinity where it lies beyond every value. */
  interval: Interval | null
  blocks: { count: number; seconds: number }
}

/** Whether a value of this kind has an interval. */
export function hasInterval({ metric, unit }: Criterion): boolean {
  if (metric.kind === 'percentile') return true
  if (metric.kind !== 'plain') return false
  return metric.name === 'mean' || (unit === 'fraction' && SHARES[metric.name] !== undefined)
}

/** Blocks of a window: their seconds follow from its length. */
export function blocksOf(
  ranges: readonly TimeRange[],
  { finestSeconds = 1 }: Pick<Evidence, 'finestSeconds'>,
): { seconds: number; ranges: TimeRange[] } {
  const seconds = Math.max(blockSecondsFor(lengthMs(ranges) / 1000), finestSeconds)
  return { seconds, ranges: cutInto(ranges, seconds) }
}

/** null where there is no interval to speak of. `key`: of the objective, so that no two draw the same. */
export function drawInterval(
  criterion: Criterion,
  ranges: readonly TimeRange[],
  evidence: Evidence,
  key: string,
): Drawn | null {
  if (!evidence.slices || !hasInterval(criterion)) return null
  const { seconds, ranges: stretches } = blocksOf(ranges, evidence)
  const blocks = { count: stretches.length, seconds }
  const random = seededRandom(`${evidence.run?.id ?? 'headroom'}/${key}`)
  const windows = evidence.slices(criterion.selector, stretches)
  const { metric, service } = criterion
  if (metric.kind === 'percentile') {
    const latencies = new LatencyBlocks(Array.from(windows, (window) => toBlock(window, service)))
    const found = percentileInterval(latencies, metric.percentile / 100, random)
    const slowest = service ? null : evidence.tally(criterion.selector, ranges).maxMicros
    return { interval: found && [inMs(found[0], slowest), inMs(found[1], slowest)], blocks }
  }
  if (metric.kind !== 'plain') return null
  if (metric.name === 'mean')
    return {
      interval: meanInterval(
        Array.from(windows, (window) => meanOf(window.counts, service)),
        random,
      ),
      blocks,
    }
  const share = shareOf(criterion)
  return share && { interval: shareInterval(Array.from(windows, ({ counts }) => share(counts))), blocks }
}

/** The upper edge of a cell is not slower than the slowest value. */
function inMs(micros: number, slowest: number | null): number {
  return (Number.isFinite(micros) && slowest !== null ? Math.min(micros, slowest) : micros) / 1000
}

/** Copied, because a window is there until the next is asked for. */
function toBlock({ okResponse, okService, counts }: MergedWindow, service: boolean) {
  const histogram = new LatencyHistogram()
  histogram.add(service ? okService : okResponse)
  return { histogram, beyond: judgedAttempts(counts) - counts.ok }
}

const meanOf = (counts: Counts, service: boolean): Quotient => ({
  sum: (service ? counts.okServiceSumMicros : counts.okResponseSumMicros) / 1000,
  count: counts.ok,
})

type Share = (counts: Counts) => Quotient

const SHARES: Record<string, Share> = {
  ok_rate: ({ ok, failed }) => ({ sum: ok, count: ok + failed }),
  error_rate: ({ ok, failed }) => ({ sum: failed, count: ok + failed }),
  check_rate: ({ checksPassed, checksFailed }) => ({ sum: checksPassed, count: checksPassed + checksFailed }),
  dropped: ({ droppedTarget, droppedGenerator, offered }) => ({
    sum: droppedTarget + droppedGenerator,
    count: offered,
  }),
}

function shareOf({ metric, unit, selector }: Criterion): Share | null {
  if (metric.kind !== 'plain' || unit !== 'fraction') return null
  if (selector?.kind === 'status')
    return ({ ok, failed, status }) => ({ sum: status[selector.key] ?? 0, count: ok + failed })
  return SHARES[metric.name] ?? null
}
