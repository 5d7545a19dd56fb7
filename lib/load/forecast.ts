// What a load profile comes to, before it is run: the curve to draw, and how many requests to expect.
// Closed model by Little's law: users = throughput × (response time + think time), so a user starts 1 / (R + Z) iterations a
// second, at most its pacing; the whole is cut at the rate cap. Source: Little 1961. Units: milliseconds; per second.

import { ArrivalSchedule, offeredAt, peakOffered, totalDurationMs } from './pacer.ts'
import type { LoadProfile, Stage } from './profile.ts'
import { searchEnvelope } from './search.ts'
import { meanThinkMs } from './user-pacing.ts'

export interface CurvePoint {
  atMs: number
  /** Users, or requests per second. */
  offered: number
}

/** The offered load as a line: about `points` evenly spaced, and every corner; a jump has two points at one moment. */
export function plannedCurve(written: LoadProfile, points = 200): CurvePoint[] {
  const profile = isUnsearched(written) ? searchEnvelope(written) : written
  const total = totalDurationMs(profile)
  const curve: CurvePoint[] = []
  for (const stage of profile.stages) {
    if (stage.durationMs <= 0) continue
    const inside = Math.max(1, Math.round((points * stage.durationMs) / Math.max(1, total)))
    const times = Array.from({ length: inside }, (_, step) => stage.startMs + (stage.durationMs * step) / inside)
    const corner = cornerMs(profile, stage)
    if (corner !== null) times.push(corner)
    for (const atMs of times.sort((a, b) => a - b)) append(curve, { atMs, offered: offeredAt(profile, atMs) })
    append(curve, { atMs: stage.startMs + stage.durationMs, offered: endOf(profile, stage) })
  }
  return curve
}

/** Of a search that went on to other levels, these are drawn. */
const isUnsearched = ({ search, stages }: LoadProfile) => search !== undefined && stages.length === 1

/** Where a ramp meets the rate cap, in ms since the start; null when it does not. */
function cornerMs({ model, maxRatePerSecond: cap }: LoadProfile, { from, to, startMs, durationMs }: Stage) {
  if (model !== 'rate' || cap === null || from < cap === to < cap || from === cap || to === cap) return null
  return startMs + (durationMs * (cap - from)) / (to - from)
}

/** The schedule as far as a moment, in ms since its start. */
export function cutAt(profile: LoadProfile, untilMs: number): LoadProfile {
  const stages = profile.stages.flatMap((stage): Stage[] => {
    const durationMs = Math.min(stage.durationMs, untilMs - stage.startMs)
    if (durationMs === stage.durationMs) return [stage]
    const to = stage.from + ((stage.to - stage.from) * durationMs) / stage.durationMs
    return durationMs > 0 ? [{ ...stage, durationMs, to }] : []
  })
  return { ...profile, stages }
}

/** The schedule as it is when every wait is ended at once. */
export function withoutWaits<Profile extends Pick<LoadProfile, 'stages'>>(profile: Profile): Profile {
  let startMs = 0
  const stages = profile.stages.map((stage): Stage => {
    const moved = { ...stage, startMs, durationMs: stage.phase === 'wait' ? 0 : stage.durationMs }
    startMs += moved.durationMs
    return moved
  })
  return { ...profile, stages }
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

/**
 * Requests a run is expected to send from `fromMs` to `toMs` (default: all of it), at most those of its iterations. Infinity when users
 * have no cycle time and nothing else ends them.
 */
export function expectedRequests(
  profile: LoadProfile,
  assumption: IterationAssumption,
  fromMs = 0,
  toMs = totalDurationMs(profile),
): number {
  const perUser = profile.model === 'rate' ? 1 : iterationsPerUserPerSecond(profile, assumption)
  const most = profile.iterations ?? Number.POSITIVE_INFINITY
  if (perUser === Number.POSITIVE_INFINITY && profile.maxRatePerSecond === null && most === perUser) return perUser
  const schedule = iterationSchedule(profile, assumption)
  const until = (atMs: number) => Math.min(most, schedule.cumulative(atMs))
  return (until(toMs) - until(fromMs)) * (assumption.requestsPerIteration ?? 1)
}

/** When the load is expected to end, in ms since the start: once its iterations are begun, at the latest with its schedule. */
export function expectedEndMs(profile: LoadProfile, assumption: IterationAssumption): number {
  const total = totalDurationMs(profile)
  if (profile.iterations === null) return total
  const last = profile.model === 'rate' ? profile.iterations - 0.5 : profile.iterations
  return Math.min(total, iterationSchedule(profile, assumption).timeOf(last))
}

/** Iterations of both models as if they were arrivals. */
function iterationSchedule(profile: LoadProfile, assumption: IterationAssumption): ArrivalSchedule {
  const perUser = profile.model === 'rate' ? 1 : iterationsPerUserPerSecond(profile, assumption)
  const factor = Math.min(perUser, UNBOUNDED)
  const stages = profile.stages.map((stage) => ({ ...stage, from: stage.from * factor, to: stage.to * factor }))
  return new ArrivalSchedule({ ...profile, stages })
}

/** Iterations a second of a user who neither waits nor thinks: far past any cap. */
const UNBOUNDED = 1e9
