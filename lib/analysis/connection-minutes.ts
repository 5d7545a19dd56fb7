// What happened to the connections of a run, minute by minute, and which minutes were unstable.
//   trouble   attempts whose connection was refused, reset, cut or timed out, whose name was not found or whose TLS was refused
//   unstable  trouble in 1 of 1,000 attempts or more; or the target dropped half of the connections that were open, or more; or more than
//             1 in 20 requests waited for a connection of a pool that the plan caps
// Units: counts per minute; shares 0 – 1. Source: 001 §connections.

import type { ErrorClass } from '#lib/runs/bucket.ts'
import { attemptsOf, type RunPoint } from './run-data.ts'

const TROUBLE_SHARE = 0.001
const DROPPED_SHARE = 0.5
/** As for validity: what waits for a pool is not only the target's time. */
const WAITED_SHARE = 0.05

export const TROUBLE = ['refused', 'reset', 'truncated', 'dns', 'tls', 'timeout'] as const satisfies ErrorClass[]
export type Trouble = (typeof TROUBLE)[number]

/** What a minute was unstable by; the first that holds. */
export type Unstable = 'trouble' | 'dropped' | 'pool'

export interface ConnectionMinute {
  atMs: number
  attempts: number
  sent: number
  opened: number
  reused: number
  dropped: number
  /** Most open at one time. */
  most: number
  /** The fullest the pool was; null without a cap. */
  poolUse: number | null
  /** For a connection of a capped pool. */
  waited: number
  trouble: number
  byClass: Record<Trouble, number>
  unstable: Unstable | null
}

/** Minutes in which something was attempted, in order. */
export function minutesOf(points: readonly RunPoint[]): ConnectionMinute[] {
  const groups = Map.groupBy(points, ({ second }) => Math.floor(second / 60))
  return [...groups].map(([minute, group]) => minuteOf(minute * 60_000, group)).filter(({ attempts }) => attempts > 0)
}

function minuteOf(atMs: number, group: readonly RunPoint[]): ConnectionMinute {
  const sum = (value: (point: RunPoint) => number) => group.reduce((total, point) => total + value(point), 0)
  const byClass = Object.fromEntries(TROUBLE.map((name) => [name, sum(({ errors }) => errors[name] ?? 0)])) as Record<
    Trouble,
    number
  >
  const pools = group.map(({ poolUse }) => poolUse).filter((use) => use !== null)
  const minute = {
    atMs,
    attempts: sum(attemptsOf),
    sent: sum(({ sent }) => sent),
    opened: sum(({ connectionsOpened }) => connectionsOpened),
    reused: sum(({ connectionsReused }) => connectionsReused),
    dropped: sum(({ connectionsDropped }) => connectionsDropped),
    most: Math.max(...group.map(({ mostConnections }) => mostConnections)),
    poolUse: pools.length > 0 ? Math.max(...pools) : null,
    waited: sum(({ waitedForConnection }) => waitedForConnection),
    trouble: TROUBLE.reduce((total, name) => total + byClass[name], 0),
    byClass,
  }
  return { ...minute, unstable: unstableBy(minute) }
}

function unstableBy(minute: Omit<ConnectionMinute, 'unstable'>): Unstable | null {
  const { attempts, sent, trouble, dropped, most, waited } = minute
  if (trouble > 0 && trouble >= attempts * TROUBLE_SHARE) return 'trouble'
  if (dropped > 0 && dropped >= most * DROPPED_SHARE) return 'dropped'
  return waited > sent * WAITED_SHARE ? 'pool' : null
}

export const sumOf = (minutes: readonly ConnectionMinute[], value: (minute: ConnectionMinute) => number): number =>
  minutes.reduce((sum, minute) => sum + value(minute), 0)

/** The earliest of those with most. */
export const worstBy = (
  minutes: readonly ConnectionMinute[],
  value: (minute: ConnectionMinute) => number,
): ConnectionMinute => minutes.reduce((most, one) => (value(one) > value(most) ? one : most))

/** Runs from before connections were counted have none, though requests were answered. */
export const isCounted = (minutes: readonly ConnectionMinute[]): boolean =>
  sumOf(minutes, ({ opened, reused }) => opened + reused) > 0 ||
  sumOf(minutes, ({ trouble, attempts }) => attempts - trouble) === 0
