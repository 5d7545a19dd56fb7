// A run as it is on the screen: what the server rendered, plus every tick since.

import type { GeneratorPoint, LivePoint, LiveTick, RunEvent, RunView } from '#lib/runs/schema.ts'

/** The view after a tick. Ticks may repeat or correct seconds: what came last holds. */
export function applyTick(view: RunView, tick: LiveTick): RunView {
  return {
    ...view,
    run: tick.run,
    points: mergePoints(view.points, tick.points),
    generators: mergeGenerators(view.generators, tick.generators),
    summary: tick.summary,
    sparklines: tick.sparklines,
    judgement: tick.judgement ?? view.judgement,
    events: mergeEvents(view.events, tick.events),
    workers: tick.workers,
    shards: tick.shards,
  }
}

/** A view read again, with the seconds that ticks told meanwhile. */
export function refreshed(before: RunView | undefined, fresh: RunView): RunView {
  const last = lastSecond(fresh.points)
  const isNewer = ({ second }: { second: number }): boolean => second > last
  return {
    ...fresh,
    points: mergePoints(fresh.points, before?.points.filter(isNewer) ?? []),
    generators: mergeGenerators(fresh.generators, before?.generators.filter(isNewer) ?? []),
  }
}

/** From here on a view is read anew, in coarser points: in a tab that stays open for a day they would fill its memory. */
const MOST_POINTS = 1500

export const isTooLong = ({ points }: Pick<RunView, 'points'>): boolean => points.length > MOST_POINTS

/** Points in order of time, none covering another: a new point replaces those it overlaps. */
export function mergePoints(before: readonly LivePoint[], added: readonly LivePoint[]): LivePoint[] {
  const points = [...before]
  for (const point of [...added].sort((a, b) => a.second - b.second)) {
    const end = point.second + point.seconds
    let at = points.length
    while (at > 0 && (points[at - 1]?.second ?? 0) >= end) at -= 1
    let first = at
    while (first > 0) {
      const other = points[first - 1]
      if (!other || other.second + other.seconds <= point.second) break
      first -= 1
    }
    points.splice(first, at - first, point)
  }
  return points
}

/**
 * Of a generator a point may hold the seconds of many: one that is told again in part stays as it is, so that no second is counted twice
 * and none is lost.
 */
function mergeGenerators(before: readonly GeneratorPoint[], added: readonly GeneratorPoint[]): GeneratorPoint[] {
  if (added.length === 0) return [...before]
  const addedTo = Map.groupBy(added, (p) => p.shard)
  const kept = before.filter((p) => !addedTo.get(p.shard)?.some((a) => a.second <= p.second && endOf(p) <= endOf(a)))
  const keptOf = Map.groupBy(kept, (p) => p.shard)
  const isNew = (a: GeneratorPoint): boolean =>
    !keptOf.get(a.shard)?.some((p) => p.second < endOf(a) && a.second < endOf(p))
  return [...kept, ...added.filter(isNew)].sort((a, b) => a.second - b.second || a.shard - b.shard)
}

const endOf = ({ second, seconds }: { second: number; seconds: number }): number => second + seconds

/** A line that is told again was written anew: how far setup is. */
function mergeEvents(before: readonly RunEvent[], added: readonly RunEvent[]): RunEvent[] {
  const told = new Set(added.map((e) => e.id))
  return [...before.filter((e) => !told.has(e.id)), ...added].sort((a, b) => a.offsetMs - b.offsetMs)
}

/** The first second a reader still lacks: what `?after=` asks for. */
export function lastSecond(points: readonly LivePoint[]): number {
  const last = points.at(-1)
  return last ? last.second + last.seconds - 1 : -1
}
