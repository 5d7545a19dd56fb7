// Stops a run that only produces errors: at least 90 % failed over the last 60 seconds, unless the scenario expects failures.

import type { Bucket } from '#lib/runs/bucket.ts'
import type { EngineInput } from './engine.ts'

const WINDOW_SECONDS = 60
const HOPELESS_SHARE = 0.9

export class HopelessRun {
  readonly #isExpected: boolean
  readonly #ended: number[] = []
  readonly #failed: number[] = []

  constructor(input: EngineInput) {
    const scenario = input.plan.scenarios.find(({ key }) => key === input.scenario)
    this.#isExpected = (scenario?.expectFailures.length ?? 0) > 0
  }

  /** Takes one second of all operations. Returns why the run should end, or null. */
  look(second: Bucket): string | null {
    if (this.#isExpected) return null
    this.#ended.push(second.ok + second.failed)
    this.#failed.push(second.failed)
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
