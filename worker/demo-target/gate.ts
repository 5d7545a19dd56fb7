// Lets requests be worked on within the capacity and lets answers out, except during a stall. Units: milliseconds.

import type { Behaviour } from './behaviour.ts'

type Rules = Pick<Behaviour, 'stall' | 'capacity'>

export class Gate {
  #behaviour: Rules
  readonly #startedAt: number
  #working = 0
  readonly #queue: (() => void)[] = []
  #held: (() => void)[] = []
  #release: NodeJS.Timeout | null = null

  constructor(behaviour: Rules, now = performance.now()) {
    this.#behaviour = behaviour
    this.#startedAt = now
  }

  set behaviour(behaviour: Rules) {
    this.#behaviour = behaviour
    this.#admit()
  }

  get working(): number {
    return this.#working
  }

  get queued(): number {
    return this.#queue.length
  }

  /** Runs `work` as soon as there is capacity; `work` ends with `leave`. */
  enter(work: () => void): void {
    this.#queue.push(work)
    this.#admit()
  }

  leave(): void {
    this.#working--
    this.#admit()
  }

  /** Runs `answer` now, or when the stall is over. */
  answer(answer: () => void): void {
    const waitMs = this.stallLeftMs(performance.now())
    if (waitMs === 0) return answer()
    this.#held.push(answer)
    this.#release ??= setTimeout(() => this.#open(), waitMs)
  }

  /** How long nothing will be answered from `now`; 0 outside of a stall. */
  stallLeftMs(now: number): number {
    const { stall } = this.#behaviour
    if (!stall || stall.forMs === 0) return 0
    const into = (now - this.#startedAt) % stall.everyMs
    return into >= stall.everyMs - stall.forMs ? stall.everyMs - into : 0
  }

  #admit(): void {
    const capacity = this.#behaviour.capacity ?? Number.POSITIVE_INFINITY
    while (this.#working < capacity && this.#queue.length > 0) {
      this.#working++
      this.#queue.shift()!()
    }
  }

  #open(): void {
    this.#release = null
    const waitMs = this.stallLeftMs(performance.now())
    if (waitMs > 0) {
      this.#release = setTimeout(() => this.#open(), waitMs)
      return
    }
    const held = this.#held
    this.#held = []
    for (const answer of held) answer()
  }
}
