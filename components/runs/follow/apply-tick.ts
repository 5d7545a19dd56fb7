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

function mergeGenerators(before: readonly GeneratorPoint[], added: readonly GeneratorPoint[]): GeneratorPoint[] {
  if (added.length === 0) return [...before]
  const key = (p: GeneratorPoint): string => `${p.second}/${p.shard}`
  const fresh = new Set(added.map(key))
  return [...before.filter((p) => !fresh.has(key(p))), ...added].sort(
    (a, b) => a.second - b.second || a.shard - b.shard,
  )
}

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
