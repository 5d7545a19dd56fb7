// Two rows that judge the same attempts by the same metric with other thresholds: one of them is not meant.

import type { CompiledObjective } from '../compiled.ts'
import { formatEntry } from '../criterion-text.ts'
import { placeOf } from '../place-of.ts'
import { singlesOf } from './judged-criteria.ts'
import type { LintRule } from './rule.ts'

export const conflictingSlas: LintRule = {
  name: 'conflicting-slas',
  check(_draft, plan) {
    const rows = (plan?.objectives ?? []).filter((one) => one.source === 'sla' || one.source === 'acceptance')
    return rows.flatMap((left, index) =>
      rows
        .slice(index + 1)
        .filter(
          (right) =>
            right.source === left.source &&
            overlap(left, right) &&
            subjectOf(left) === subjectOf(right) &&
            !agree(left, right),
        )
        .map((right) => ({
          rule: 'conflicting-slas',
          severity: 'warning' as const,
          message: `${left.key} and ${right.key} judge the same by different measures: ${left.judge} and ${right.judge}`,
          places: [placeOf(left), placeOf(right)],
          arithmetic: `${thresholds(left)} against ${thresholds(right)}`,
          fix: `Keep one of them, or tell them apart by scenario or when, for example when: ["type:stress"]`,
        })),
    )
  },
}

function subjectOf({ entry }: CompiledObjective): string {
  return JSON.stringify(
    singlesOf(entry).map(({ criterion }) => [
      criterion.metric,
      criterion.service,
      criterion.selector,
      criterion.window,
    ]),
  )
}

function agree(left: CompiledObjective, right: CompiledObjective): boolean {
  return formatEntry(left.entry) === formatEntry(right.entry) && thresholds(left) === thresholds(right)
}

function thresholds({ entry }: CompiledObjective): string {
  return singlesOf(entry)
    .map(({ criterion, target, limit }) => `${criterion.comparator} ${target} … ${limit}`)
    .join(' or ')
}

/** A row that names scenario types is an exception to one that does not, as is one that names a scenario. */
function overlap(left: CompiledObjective, right: CompiledObjective): boolean {
  if (left.scenario !== right.scenario) return false
  const [mine, yours] = [left.scenarioTypes, right.scenarioTypes]
  if (mine.length === 0 || yours.length === 0) return mine.length === yours.length
  return mine.some((type) => yours.includes(type))
}
