// Findings: PERF-001 within a project. What analyses and failed objectives say is a suggestion until a person confirms it.

import type { Coverage, CoverageRow } from '#lib/cycles/coverage-schema.ts'
import { type CycleFacts, countingRun, isInvalid, runRef } from '#lib/cycles/facts.ts'
import type { Analyses } from '#lib/cycles/matrix.ts'
import type { Severity, Suggestion } from './schema.ts'

export const findingLabel = (number: number): string => `PERF-${String(number).padStart(3, '0')}`

/** What is known already, dismissed ones too: of it nothing is suggested again. */
export interface Known {
  scenario: string | null
  objective: string | null
  analysis: string | null
}

const RANK = ['critical', 'high', 'medium', 'low']

/** Gravest first. */
export function suggestionsOf(
  facts: CycleFacts,
  coverage: Coverage,
  analyses: Analyses,
  known: readonly Known[],
): Suggestion[] {
  const all = facts.plan.scenarios.flatMap(({ key }) => [
    ...fromObjectives(facts, coverage, key),
    ...fromAnalyses(facts, analyses, key),
  ])
  const isKnown = (one: Suggestion) =>
    known.some(
      ({ scenario, objective, analysis }) =>
        scenario === one.scenario && objective === one.objective && analysis === one.analysis,
    )
  return all.filter((one) => !isKnown(one)).toSorted((a, b) => RANK.indexOf(a.severity) - RANK.indexOf(b.severity))
}

const SEVERITY: Record<CoverageRow['priority'], Severity> = { high: 'high', medium: 'medium', low: 'low' }

function fromObjectives(facts: CycleFacts, { rows }: Coverage, scenario: string): Suggestion[] {
  const run = countingRun(facts, scenario)
  const name = facts.plan.scenarios.find(({ key }) => key === scenario)?.name || scenario
  if (!run) return []
  return rows.flatMap((row) => {
    const cell = row.cells.find((one) => one.scenario === scenario)
    if (cell?.status !== 'fail') return []
    return [
      {
        key: `${scenario}/objective/${row.key}`,
        title: `${row.label} failed in ${name}`,
        severity: SEVERITY[row.priority],
        advice: cell.reason,
        ...{ run: runRef(run), scenario, objective: row.key, analysis: null, window: null },
      },
    ]
  })
}

function fromAnalyses(facts: CycleFacts, analyses: Analyses, scenario: string): Suggestion[] {
  const run = countingRun(facts, scenario)
  if (!run || isInvalid(run)) return []
  return (analyses.get(run.id) ?? []).flatMap(({ key, suggestion, window }) =>
    suggestion
      ? [
          {
            key: `${scenario}/analysis/${key}`,
            ...{ title: suggestion.title, severity: suggestion.severity, advice: suggestion.advice },
            ...{ run: runRef(run), scenario, objective: null, analysis: key, window },
          },
        ]
      : [],
  )
}
