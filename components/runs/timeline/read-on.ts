// Where the points of one operation are read on from while a run goes on: all of them each second would cost the more the longer it lasts.

import type { LivePoint } from '#lib/runs/schema.ts'

/** The newest points may still change: a worker can be late. */
const AGAIN = 10
const MOST_POINTS = 1500

/** Milliseconds since the start; null: all of them are to be read, for the first time or in coarser points. */
export function readOnFrom(known: readonly LivePoint[] | undefined): number | null {
  const first = known?.at(-AGAIN)
  return !first || !known || known.length > MOST_POINTS ? null : first.second * 1000
}
