import type { LivePoint } from '#lib/runs/schema.ts'

/** Users belong to the run, not to an operation: each point takes them from the point of the whole at its second. */
export function withUsers(points: readonly LivePoint[], whole: readonly LivePoint[]): LivePoint[] {
  const bySecond = new Map(whole.map((point) => [point.second, point]))
  return points.map((point) => {
    const { users = null, inFlight = null } = bySecond.get(point.second) ?? {}
    return { ...point, users, inFlight }
  })
}
