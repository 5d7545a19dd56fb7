// Stops a run that only produces errors: at least 90 % failed over the last 60 seconds, unless the scenario expects failures.

import type { CompiledScenario } from '#lib/plans/compiled.ts'
import type { Counts } from '#lib/runs/bucket.ts'

const WINDOW_SECONDS = 60
const HOPELESS_SHARE = 0.9

export class HopelessRun {
  readonly #isExpected: boolean
  readonly #ended: number[] = []
  readonly #failed: number[] = []

  constructor(scenario: Pick<CompiledScenario, 'expectFailures'>) {
    this.#isExpected = scenario.expectFailures.length > 0
  }

  /** Takes one second of all operations, a row for each shard. Returns why the run should end, or null. */
  look(second: readonly Pick<Counts, 'ok' | 'failed'>[]): string | null {
    if (this.#isExpected) return null
    this.#ended.push(sum(second.map(({ ok, failed }) => ok + failed)))
    this.#failed.push(sum(second.map(({ failed }) => failed)))
    if (this.#ended.length < WINDOW_SECONDS) return null
    const ended = sum(this.#ended)
    const failed = sum(this.#failed)
    this.#ended.shift()
    this.#failed.shift()
    if (failed === 0 || failed < HOPELESS_SHARE * ended) return null
    return `${failed} of ${ended} requests failed in the last minute, so the run was stopped.`
  }
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
