// Ctrl-C while something goes on at a server: the first asks the server to stop it, again while that is away; the second leaves at once.

import { setTimeout as sleep } from 'node:timers/promises'
import { isAppError, messageOf } from '#lib/core/errors.ts'
import { EXIT } from './exit-code.ts'

type Stop = () => Promise<unknown>

export class ServerInterruption {
  count = 0
  readonly #what: string
  readonly #againMs: number
  readonly #onSignal = () => this.interrupt()
  /** What was started. */
  #stop: Stop | null = null
  #isOver = false

  /** `what`: as it is told, e.g. "the run". */
  constructor(what: string, againMs = 1_000) {
    this.#what = what
    this.#againMs = againMs
    process.on('SIGINT', this.#onSignal).on('SIGTERM', this.#onSignal)
  }

  /** From here on there is something to stop. */
  watch(stop: Stop): void {
    this.#stop = stop
    if (this.count > 0) void this.#ask(stop)
  }

  end(): void {
    this.#isOver = true
    process.off('SIGINT', this.#onSignal).off('SIGTERM', this.#onSignal)
  }

  interrupt(): void {
    this.count++
    if (this.count > 1) process.exit(EXIT.interrupted)
    process.stderr.write(`\n  stopping ${this.#what} (once more: leave at once)\n`)
    if (this.#stop) void this.#ask(this.#stop)
  }

  async #ask(stop: Stop): Promise<void> {
    while (!this.#isOver) {
      const problem = await stop().then(
        () => null,
        (error: unknown) => error,
      )
      // What is over already has no need to be stopped.
      if (problem === null || (isAppError(problem) && problem.code === 'conflict')) return
      process.stderr.write(`  Not stopped yet: ${messageOf(problem)}\n`)
      if (!isAppError(problem) || problem.code !== 'unavailable') return
      await sleep(this.#againMs)
    }
  }
}
