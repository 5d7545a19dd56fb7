// `stopWhen` of a scenario: a rule ends the run when it holds over its sliding window, e.g. `error_rate > 5% for 30s` over the last 30
// closed seconds. A rule without `for` looks at the last second. What was not measured never stops a run.

import type { CompiledScenario } from '#lib/plans/compiled.ts'
import type { Criterion, CriterionEntry } from '#lib/plans/criterion.ts'
import { formatEntry } from '#lib/plans/criterion-text.ts'
import type { Bucket } from '#lib/runs/bucket.ts'
import { type Evidence, evidenceFromRows } from '#lib/verdicts/evidence.ts'
import { measure } from '#lib/verdicts/measure.ts'
import { holds } from '#lib/verdicts/objective.ts'
import type { EngineTick } from './engine.ts'

export class StopRules {
  readonly #scenario: CompiledScenario
  readonly #longestSeconds: number
  #rows: Bucket[] = []
  #generator: EngineTick['generator'] = []

  constructor(scenario: CompiledScenario) {
    this.#scenario = scenario
    this.#longestSeconds = Math.max(0, ...scenario.stopWhen.map(windowSeconds))
  }

  /** Takes what one second came to. Returns which rule ends the run and why, or null. */
  look({ buckets, generator }: EngineTick): string | null {
    const second = generator[0]?.second
    if (second === undefined || this.#longestSeconds === 0) return null
    const oldest = second + 1 - this.#longestSeconds
    const fine = buckets.filter((bucket) => bucket.resolution === 1)
    this.#rows = [...this.#rows.filter((row) => row.startSecond >= oldest), ...fine]
    this.#generator = [...this.#generator.filter((row) => row.second >= oldest), ...generator]
    const evidence = evidenceFromRows(this.#rows, {
      load: this.#scenario.load,
      phases: this.#scenario.phases,
      generator: this.#generator,
      shards: 1,
      elapsedMs: (second + 1) * 1000,
      end: null,
      startedAt: null,
    })
    const rule = this.#scenario.stopWhen.find((entry) => isMet(entry, evidence))
    return rule ? `The stop rule ${formatEntry(rule)} was met.` : null
  }
}

function windowSeconds(entry: CriterionEntry): number {
  if (entry.kind === 'any') return Math.max(...entry.entries.map(windowSeconds))
  return Math.max(1, Math.ceil((entry.criterion.forMs ?? 0) / 1000))
}

function isMet(entry: CriterionEntry, evidence: Evidence): boolean {
  if (entry.kind === 'any') return entry.entries.some((one) => isMet(one, evidence))
  const fromMs = evidence.elapsedMs - windowSeconds(entry) * 1000
  return fromMs >= 0 && holdsOver(entry.criterion, fromMs, evidence)
}

function holdsOver(criterion: Criterion, fromMs: number, evidence: Evidence): boolean {
  const measured = measure(criterion, [{ fromMs, toMs: evidence.elapsedMs }], evidence)
  return measured.ok && holds(criterion.comparator, measured.value, criterion.value)
}
