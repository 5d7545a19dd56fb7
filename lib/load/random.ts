// Seeded pseudo-random numbers (sfc32, Chris Doty-Humphrey): one seed repeats a run's choices. Not for secrets.

import type { LoadPart } from '#lib/load/split.ts'

/** A stream for each part of a load: no two parts repeat each other's choices. */
export function streamOf({ shard, thread }: LoadPart): number {
  return shard * 1000 + thread
}

export class Random {
  #a = 0
  #b = 0
  #c = 0
  #counter = 1

  /** `stream` tells apart the sequences of one seed, e.g. one for each user. */
  constructor(seed: number, stream = 0) {
    this.reseed(seed, stream)
  }

  /** Begins anew, as if it had just been made. */
  reseed(seed: number, stream: number): void {
    this.#counter = 1
    this.#a = seed | 0
    this.#b = stream | 0
    this.#c = (seed / 4294967296) | 0 || 0x9e3779b9
    for (let i = 0; i < 15; i++) this.#next32()
  }

  /** Uniform in [0, 1). */
  next(): number {
    return this.#next32() / 4294967296
  }

  /** Uniform whole number from `least` to `most`, both included. */
  int(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1))
  }

  /** Normal with mean 0 and deviation 1 (Box–Muller). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next())
  }

  bits(): number {
    return this.#next32()
  }

  #next32(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0
    this.#counter = (this.#counter + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum
    this.#c |= 0
    return sum >>> 0
  }
}
