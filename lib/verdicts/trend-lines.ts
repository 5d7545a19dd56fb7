// Runs of one scenario as lines: what was measured over the steady load, and every objective as it was judged.

import type { ScopeEstimates } from '#lib/analysis/comparison.ts'
import { changePoints } from '#lib/analysis/trend.ts'
import type { ObjectiveView } from '#lib/runs/verdict-schema.ts'
import type { TrendLine } from './trend-schema.ts'

export interface MeasuredRun {
  id: string
  isInvalid: boolean
  scopes: readonly ScopeEstimates[]
  objectives: readonly ObjectiveView[]
}

const MEASURED = [
  { key: 'p95', label: 'p95 of all operations', unit: 'ms' },
  { key: 'rate', label: 'Completed requests', unit: 'perSecond' },
  { key: 'errors', label: 'Failed requests', unit: 'fraction' },
] as const

/** `runs`: oldest first. */
export function trendLines(runs: readonly MeasuredRun[]): TrendLine[] {
  const measured = MEASURED.map(({ key, label, unit }) => {
    const values = runs.map(({ scopes }) => scopes.find((scope) => scope.key === '*')?.metrics[key]?.value ?? null)
    const objectives = runs.map((run) =>
      run.objectives.find((one) => one.selector === null && METRIC_OF[key] === one.metric),
    )
    return toLine({ key, label, unit, values, objectives }, runs)
  })
  return [...measured, ...objectivesOf(runs).map((objective) => objectiveLine(objective, runs))]
}

/** A line of what was measured shows the thresholds of the objective that asks for the same. */
const METRIC_OF = { p95: 'p95', rate: 'rate', errors: 'error_rate' } as const

/** Each once, in the order of the newest run; those that only older runs had come last. */
function objectivesOf(runs: readonly MeasuredRun[]): ObjectiveView[] {
  const byKey = new Map<string, ObjectiveView>()
  for (const { objectives } of runs.toReversed())
    for (const objective of objectives) if (!byKey.has(objective.key)) byKey.set(objective.key, objective)
  return [...byKey.values()]
}

function objectiveLine({ key, judge, unit }: ObjectiveView, runs: readonly MeasuredRun[]): TrendLine {
  const objectives = runs.map((run) => run.objectives.find((one) => one.key === key && one.unit === unit))
  const values = objectives.map((one) => one?.actual ?? null)
  return toLine({ key: `objective:${key}`, label: judge, unit, values, objectives }, runs)
}

type Drawn = Pick<TrendLine, 'key' | 'label' | 'unit' | 'values'> & { objectives: (ObjectiveView | undefined)[] }

function toLine({ objectives, ...line }: Drawn, runs: readonly MeasuredRun[]): TrendLine {
  const known = line.values.flatMap((value, index) =>
    value === null || runs[index]!.isInvalid ? [] : [{ value, id: runs[index]!.id }],
  )
  const kind = line.unit === 'fraction' ? 'share' : 'level'
  const found = changePoints(
    known.map(({ value }) => value),
    kind,
  )
  return {
    ...line,
    targets: objectives.map((one) => one?.target ?? null),
    limits: objectives.map((one) => one?.limit ?? null),
    changes: found.map(({ index, before, after }) => ({ runId: known[index]!.id, before, after })),
  }
}
