import type { CompiledObjective } from './compiled.ts'

/** Where an objective stands in the document, e.g. `slas.create-p95`, `scenarios.baseline.criteria.0`. */
export function placeOf(objective: CompiledObjective): string {
  if (objective.source === 'sla') return `slas.${objective.key}`
  if (objective.source === 'acceptance') return `acceptance.${objective.key}`
  if (objective.source === 'resource') return `resources.${objective.key.replace(/-(normal|peak)$/, '')}`
  return `scenarios.${objective.scenario}.criteria.${Number(/(\d+)$/.exec(objective.key)?.[1] ?? 1) - 1}`
}
