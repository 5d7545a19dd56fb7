// A reason to doubt the instrument, and the words such reasons share: which worker, and when.

import { partText } from '#lib/runs/shards.ts'
import type { Evidence } from './evidence.ts'
import { clockOf } from './judged-window.ts'

export interface Doubt {
  status: 'suspect' | 'invalid'
  reason: string
}

export type GeneratorRow = Evidence['generator'][number]

const SUSPECT_PART = 0.1

/** Past the bound (or at it, where the bound is included) invalid, past a tenth of it suspect. */
export function statusOf(share: number, bound: number, included: boolean): Doubt['status'] | null {
  const past = (limit: number) => (included ? share >= limit : share > limit)
  if (share === 0) return null
  return past(bound) ? 'invalid' : past(bound * SUSPECT_PART) ? 'suspect' : null
}

type Field = Exclude<keyof GeneratorRow, 'shardIndex'>

export const sumOf = (rows: readonly GeneratorRow[], field: Field): number =>
  rows.reduce((total, row) => total + row[field], 0)

/** Time of day (UTC) when the start is known, else time since the start. */
export function timeAt({ startedAt }: Evidence, second: number): string {
  if (!startedAt) return clockOf(second * 1000)
  return new Date(startedAt.getTime() + second * 1000).toISOString().slice(11, 19)
}

/** `from 12:04:10 to 12:05:30`: from the first of the rows to the end of the last. */
export function spanText(evidence: Evidence, rows: readonly GeneratorRow[]): string {
  const { first, last } = spanOf(rows)
  return `from ${timeAt(evidence, first)} to ${timeAt(evidence, last + 1)}`
}

export function spanOf(rows: readonly GeneratorRow[]): { first: number; last: number } {
  const second = (choose: 'min' | 'max') =>
    rows.reduce((found, row) => Math[choose](found, row.second), rows[0]?.second ?? 0)
  return { first: second('min'), last: second('max') }
}

/** `build-2 (4711), part 2 of 3`. */
export function partName({ parts = [], shards }: Evidence, index: number): string {
  const worker = parts.find((part) => part.index === index)?.worker
  return `${worker ?? 'a worker'}, ${partText(index, shards)}`
}

/** The rows of the shard where `weigh` comes to most; all of them where there is but one. */
export function worstShard(
  { generator, shards }: Evidence,
  weigh: (rows: readonly GeneratorRow[]) => number,
): { index: number; rows: readonly GeneratorRow[] } {
  if (shards === 1) return { index: 0, rows: generator }
  const byShard = [...Map.groupBy(generator, ({ shardIndex }) => shardIndex ?? 0)]
  const weighed = byShard.map(([index, rows]) => ({ index, rows, weight: weigh(rows) }))
  return weighed.toSorted((a, b) => b.weight - a.weight)[0] ?? { index: 0, rows: [] }
}
