// What the strip and the tiles say about now, from the newest seconds and the tightest objective of each kind.

import { headroomOf, isHigherBetter, standing } from '#components/verdicts/gauge-scale.ts'
import type { LivePoint, ObjectiveView, RunView, Summary } from '#lib/runs/schema.ts'
import type { Verdict } from '#lib/verdicts/verdict.ts'
import { selectedValue } from '../tables/selected-value.ts'

/** Rates and errors are means of this many seconds, so that one odd second does not make them jump. */
export const RECENT_SECONDS = 10

export interface Recent {
  offered: number
  achieved: number
  failed: number
  droppedTarget: number
  droppedGenerator: number
  errorRate: number | null
}

/** Means over the last seconds of data; null before there is any. */
export function recent(points: readonly LivePoint[], seconds = RECENT_SECONDS): Recent | null {
  const last = points.at(-1)
  if (!last) return null
  const from = last.second + last.seconds - seconds
  const inside = points.filter((p) => p.second + p.seconds > from)
  const time = inside.reduce((sum, p) => sum + p.seconds, 0)
  const mean = (value: (p: LivePoint) => number): number =>
    inside.reduce((sum, p) => sum + value(p) * p.seconds, 0) / time
  const ok = mean((p) => p.okPerSecond)
  const failed = mean((p) => p.failedPerSecond)
  return {
    offered: mean((p) => p.offeredPerSecond),
    achieved: ok + failed,
    failed,
    droppedTarget: mean((p) => p.droppedTargetPerSecond),
    droppedGenerator: mean((p) => p.droppedGeneratorPerSecond),
    errorRate: ok + failed > 0 ? failed / (ok + failed) : null,
  }
}

/** The newest point with a percentile: a second in which nothing completed has none. */
export function newestLatency(points: readonly LivePoint[]): LivePoint | null {
  return points.findLast((p) => p.p95Ms !== null) ?? null
}

export type TileKind = 'rate' | 'p95' | 'errors' | 'users'

const METRICS: Record<TileKind, readonly string[]> = {
  rate: ['rate', 'ok_rate'],
  p95: ['p95'],
  errors: ['error_rate'],
  users: ['users'],
}

/** The objective with the least headroom among those over all operations, else among all of the metric. `summary` as in `byLeastHeadroom`. */
export function tightest(
  objectives: readonly ObjectiveView[],
  kind: TileKind,
  summary?: Summary,
): ObjectiveView | null {
  const matching = objectives.filter((o) => METRICS[kind].includes(o.metric))
  const overall = matching.filter((o) => o.selector === null)
  const candidates = overall.length > 0 ? overall : matching
  return byLeastHeadroom(candidates, summary)[0] ?? null
}

export interface Margin {
  verdict: Verdict
  /** Distance to the target as a fraction of it, positive when it is missed. */
  overTarget: number | null
  headroom: number | null
}

export function marginOf(value: number, objective: ObjectiveView): Margin {
  const up = isHigherBetter(objective.comparator)
  const beyond = up ? objective.target - value : value - objective.target
  return {
    verdict: standing(value, objective.target, objective.limit, objective.comparator),
    overTarget: objective.target === 0 ? null : beyond / objective.target,
    headroom: headroomOf(value, objective.limit, up),
  }
}

/** Objectives as they need attention: least headroom first; then those that cannot be judged yet, by what `summary` has measured of them. */
export function byLeastHeadroom(objectives: readonly ObjectiveView[], summary?: Summary): ObjectiveView[] {
  const rooms = objectives.map((one) => ({ one, room: one.headroom ?? roomSoFar(one, summary) ?? Infinity }))
  const isOpen = ({ one }: (typeof rooms)[number]): number => (one.headroom === null ? 1 : 0)
  return rooms.sort((a, b) => isOpen(a) - isOpen(b) || a.room - b.room).map(({ one }) => one)
}

function roomSoFar(objective: ObjectiveView, summary: Summary | undefined): number | null {
  const value = summary ? selectedValue(summary, objective) : null
  return value === null ? null : marginOf(value, objective).headroom
}

/** Keys of operations, the one whose objective has the least headroom first, then the slowest. */
export function byWorstMargin(view: Pick<RunView, 'summary' | 'judgement'>): string[] {
  const margins = new Map<string, number>()
  for (const { selector, headroom } of view.judgement?.verdict.objectives ?? [])
    if (selector !== null) margins.set(selector, Math.min(margins.get(selector) ?? Infinity, headroom ?? Infinity))
  const margin = (key: string): number => margins.get(key) ?? Infinity
  const p95 = (key: string): number => view.summary.operations[key]?.responseTimeMs.shown.p95 ?? 0
  return Object.keys(view.summary.operations).sort((a, b) => {
    const [first, second] = [margin(a), margin(b)]
    return first === second ? p95(b) - p95(a) : first - second
  })
}
