// The life of a run. Every change is a guarded update from one of the states named here.

import type { EndReason, RunState } from './schema.ts'

const NEXT: Record<RunState, readonly RunState[]> = {
  queued: ['starting', 'ended'],
  starting: ['running', 'stopping', 'ended'],
  running: ['stopping', 'ended'],
  stopping: ['ended'],
  ended: [],
}

/** The states from which `to` may be reached: the guard of the update. */
export function statesBefore(to: RunState): RunState[] {
  return (Object.keys(NEXT) as RunState[]).filter((from) => NEXT[from].includes(to))
}

export const canBecome = (from: RunState, to: RunState): boolean => NEXT[from].includes(to)

export const isActive = (state: RunState): boolean => state !== 'ended'

/** Why a run ended, for people. */
export const END_REASON_TEXT: Record<EndReason, string> = {
  completed: 'Completed its schedule',
  stopped: 'Stopped by a person',
  aborted: 'Aborted by a rule',
  failed: 'Could not start',
  lost: 'Lost its worker',
}
