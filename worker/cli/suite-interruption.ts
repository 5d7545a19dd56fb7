// Ctrl-C while a suite runs on a server: the first stops it, and the run under way with it; the second leaves at once.

import { messageOf } from '#lib/core/errors.ts'
import { EXIT } from './exit-code.ts'
import type { ServerApi } from './server-api.ts'

export class SuiteInterruption {
  count = 0
  readonly #api: Pick<ServerApi, 'post'>
  readonly #onSignal = () => this.interrupt()
  /** The cycle whose suite was started. */
  #cycle: string | null = null

  constructor(api: Pick<ServerApi, 'post'>) {
    this.#api = api
    process.on('SIGINT', this.#onSignal).on('SIGTERM', this.#onSignal)
  }

  /** From here on there is something to stop. */
  watch(cycle: string): void {
    this.#cycle = cycle
    if (this.count > 0) this.#stop(cycle)
  }

  end(): void {
    process.off('SIGINT', this.#onSignal).off('SIGTERM', this.#onSignal)
  }

  interrupt(): void {
    this.count++
    if (this.count > 1) process.exit(EXIT.interrupted)
    process.stderr.write('\n  stopping the suite, and the run under way (once more: leave at once)\n')
    if (this.#cycle) this.#stop(this.#cycle)
  }

  #stop(cycle: string): void {
    const body = { reason: 'Interrupted from the terminal.', stopRun: true }
    this.#api
      .post(`/cycles/${cycle}/stop`, body)
      .catch((error) => process.stderr.write(`  The suite was not stopped: ${messageOf(error)}\n`))
  }
}
