// Which stretch of the run the charts show: following the newest second, or held by a person.

import type { TimeSpan } from '#components/charts/chart-rows.ts'
import type { RunView } from '#lib/runs/schema.ts'

export type WindowChoice =
  /** The newest `seconds` of the run; null = the whole run. */
  { kind: 'follow'; seconds: number | null } | { kind: 'held'; from: number; to: number }

export const WINDOWS = [
  { seconds: 300, name: '5 min' },
  { seconds: 900, name: '15 min' },
  { seconds: null, name: 'Whole run' },
] as const

/** Share of a following window that is left free for what comes next. */
const AHEAD = 1 / 15

/** First choice: the whole run where it fits, else a quarter of an hour. */
export function defaultWindow(plannedSeconds: number): WindowChoice {
  return { kind: 'follow', seconds: plannedSeconds <= 900 ? null : 900 }
}

/** From the start to the planned or the real end, whichever is later. */
export function wholeRun(view: Pick<RunView, 'run' | 'points'>): TimeSpan {
  const last = view.points.at(-1)
  const measured = Math.max(view.run.elapsedMs / 1000, last ? last.second + last.seconds : 0)
  const planned = view.run.plannedDurationMs / 1000
  const to = view.run.state === 'ended' ? measured || planned : Math.max(planned, measured)
  return { from: 0, to: Math.max(1, Math.ceil(to)) }
}

export function shownSpan(choice: WindowChoice, newest: number, whole: TimeSpan): TimeSpan {
  if (choice.kind === 'held') {
    return { from: Math.max(whole.from, choice.from), to: Math.min(whole.to, choice.to) }
  }
  if (choice.seconds === null || whole.to - whole.from <= choice.seconds) return whole
  const ahead = choice.seconds * AHEAD
  const to = Math.min(whole.to, Math.max(newest + ahead, whole.from + choice.seconds))
  return { from: Math.max(whole.from, to - choice.seconds), to }
}
