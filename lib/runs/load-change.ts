// A change of the load of a run that is under way: when it takes effect, what it may be, and what the run looks like with it.
// Units: milliseconds since the start; users, or arrivals per second, of the whole run.

import type { TargetPolicy } from '#lib/access/target-policy.ts'
import { AppError } from '#lib/core/errors.ts'
import { applyChanges, type LoadChange, loadChangeSchema } from '#lib/load/change.ts'
import { highestRateAsked } from '#lib/load/forecast.ts'
import { stageAt, totalDurationMs } from '#lib/load/pacer.ts'
import type { LoadProfile } from '#lib/load/profile.ts'
import type { CompiledPlan } from '#lib/plans/compiled.ts'

/** `level` null: as planned again. `continue`: the wait that is under way ends. */
export type WantedChange = { level: number | null } | { continue: true }

/** Every shard hears of it within half of this. */
const NOTICE_MS = 1000
const STEP_MS = 100

/** As stored with a run. */
export const readChanges = (stored: unknown): LoadChange[] => loadChangeSchema.array().parse(stored)

/** When a change asked for now takes effect, never before one asked for earlier. */
export function effectiveAtMs(elapsedMs: number, changes: readonly LoadChange[]): number {
  const soonest = Math.ceil((elapsedMs + NOTICE_MS) / STEP_MS) * STEP_MS
  return Math.max(soonest, ...changes.map(({ atMs }) => atMs))
}

/** Throws `precondition_failed` when it comes too late, waits for nothing, or asks for more than is allowed here. */
export function decideChange(
  wanted: WantedChange,
  { load, changes, elapsedMs }: { load: LoadProfile; changes: readonly LoadChange[]; elapsedMs: number },
  caps: { policy: TargetPolicy; client: CompiledPlan['client'] },
): LoadChange {
  if (load.search) throw refused('This run finds its level by itself. Stop it, or wait for what it finds.')
  const atMs = effectiveAtMs(elapsedMs, changes)
  const now = applyChanges(load, changes)
  if (atMs >= totalDurationMs(now)) throw refused('The schedule is over before the change would take effect.')
  if ('continue' in wanted) {
    if (stageAt(now, atMs)?.phase !== 'wait') throw refused('The run does not wait for anyone now.')
    return { kind: 'continue', atMs }
  }
  const change: LoadChange = { kind: 'level', atMs, level: wanted.level }
  assertAllowed(applyChanges(load, [...changes, change]), change, caps)
  return change
}

function assertAllowed(
  changed: LoadProfile,
  { level }: Extract<LoadChange, { kind: 'level' }>,
  { policy, client }: { policy: TargetPolicy; client: CompiledPlan['client'] },
): void {
  if (level === null) return
  const rate = highestRateAsked(changed)
  if (rate !== null && rate > policy.maxRatePerSecond) {
    throw refused(`The run would ask for ${rate}/s; this Headroom sends at most ${policy.maxRatePerSecond}/s.`)
  }
  if (changed.model === 'users' && client.maxUsers !== null && level > client.maxUsers) {
    throw refused(`The run would have ${level} users; client.maxUsers of the plan allows ${client.maxUsers}.`)
  }
}

const refused = (message: string) => new AppError('precondition_failed', message)

/** As a line of the timeline. */
export function describeChange(change: LoadChange, model: LoadProfile['model'], by: string): string {
  if (change.kind === 'continue') return `${by} let the run go on`
  if (change.level === null) return `Load as planned again, by ${by}`
  const level = model === 'rate' ? `${change.level}/s` : `${change.level} ${change.level === 1 ? 'user' : 'users'}`
  return `Load set to ${level} by ${by}; the run left its plan`
}

/** When a run first left its plan; null while it follows it. A wait that was ended is part of the plan. */
export function leftPlanAtMs(changes: readonly LoadChange[]): number | null {
  // A search that goes on to its next level follows its plan.
  const levels = changes.filter((change) => change.kind === 'level' && !change.stage)
  return levels.length === 0 ? null : Math.min(...levels.map(({ atMs }) => atMs))
}

/** Phases where they lie once waits were cut short. */
export function moveStretches<Stretch extends { startMs: number; durationMs: number }>(
  stretches: readonly Stretch[],
  load: LoadProfile,
  changes: readonly LoadChange[],
): Stretch[] {
  const cuts = cutsOf(load, changes)
  const move = (atMs: number) =>
    cuts.reduce((at, { fromMs, savedMs }) => (at <= fromMs ? at : Math.max(fromMs, at - savedMs)), atMs)
  return stretches.map((stretch) => {
    const startMs = move(stretch.startMs)
    return { ...stretch, startMs, durationMs: move(stretch.startMs + stretch.durationMs) - startMs }
  })
}

/** What was taken out of the schedule, one cut after the other. */
function cutsOf(load: LoadProfile, changes: readonly LoadChange[]): { fromMs: number; savedMs: number }[] {
  let profile = load
  return changes
    .filter((change) => change.kind === 'continue')
    .toSorted((a, b) => a.atMs - b.atMs)
    .map((change) => {
      const before = totalDurationMs(profile)
      profile = applyChanges(profile, [change])
      return { fromMs: change.atMs, savedMs: before - totalDurationMs(profile) }
    })
}
