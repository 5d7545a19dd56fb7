// Gates of a scenario: when a phase that is one ends, its success criteria are judged over it, and one that fails ends the run. Who takes
// over in the middle of a phase has not seen all of it and leaves its gate to the verdict.

import type { Stage } from '#lib/load/profile.ts'
import { stagesNamed } from '#lib/load/stages-named.ts'
import type { MonitorSeries } from '#lib/monitors/sample.ts'
import type { CompiledPhase, CompiledScenario } from '#lib/plans/compiled.ts'
import { phaseObjectives } from '#lib/plans/phase-objectives.ts'
import type { Bucket, GeneratorSecond } from '#lib/runs/bucket.ts'
import { addRow, emptyWindow, type MergedWindow } from '#lib/runs/window.ts'
import { type Evidence, selects, type TalliedSelector } from '#lib/verdicts/evidence.ts'
import { criteriaOf } from '#lib/verdicts/judged-objectives.ts'
import { evaluateObjective } from '#lib/verdicts/objective.ts'

const BELIEVED = { status: 'valid', reasons: [], completeness: 1 } as const

export class PhaseGates {
  readonly #scenario: CompiledScenario
  readonly #gates: CompiledPhase[]
  readonly #monitors: () => readonly MonitorSeries[]
  #open: OpenPhase | null = null

  /** `monitors`: what the sources of the run have told so far. */
  constructor(scenario: CompiledScenario, monitors: () => readonly MonitorSeries[] = () => []) {
    this.#scenario = scenario
    this.#monitors = monitors
    this.#gates = scenario.phases.filter(
      ({ gate, durationMs, success = [] }) => gate && durationMs > 0 && success.length > 0,
    )
  }

  /** Seconds come in order, each once, with rows of one second. Returns which gate failed and why, or null. */
  look(second: number, fine: readonly Bucket[], generator: readonly GeneratorSecond[]): string | null {
    if (this.#gates.length === 0) return null
    const beginning = this.#gates.find(({ startMs }) => Math.ceil(startMs / 1000) === second)
    if (beginning) this.#open = new OpenPhase(this.#scenario, beginning)
    const open = this.#open
    if (!open) return null
    if (open.holds(second)) open.add(fine, generator)
    if (second + 1 < open.endSecond) return null
    this.#open = null
    return open.judge(this.#monitors())
  }
}

class OpenPhase {
  readonly endSecond: number
  readonly #scenario: CompiledScenario
  readonly #phase: CompiledPhase
  readonly #windows = new Map<string, { selector: TalliedSelector | null; window: MergedWindow }>()
  readonly #generator: GeneratorSecond[] = []

  constructor(scenario: CompiledScenario, phase: CompiledPhase) {
    this.#scenario = scenario
    this.#phase = phase
    this.endSecond = Math.floor((phase.startMs + phase.durationMs) / 1000)
    for (const { selector } of (phase.success ?? []).flatMap(criteriaOf))
      this.#windows.set(JSON.stringify(selector), { selector, window: emptyWindow() })
  }

  /** Of a phase that is named for several stages, only these count. */
  holds(second: number): boolean {
    const stages = stagesNamed(this.#scenario.load.stages, this.#phase.key)
    const isIn = ({ startMs, durationMs }: Stage) => second * 1000 >= startMs && second * 1000 < startMs + durationMs
    return stages.length === 0 || stages.some(isIn)
  }

  add(fine: readonly Bucket[], generator: readonly GeneratorSecond[]): void {
    for (const { selector, window } of this.#windows.values())
      for (const row of fine) if (selects(selector, row.series)) addRow(window, row)
    this.#generator.push(...generator)
  }

  judge(monitors: readonly MonitorSeries[]): string | null {
    const { key, name } = this.#phase
    const own = phaseObjectives(this.#scenario).filter(({ phase }) => phase?.key === key)
    const failed = own
      .filter(({ entry }) => criteriaOf(entry).every(({ window }) => window?.kind === 'during' && window.phase === key))
      .map((objective) => evaluateObjective(objective, this.#evidence(monitors), { ...BELIEVED, reasons: [] }))
      .find(({ verdict }) => verdict === 'fail')
    return failed ? `The gate at the end of ${name} failed: ${failed.reason}` : null
  }

  #evidence(monitors: readonly MonitorSeries[]): Evidence {
    return {
      tally: (selector) => this.#windows.get(JSON.stringify(selector))?.window ?? emptyWindow(),
      load: this.#scenario.load,
      phases: this.#scenario.phases,
      generator: this.#generator,
      shards: 1,
      elapsedMs: this.endSecond * 1000,
      end: null,
      startedAt: null,
      monitors,
    }
  }
}
