// What a load profile offers at any moment, and when each arrival is due. The same code draws the planned curve and paces the
// engine. Over a stage that runs linearly from rate a to rate b in d seconds, t seconds into it:
//   arrivals so far  N(t) = a·t + (b − a)·t² / (2·d)
//   and inverted     t(x) = 2·x / (a + √(a² + 2·(b − a)·x / d))      (the form that stays exact near a = 0 and a = b)
// The n-th arrival (from 0) is due where N = n + ½: in the middle of its share, so that a second of 200/s holds exactly 200.
// Units: milliseconds since the start; users, or requests per second.

import type { LoadProfile, Stage } from './profile.ts'

export function totalDurationMs(profile: Pick<LoadProfile, 'stages'>): number {
  const last = profile.stages.at(-1)
  return last ? last.startMs + last.durationMs : 0
}

/** The stage at a moment: its start belongs to it, its end to the next; null outside of the schedule. */
export function stageAt(profile: Pick<LoadProfile, 'stages'>, elapsedMs: number): Stage | null {
  return (
    profile.stages.find((stage) => elapsedMs >= stage.startMs && elapsedMs < stage.startMs + stage.durationMs) ?? null
  )
}

/** Users (closed model) or requests per second (open model, capped by `maxRatePerSecond`) offered at a moment; 0 outside. */
export function offeredAt(profile: LoadProfile, elapsedMs: number): number {
  const stage = stageAt(profile, elapsedMs)
  return stage ? capped(profile, valueIn(stage, elapsedMs)) : 0
}

/** Users active at a moment of the closed model: whole, so that a ramp of 10 a second adds one every 100 ms. */
export function usersAt(profile: LoadProfile, elapsedMs: number): number {
  return Math.round(offeredAt(profile, elapsedMs))
}

/** The highest level offered; of a search, that it may offer. */
export function peakOffered(profile: LoadProfile): number {
  const most = profile.search ? capped(profile, profile.search.maximum) : 0
  return profile.stages.reduce((peak, stage) => Math.max(peak, capped(profile, Math.max(stage.from, stage.to))), most)
}

function valueIn(stage: Stage, elapsedMs: number): number {
  if (stage.from === stage.to) return stage.from
  return stage.from + ((stage.to - stage.from) * (elapsedMs - stage.startMs)) / stage.durationMs
}

function capped(profile: LoadProfile, value: number): number {
  return profile.model === 'rate' && profile.maxRatePerSecond !== null
    ? Math.min(value, profile.maxRatePerSecond)
    : value
}

/** The arrivals of an open profile in closed form, cut where the rate cap is met. Building allocates, asking does not. */
export class ArrivalSchedule {
  readonly #startMs: number[] = []
  readonly #durationMs: number[] = []
  readonly #fromPerMs: number[] = []
  readonly #toPerMs: number[] = []
  /** Arrivals before each segment, and after the last. */
  readonly #before: number[] = [0]
  #cursor = 0

  constructor(profile: LoadProfile) {
    const cap = profile.maxRatePerSecond ?? Number.POSITIVE_INFINITY
    for (const stage of profile.stages) if (stage.durationMs > 0) this.#addCapped(stage, cap)
  }

  /** Arrivals of the whole schedule, as a real number; whole arrivals are those with n + ½ below it. */
  get total(): number {
    return this.#before[this.#startMs.length] ?? 0
  }

  /** Arrivals due before a moment, as a real number. */
  cumulative(elapsedMs: number): number {
    const index = this.#segmentAt(elapsedMs)
    if (index < 0) return elapsedMs <= 0 ? 0 : this.total
    const t = elapsedMs - this.#startMs[index]!
    const from = this.#fromPerMs[index]!
    const slope = (this.#toPerMs[index]! - from) / this.#durationMs[index]!
    return this.#before[index]! + from * t + (slope * t * t) / 2
  }

  /** When the n-th arrival (from 0) is due, in ms; Infinity past the end. Fast for rising n. */
  arrivalTime(n: number): number {
    return this.timeOf(n + 0.5)
  }

  /** When `arrivals` (a real number) have been offered, in ms; Infinity past the end. */
  timeOf(arrivals: number): number {
    const before = this.#before
    const last = this.#startMs.length
    if (!(arrivals <= before[last]!) || last === 0) return Number.POSITIVE_INFINITY
    let index = this.#cursor
    if (index >= last || arrivals < before[index]!) index = 0
    while (index < last - 1 && arrivals > before[index + 1]!) index++
    this.#cursor = index
    const x = arrivals - before[index]!
    const from = this.#fromPerMs[index]!
    const curve = (2 * (this.#toPerMs[index]! - from) * x) / this.#durationMs[index]!
    const t = x === 0 ? 0 : (2 * x) / (from + Math.sqrt(Math.max(0, from * from + curve)))
    return this.#startMs[index]! + Math.min(t, this.#durationMs[index]!)
  }

  #addCapped(stage: Stage, cap: number): void {
    const { from, to, startMs, durationMs } = stage
    const crosses = from < cap !== to < cap && from !== cap && to !== cap
    if (!crosses) return this.#add(startMs, durationMs, Math.min(from, cap), Math.min(to, cap))
    const untilCap = (durationMs * (cap - from)) / (to - from)
    this.#add(startMs, untilCap, Math.min(from, cap), cap)
    this.#add(startMs + untilCap, durationMs - untilCap, cap, Math.min(to, cap))
  }

  #add(startMs: number, durationMs: number, fromPerSecond: number, toPerSecond: number): void {
    this.#startMs.push(startMs)
    this.#durationMs.push(durationMs)
    this.#fromPerMs.push(fromPerSecond / 1000)
    this.#toPerMs.push(toPerSecond / 1000)
    this.#before.push(this.#before.at(-1)! + (durationMs * (fromPerSecond + toPerSecond)) / 2000)
  }

  #segmentAt(elapsedMs: number): number {
    return this.#startMs.findIndex((start, index) => elapsedMs > start && elapsedMs <= start + this.#durationMs[index]!)
  }
}

/** Arrivals due before a moment (closed form, real number). Build an `ArrivalSchedule` to ask often. */
export function cumulativeArrivals(profile: LoadProfile, elapsedMs: number): number {
  return new ArrivalSchedule(profile).cumulative(elapsedMs)
}

/** When the n-th arrival (from 0) is due, in ms; Infinity past the end. Build an `ArrivalSchedule` to ask often. */
export function arrivalTime(profile: LoadProfile, n: number): number {
  return new ArrivalSchedule(profile).arrivalTime(n)
}

/** Uniform numbers in [0, 1). */
export interface RandomSource {
  next(): number
}
