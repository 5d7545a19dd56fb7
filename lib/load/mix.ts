// Weighted choice without luck: the golden-ratio sequence u(k) = frac(u(0) + k·φ), φ = (√5 − 1)/2, falls into each weight's share
// of [0, 1) as evenly as any sequence can; after n picks a share is off by O(log n) picks (Kronecker sequence; Weyl 1916,
// Knuth TAOCP 3, 6.4), where a random choice is off by O(√n).

const GOLDEN = (Math.sqrt(5) - 1) / 2

/** Picks indices of a mix in proportion to their weights. The same seed repeats the same picks. */
export class MixPicker {
  /** Upper ends of the shares, the last is 1. */
  readonly #ends: Float64Array
  #position: number

  /** `seed` is any number; users or shards take different ones. Throws RangeError when no weight is positive. */
  constructor(mix: readonly { weight: number }[], seed = 0) {
    const total = mix.reduce((sum, item) => sum + Math.max(0, item.weight), 0)
    if (!(total > 0)) throw new RangeError('a mix needs at least one weight above 0')
    this.#ends = new Float64Array(mix.length)
    let end = 0
    mix.forEach((item, index) => {
      end += Math.max(0, item.weight)
      this.#ends[index] = end / total
    })
    this.#position = scatter(seed)
  }

  /** Index of the next item. */
  next(): number {
    const ends = this.#ends
    const position = this.#position
    const moved = position + GOLDEN
    this.#position = moved >= 1 ? moved - 1 : moved
    let index = 0
    while (position >= ends[index]! && index < ends.length - 1) index++
    return index
  }
}

/** A starting point in [0, 1) in which neighbouring seeds lie far apart (finaliser of MurmurHash3). */
function scatter(seed: number): number {
  let bits = (seed | 0) ^ ((seed / 4294967296) | 0)
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return ((bits ^ (bits >>> 16)) >>> 0) / 4294967296
}
