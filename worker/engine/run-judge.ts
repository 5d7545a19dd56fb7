// What ends a run before its schedule does: a stop rule that is met, a gate that fails, or nothing but errors. Pure: it is fed one second after the other
// with the rows of all shards, so that it judges the whole, whoever sent it.

import type { MonitorSeries } from '#lib/monitors/sample.ts'
import type { CompiledScenario } from '#lib/plans/compiled.ts'
import type { Bucket, GeneratorSecond } from '#lib/runs/bucket.ts'
import { isAllOperations } from '#lib/runs/series.ts'
import { HopelessRun } from './hopeless.ts'
import { PhaseGates } from './phase-gates.ts'
import { StopRules } from './stop-rules.ts'

export interface RunEnding {
  reason: 'completed' | 'aborted'
  message: string
}

export class RunJudge {
  readonly #rules: StopRules
  readonly #gates: PhaseGates
  readonly #hopeless: HopelessRun
  /** A load that rises until failure reaches its planned end when a stop rule is met. */
  readonly #isFailureWanted: boolean

  /** `monitors`: what the sources of the run have told so far; default: nothing. */
  constructor(scenario: CompiledScenario, monitors?: () => readonly MonitorSeries[]) {
    // In a search they tell that a level broke, not that the run is over.
    this.#rules = new StopRules(scenario.load.search ? { ...scenario, stopWhen: [] } : scenario, monitors)
    this.#gates = new PhaseGates(scenario, monitors)
    this.#hopeless = new HopelessRun(scenario)
    this.#isFailureWanted = scenario.untilFailure
  }

  /** Seconds come in order, each once, with everything that closed with it: rows of one second are read, coarser ones passed over. */
  look(second: number, rows: readonly Bucket[], generator: readonly GeneratorSecond[]): RunEnding | null {
    const fine = rows.filter((row) => row.resolution === 1 && row.startSecond === second)
    const met = this.#rules.look(second, fine, generator)
    if (met) return { reason: this.#isFailureWanted ? 'completed' : 'aborted', message: met }
    const shut = this.#gates.look(second, fine, generator)
    if (shut) return { reason: 'aborted', message: shut }
    const why = this.#hopeless.look(fine.filter((row) => isAllOperations(row.series)))
    return why ? { reason: 'aborted', message: why } : null
  }
}
