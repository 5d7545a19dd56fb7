// The arrivals of the open model that one part of a load sends, in order. Constant arrivals are dealt out one by one (split.ts).
// Poisson arrivals are a unit-rate process through the inverse schedule; parts are independent processes of their share of the rate,
// whose union is again Poisson, so each needs its own random stream. Units: milliseconds since the start.

import { ArrivalSchedule, type RandomSource } from './pacer.ts'
import type { LoadProfile } from './profile.ts'
import { Dealer, type LoadPart, WHOLE_LOAD, weightOf } from './split.ts'

export class ArrivalClock {
  /** When the next arrival is due; Infinity when the schedule is over. */
  dueMs = 0
  /** Its number in the whole load; Infinity when there is none. */
  number = 0
  #schedule: ArrivalSchedule
  readonly #random: RandomSource | null
  readonly #dealer: Dealer
  readonly #spacing: number
  readonly #last: number
  /** Arrivals of the whole load before the next one, as a real number. */
  #position = 0

  constructor(profile: LoadProfile, random: RandomSource, part: LoadPart = WHOLE_LOAD) {
    this.#schedule = new ArrivalSchedule(profile)
    this.#random = profile.arrivals === 'poisson' ? random : null
    this.#dealer = new Dealer(part)
    this.#spacing = 1 / weightOf(part)
    this.#last = profile.iterations ?? Number.POSITIVE_INFINITY
    this.advance()
  }

  /** Goes on to the next arrival. */
  advance(): void {
    this.number = this.#dealer.next()
    if (this.#random) this.#position -= Math.log(1 - this.#random.next()) * this.#spacing
    else this.#position = this.number + 0.5
    this.#ask()
  }

  /** The schedule is another one from now on; what was due before it differs stays as it was, so nothing is lost or comes twice. */
  change(profile: LoadProfile): void {
    this.#schedule = new ArrivalSchedule(profile)
    this.#ask()
  }

  #ask(): void {
    this.dueMs = this.number < this.#last ? this.#schedule.timeOf(this.#position) : Number.POSITIVE_INFINITY
  }
}
