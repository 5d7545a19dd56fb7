// What the phases of a scenario must come to: each success criterion is judged like any other, over its phase unless it names another
// window. That of a gate counts in full, any other at most as a warning.

import type { CompiledObjective, CompiledPhase, CompiledScenario } from './compiled.ts'
import type { CriterionEntry } from './criterion.ts'
import { formatEntry } from './criterion-text.ts'

export function phaseObjectives(scenario: CompiledScenario): CompiledObjective[] {
  return scenario.phases.flatMap((phase) =>
    (phase.success ?? []).map((entry, index) => phaseObjective(scenario, phase, entry, index)),
  )
}

function phaseObjective(
  scenario: CompiledScenario,
  { key, name, gate }: CompiledPhase,
  written: CriterionEntry,
  index: number,
): CompiledObjective {
  const entry = within(key, written)
  return {
    key: `${scenario.key}-${key}-${index + 1}`,
    source: 'criterion',
    judge: formatEntry(entry),
    entry,
    priority: gate ? 'high' : 'medium',
    scenario: scenario.key,
    scenarioTypes: [],
    sustainedMs: null,
    phase: { key, name, gate },
  }
}

function within(phase: string, entry: CriterionEntry): CriterionEntry {
  if (entry.kind === 'any') return { ...entry, entries: entry.entries.map((one) => within(phase, one)) }
  if (entry.criterion.window) return entry
  return { ...entry, criterion: { ...entry.criterion, window: { kind: 'during', phase } } }
}
