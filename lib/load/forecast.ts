// What a load profile comes to, before it is run: the curve to draw, and how many requests to expect.
// Closed model by Little's law: users = throughput × (response time + think time), so a user starts 1 / (R + Z) iterations a
// second, at most its pacing; the whole is cut at the rate cap. Source: Little 1961. Units: milliseconds; per second.

import { ArrivalSchedule, offeredAt, peakOffered, totalDurationMs } from './pacer.ts'
import type { LoadProfile, Stage } from './profile.ts'
import { meanThinkMs } from './user-pacing.ts'

export interface CurvePoint {
  atMs: number
  /** Users, or requests per second. */
  offered: number
}

/** The offered load as a line: about `points` evenly spaced, and every corner; a jump has two points at one moment. */
export function plannedCurve(profile: LoadProfile, points = 200): CurvePoint[] {
  const total = totalDurationMs(profile)
  const curve: CurvePoint[] = []
  for (const stage of profile.stages) {
    const inside = Math.max(1, Math.round((points * stage.durationMs) / Math.max(1, total)))
    for (let step = 0; step < inside; step++) {
      const atMs = stage.startMs + (stage.durationMs * step) / inside
      append(curve, { atMs, offered: offeredAt(profile, atMs) })
    }
    append(curve, { atMs: stage.startMs + stage.durationMs, offered: endOf(profile, stage) })
  }
  return curve
}

function append(curve: CurvePoint[], point: CurvePoint): void {
  const last = curve.at(-1)
  if (last && last.atMs === point.atMs && last.offered === point.offered) return
  curve.push(point)
}

function endOf(profile: LoadProfile, stage: Stage): number {
  return profile.model === 'rate' ? Math.min(stage.to, profile.maxRatePerSecond ?? stage.to) : stage.to
}

export interface IterationAssumption {
  /** Time one request takes. */
  responseTimeMs: number
  /** Requests of one iteration (steps of a flow), weighted over the mix. */
  requestsPerIteration?: number
  /** Pauses inside of an iteration. */
  pausesMs?: number
}

/** Iterations a second of one user; Infinity for a user who neither waits nor thinks. */
export function iterationsPerUserPerSecond(profile: LoadProfile, assumption: IterationAssumption): number {
  const requests = assumption.requestsPerIteration ?? 1
  const cycleMs = assumption.responseTimeMs * requests + (assumption.pausesMs ?? 0) + meanThinkMs(profile.thinkTime)
  const free = cycleMs > 0 ? 1000 / cycleMs : Number.POSITIVE_INFINITY
  return Math.min(free, profile.pacingPerUserPerSecond ?? Number.POSITIVE_INFINITY)
}

/** Arrivals a second of both models at a level of `offered`: iterations, of which each is one or more requests. */
export function iterationRate(profile: LoadProfile, offered: number, assumption: IterationAssumption): number {
  const rate =
    profile.model === 'rate' || offered === 0 ? offered : offered * iterationsPerUserPerSecond(profile, assumption)
  return Math.min(rate, profile.maxRatePerSecond ?? Number.POSITIVE_INFINITY)
}

/**
 * The highest rate, per second, a profile asks for by what is written in it: what an allowed rate is held against. For users that is
 * their rate cap, their pacing, or the lower of the two; null where only the target's speed limits them.
 */
export function highestRateAsked(profile: LoadProfile): number | null {
  const peak = peakOffered(profile)
  if (profile.model === 'rate') return peak
  const { pacingPerUserPerSecond: paced, maxRatePerSecond: cap } = profile
  if (paced === null) return cap
  return cap === null ? peak * paced : Math.min(cap, peak * paced)
}

/** Requests a run is expected to send from `fromMs` to `toMs` (default: all of it). Infinity when users have no cycle time. */
export function expectedRequests(
  profile: LoadProfile,
  assumption: IterationAssumption,
  fromMs = 0,
  toMs = totalDurationMs(profile),
): number {
  const perUser = profile.model === 'rate' ? 1 : iterationsPerUserPerSecond(profile, assumption)
  if (perUser === Number.POSITIVE_INFINITY && profile.maxRatePerSecond === null) return perUser
  const factor = Math.min(perUser, UNBOUNDED)
  const asArrivals: LoadProfile = {
    ...profile,
    stages: profile.stages.map((stage) => ({
      ...stage,
      from: stage.from * factor,
      to: stage.to * factor,
    })),
  }
  const schedule = new ArrivalSchedule(asArrivals)
  return (schedule.cumulative(toMs) - schedule.cumulative(fromMs)) * (assumption.requestsPerIteration ?? 1)
}

/** Iterations a second of a user who neither waits nor thinks: far past any cap. */
const UNBOUNDED = 1e9
