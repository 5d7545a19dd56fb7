// What of a run is compared with others: all operations together, each operation and each flow, over one phase cut into blocks of time.

import type { ScopeEstimates } from '#lib/analysis/comparison.ts'
import { emptyBlock, estimateMetrics, type TimeBlock } from '#lib/analysis/estimate.ts'
import type { RandomNumbers } from '#lib/analysis/interval.ts'
import type { SeriesId } from '#lib/runs/bucket.ts'
import type { WindowRow } from '#lib/runs/window.ts'
import type { TimeRange } from './evidence.ts'
import { mergeSlices } from './slices.ts'

/** Keys of flows are told apart from those of operations. */
export const flowScope = (key: string): string => `flow:${key}`

/** `ranges`: of the blocks, in order. Custom metrics have no latencies and are left out. */
export function estimateScopes(
  rows: readonly WindowRow[],
  ranges: readonly TimeRange[],
  random: RandomNumbers,
): ScopeEstimates[] {
  const byScope = Map.groupBy(
    rows.filter(({ series }) => series.kind !== 'metric'),
    ({ series }) => scopeOf(series),
  )
  return [...byScope]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, own]) => ({ key, metrics: estimateMetrics(toBlocks(own, ranges), random) }))
}

const scopeOf = ({ kind, key }: SeriesId): string => (kind === 'flow' ? flowScope(key) : key)

function toBlocks(rows: readonly WindowRow[], ranges: readonly TimeRange[]): TimeBlock[] {
  const startMs = ranges[0]?.fromMs ?? 0
  const windows = mergeSlices(rows, ranges)
  return ranges.map(({ fromMs, toMs }) => {
    const block = emptyBlock(fromMs - startMs, (toMs - fromMs) / 1000)
    const window = windows.next().value
    if (!window) return block
    block.histogram.add(window.okResponse)
    return { ...block, ok: window.counts.ok, failed: window.counts.failed }
  })
}
