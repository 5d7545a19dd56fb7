// The closed model's clocks: think time, paced slots, and the common rate cap. Units: milliseconds since the start.

import type { RandomSource } from './pacer.ts'
import type { ThinkTime } from './profile.ts'

/** One think time; a normal one is cut at zero. */
export function nextThinkMs(thinkTime: ThinkTime, random: RandomSource): number {
  switch (thinkTime.kind) {
    case 'constant':
      return thinkTime.ms
    case 'uniform':
      return thinkTime.minMs + (thinkTime.maxMs - thinkTime.minMs) * random.next()
    case 'normal':
      return Math.max(0, thinkTime.meanMs + thinkTime.deviationMs * standardNormal(random))
  }
}

/** Expected think time, leaving aside the part of a normal one cut at zero. */
export function meanThinkMs(thinkTime: ThinkTime | null): number {
  if (!thinkTime) return 0
  if (thinkTime.kind === 'constant') return thinkTime.ms
  return thinkTime.kind === 'uniform' ? (thinkTime.minMs + thinkTime.maxMs) / 2 : thinkTime.meanMs
}

/** Box–Muller. */
function standardNormal(random: RandomSource): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
}

/**
 * The slot a paced user starts next: slots lie at `firstMs + slot · 1000 / perUserPerSecond`. A user in time takes the slot after
 * the last; one who is late takes the first that has not passed. Missed slots = result − lastSlot − 1. `lastSlot` is −1 at first.
 */
export function nextPacedSlot(firstMs: number, perUserPerSecond: number, lastSlot: number, nowMs: number): number {
  const reached = Math.ceil(((nowMs - firstMs) * perUserPerSecond) / 1000 - 1e-9) + 0
  return reached > lastSlot ? reached : lastSlot + 1
}

/** The last slot that has come by `nowMs`, at least `lastSlot`. */
export function lastPacedSlot(firstMs: number, perUserPerSecond: number, lastSlot: number, nowMs: number): number {
  const reached = Math.floor(((nowMs - firstMs) * perUserPerSecond) / 1000 + 1e-9)
  return Math.max(lastSlot, reached)
}

export function pacedSlotMs(firstMs: number, perUserPerSecond: number, slot: number): number {
  return firstMs + (slot * 1000) / perUserPerSecond
}

/** Spaces starts so that no second holds more than the cap; what was not used is not saved up. */
export class RateCap {
  readonly #spacingMs: number
  #freeAtMs = 0

  constructor(maxRatePerSecond: number) {
    this.#spacingMs = 1000 / maxRatePerSecond
  }

  /** The moment, at or after `wantedMs`, at which one start is allowed; it is taken. */
  take(wantedMs: number): number {
    const allowed = Math.max(wantedMs, this.#freeAtMs)
    this.#freeAtMs = allowed + this.#spacingMs
    return allowed
  }
}
