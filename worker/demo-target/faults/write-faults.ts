// Acknowledged writes that go wrong on purpose, a number of them told beforehand: what a ledger of writes must find, it can be checked
// against. Each fault is a number of writes still to spoil; the next ones are spoiled.

import { z } from 'zod'

const writes = z.int().min(0).max(1_000_000)

export const writeFaultsSchema = z.strictObject({
  /** Acknowledged, not kept. */
  drop: writes,
  /** Kept twice. */
  double: writes,
  /** Kept with another content. */
  corrupt: writes,
  /** A stale write is taken, and what was written meanwhile is lost. */
  lostUpdate: writes,
  /** The repetition of an idempotent request is carried out once more. */
  repeat: writes,
})
export type WriteFault = keyof z.infer<typeof writeFaultsSchema>

export const NO_WRITE_FAULTS = { drop: 0, double: 0, corrupt: 0, lostUpdate: 0, repeat: 0 }

export class WriteFaults {
  left: Record<WriteFault, number> = { ...NO_WRITE_FAULTS }
  done: Record<WriteFault, number> = { ...NO_WRITE_FAULTS }
  isIdle = true

  set(left: Record<WriteFault, number>): void {
    this.left = { ...left }
    this.isIdle = Object.values(left).every((count) => count === 0)
  }

  /** True when this write is one to spoil. */
  take(fault: WriteFault): boolean {
    if (this.isIdle || this.left[fault] === 0) return false
    this.left[fault]--
    this.done[fault]++
    this.isIdle = Object.values(this.left).every((count) => count === 0)
    return true
  }

  reset(): void {
    this.done = { ...NO_WRITE_FAULTS }
  }
}
