// The life of a run. Every change is a guarded update from one of the states named here.

import { isByBlock } from './load-block.ts'
import type { EndReason, RunHead, RunState } from './schema.ts'

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

const GRAVEST_FIRST: readonly EndReason[] = ['lost', 'failed', 'aborted', 'stopped', 'completed']

/** Of the parts of a run, the one whose end is that of the run; null without any. */
export function gravest<Part extends { endReason: EndReason }>(parts: readonly Part[]): Part | null {
  const rank = ({ endReason }: Part) => GRAVEST_FIRST.indexOf(endReason)
  return parts.reduce<Part | null>((worst, part) => (worst === null || rank(part) < rank(worst) ? part : worst), null)
}

const END_REASON_TEXT: Record<EndReason, string> = {
  completed: 'Completed its schedule',
  stopped: 'Stopped by a person',
  aborted: 'Aborted by a rule',
  failed: 'Could not start',
  lost: 'Lost its worker',
}

/** Why a run ended, for people. */
export function endText({ endReason, endMessage, startedAt }: Pick<RunHead, 'endReason' | 'endMessage' | 'startedAt'>) {
  if (endReason === null) return 'Ended'
  if (endReason === 'failed' && startedAt !== null) return 'Broke off'
  if (endReason === 'aborted' && isByBlock(endMessage)) return 'Stopped with all load'
  return END_REASON_TEXT[endReason]
}
