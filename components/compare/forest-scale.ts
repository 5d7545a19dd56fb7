// The scale of a column of intervals: symmetric about no change, the same for every row. Shares of the width, 0 – 1.

import type { ComparedRow } from '#lib/verdicts/comparison-schema.ts'

const STEPS = [0.2, 0.5, 1, 2, 5]
const LEAST = 0.18

export interface ForestScale {
  /** Change at the right end, e.g. 0.2 for +20 %. */
  reach: number
  ticks: number[]
  place(change: number): number
}

/**
 * Wide enough for every change that moved; what may be chance, and intervals, may run off its ends.
 * Errors are compared by their difference, which is on no scale of shares.
 */
export function forestScale(rows: readonly Pick<ComparedRow, 'metric' | 'changes'>[]): ForestScale {
  const moved = rows.flatMap(({ metric, changes }) => (metric === 'errors' ? [] : changes.filter((one) => one?.moved)))
  const largest = Math.max(LEAST, ...moved.map((change) => Math.abs(change?.relative ?? 0)))
  const reach = STEPS.find((step) => step >= largest * 1.1) ?? 10
  return {
    reach,
    ticks: [-reach, -reach / 2, 0, reach / 2, reach],
    place: (change) => Math.min(1, Math.max(0, (change / reach + 1) / 2)),
  }
}
