// Runs on one clock: a moment of a stage comes to lie as far into the stage of the same name of the base run. What lies in a stage the base
// does not have has no place on its clock. Milliseconds since the start.

import type { Stage } from '#lib/load/profile.ts'

type Span = Pick<Stage, 'key' | 'startMs' | 'durationMs'>

/** A function from the clock of a run to that of the base. */
export function alignStages(base: readonly Span[], own: readonly Span[]): (atMs: number) => number | null {
  const baseEnd = endOf(base)
  const ownEnd = endOf(own)
  return (atMs) => {
    const stage = own.find(({ startMs, durationMs }) => atMs >= startMs && atMs < startMs + durationMs)
    if (!stage) return atMs >= ownEnd ? baseEnd + atMs - ownEnd : null
    const same = base.find(({ key }) => key === stage.key)
    return same ? same.startMs + ((atMs - stage.startMs) / stage.durationMs) * same.durationMs : null
  }
}

const endOf = (stages: readonly Span[]) => stages.reduce((end, one) => Math.max(end, one.startMs + one.durationMs), 0)
