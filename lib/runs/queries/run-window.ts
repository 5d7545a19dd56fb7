// The window of a run that a reader asks for, as it can be answered.

import type { Tx } from '#lib/db/client.ts'
import type { RunRow } from './facts.ts'
import { findFinestEdges } from './finest.ts'
import type { RunOutline } from './outlines.ts'
import type { Window } from './series.ts'
import { findMeasuredSeconds } from './window-rows.ts'

export interface AnsweredWindow {
  /** Seconds whose rows are read. */
  window: Window
  /** What the numbers cover: milliseconds since the start of the run. */
  covers: { from: number; to: number }
}

/** `from` and `to` in milliseconds since the start. Where one-second rows were let go it reaches to the next ten seconds. */
export async function findWindow(
  tx: Tx,
  run: RunRow,
  input: { from?: number | undefined; to?: number | undefined },
  known?: Pick<RunOutline, 'measuredSeconds'>,
): Promise<AnsweredWindow> {
  const measured = known?.measuredSeconds ?? (await findMeasuredSeconds(tx, run.id, run.state !== 'ended'))
  const asked = {
    from: Math.max(0, Math.floor((input.from ?? 0) / 1000)),
    to: Math.min(measured, Math.ceil((input.to ?? measured * 1000) / 1000)),
  }
  const edges = await findFinestEdges(tx, run, [asked.from, asked.to])
  const window = { fromSecond: edges.before(asked.from), toSecond: edges.after(asked.to) }
  const from = window.fromSecond * 1000
  return { window, covers: { from, to: Math.max(from, Math.min(window.toSecond * 1000, scheduleEndMs(run))) } }
}

/** Answers that came in after the last request was due belong to the run; the seconds they took do not lengthen it. */
function scheduleEndMs({ state, startedAt, endedAt }: RunRow): number {
  if (state !== 'ended' || !startedAt || !endedAt) return Number.POSITIVE_INFINITY
  return endedAt.getTime() - startedAt.getTime()
}
