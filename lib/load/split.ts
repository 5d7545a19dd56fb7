// Who sends what when a load is split: over shards by their shares, inside of a shard equally over its threads. Users, arrivals and
// anything else that is counted are dealt one by one, in the same order everywhere, so that the parts add up exactly without a word
// between them. Equal parts are dealt in turn. Parts of unequal shares wᵢ follow Tijdeman's rule (The chairman assignment problem,
// Discrete Math. 32, 1980): of the k parts with wᵢ·(n + 1) − cᵢ ≥ 1 / (2k − 2), cᵢ dealt to part i so far, the n-th (from 0) goes to the one
// with the least (1 − 1 / (2k − 2) − (wᵢ·(n + 1) − cᵢ)) / wᵢ. Then no part is ever off its share by more than 1 − 1 / (2k − 2).

/** The part of a load that one generator thread sends. Shards and threads count from 0. */
export interface LoadPart {
  shard: number
  shards: number
  /** Of all shards, in their order, in any unit; default: equal. */
  shares?: readonly number[]
  thread: number
  threads: number
}

export const WHOLE_LOAD: LoadPart = { shard: 0, shards: 1, thread: 0, threads: 1 }

/** The part of the whole, 0 – 1: for rates and everything else that need not come in whole numbers. */
export function weightOf(part: LoadPart): number {
  return (sharesOf(part)?.[part.shard] ?? 1 / part.shards) / part.threads
}

/** How many of the first `total` are dealt to a part; over all parts they add up to `total`. */
export function dealtOf(total: number, part: LoadPart): number {
  const dealer = new Dealer(part)
  let dealt = 0
  while (dealer.next() < total) dealt++
  return dealt
}

/** The numbers, from 0, of what is dealt to one part. */
export class Dealer {
  readonly #threads: number
  readonly #shard: number
  readonly #shards: number
  readonly #shares: SharedDeal | null
  /** Of what the shard is dealt, the place of what comes next to this thread. */
  #place: number

  /** Throws RangeError when the shares do not fit the shards. */
  constructor(part: LoadPart) {
    const shares = sharesOf(part)
    this.#threads = part.threads
    this.#shard = part.shard
    this.#shards = part.shards
    this.#shares = shares && new SharedDeal(shares, part.shard)
    this.#place = part.thread
  }

  /** Infinity when nothing is ever dealt to it. */
  next(): number {
    const place = this.#place
    this.#place += this.#threads
    return this.#shares ? this.#shares.numberAt(place) : place * this.#shards + this.#shard
  }
}

/** What one shard is dealt, asked for in rising places. */
class SharedDeal {
  readonly #shares: number[]
  readonly #shard: number
  readonly #dealt: number[]
  readonly #slack: number
  /** Dealt so far, over all shards. */
  #count = 0

  constructor(shares: number[], shard: number) {
    this.#shares = shares
    this.#shard = shard
    this.#dealt = shares.map(() => 0)
    this.#slack = 1 / (2 * shares.length - 2)
  }

  numberAt(place: number): number {
    if (this.#shares[this.#shard] === 0) return Number.POSITIVE_INFINITY
    while (this.#dealt[this.#shard]! <= place) this.#deal()
    return this.#count - 1
  }

  #deal(): void {
    const nth = ++this.#count
    let winner = 0
    let soonest = Number.POSITIVE_INFINITY
    for (let index = 0; index < this.#shares.length; index++) {
      const share = this.#shares[index]!
      const owed = share * nth - this.#dealt[index]!
      const due = (1 - this.#slack - owed) / share
      if (owed >= this.#slack - 1e-9 && due < soonest - 1e-9) {
        winner = index
        soonest = due
      }
    }
    this.#dealt[winner]! += 1
  }
}

/** Adding up to 1; null when they are equal. */
function sharesOf({ shares, shards }: LoadPart): number[] | null {
  if (!shares) return null
  const whole = shares.reduce((sum, share) => sum + share, 0)
  if (shares.length !== shards || !(whole > 0) || shares.some((share) => !(share >= 0))) {
    throw new RangeError(
      `${shards} shards need as many shares, none below 0; given are: ${shares.join(', ') || 'none'}`,
    )
  }
  if (shares.every((share) => share === shares[0])) return null
  return shares.map((share) => share / whole)
}
