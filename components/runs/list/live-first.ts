import { isActive } from '#lib/runs/run-state.ts'
import type { RunHead } from '#lib/runs/schema.ts'

/** What goes on stands before what is over; within both the order stays. */
export function liveFirst(runs: readonly RunHead[]): RunHead[] {
  return [...runs.filter((run) => isActive(run.state)), ...runs.filter((run) => !isActive(run.state))]
}
