// Asking a server again and again, also where it is away for a while: restarted, or behind a network that fails now and then.

import { setTimeout as sleep } from 'node:timers/promises'
import { AppError, isAppError, messageOf } from '#lib/core/errors.ts'
import type { ServerProgress } from './server-progress.ts'

export class Patience {
  readonly #progress: Pick<ServerProgress, 'note'>
  readonly #patienceMs: number
  #answeredAt = performance.now()

  constructor(progress: Pick<ServerProgress, 'note'>, patienceMs = 300_000) {
    this.#progress = progress
    this.#patienceMs = patienceMs
  }

  /** The server has been away for too long. */
  get isOver(): boolean {
    return performance.now() - this.#answeredAt > this.#patienceMs
  }

  /** null: the server is away. Throws what it says for itself. */
  async ask<T>(question: () => Promise<T>): Promise<T | null> {
    try {
      const answer = await question()
      this.#answeredAt = performance.now()
      return answer
    } catch (error) {
      if (!isAppError(error) || error.code !== 'unavailable') throw error
      this.#progress.note(`${messageOf(error)} Trying again.`)
      return null
    }
  }

  /** Asks until there is an answer. Throws `unavailable` when there is none for too long. */
  async insist<T>(question: () => Promise<T>, everyMs = 1_000): Promise<T> {
    for (; !this.isOver; await sleep(everyMs)) {
      const answer = await this.ask(question)
      if (answer !== null) return answer
    }
    throw new AppError('unavailable', 'The server could not be reached any more.')
  }
}
