// What is loaded or accepted beside its like, and judged by nothing of its own: an operation without a row in a matrix that has one for the
// others, a requirement whose metric is not among the critical ones. Part of unmeasured-sla.

import type { CompiledObjective, CompiledPlan } from '../compiled.ts'
import { parseMetric } from '../criterion-parser.ts'
import { formatMetric } from '../criterion-text.ts'
import type { PlanDraft } from '../document/plan.ts'
import type { Finding } from '../finding.ts'
import { jobOperation, selectorsOf } from '../objectives-for.ts'
import { placeOf } from '../place-of.ts'
import { isLatency, sentIn, singlesOf } from './judged-criteria.ts'
import { warning } from './rule.ts'

const NAME = 'unmeasured-sla'
/** Fewer rows are no matrix: they are what matters. */
const MATRIX = 5
/** As many requirements by critical metrics say that the list is meant to be whole. */
const MOST_CRITICAL = 3

export function unjudged(draft: PlanDraft, plan: CompiledPlan): Finding[] {
  return [...outsideMatrix(plan), ...acceptedOnly(draft, plan)]
}

/** Beside operations that have a row of their own; one that is sent alone is judged by what its scenario asks. */
function outsideMatrix(plan: CompiledPlan): Finding[] {
  const rows = plan.objectives.filter(({ source }) => source === 'sla')
  const inMatrix = selectedBy(plan, rows.filter(isTimed))
  if (inMatrix.size < MATRIX) return []
  const timed = selectedBy(plan, plan.objectives.filter(isTimed))
  const named = selectedBy(plan, rows)
  const beside = new Set(
    plan.scenarios.flatMap((scenario) => {
      const sent = [...sentIn(plan, scenario)]
      return sent.some((key) => inMatrix.has(key)) ? sent : []
    }),
  )
  const mayFail = new Set(plan.scenarios.flatMap(({ expectFailures }) => expectFailures.map((one) => one.operation)))
  return plan.operations
    .filter(({ key }) => !timed.has(key) && !mayFail.has(key) && (beside.has(key) || named.has(key)))
    .map(({ key }) => {
      const row = rows.find((one) => selectedBy(plan, [one]).has(key))
      return warning(NAME, [row ? placeOf(row) : `operations.${key}`, 'slas'], {
        message: `${key} is ${beside.has(key) ? 'sent' : 'asked for'}, but no row says how fast it has to be`,
        arithmetic: `${inMatrix.size} other operations have such a row`,
        fix: `Add, for example, { key: ${key}-p95, operation: ${key}, metric: p95, target: 200ms, limit: 1s }`,
      })
    })
}

const isTimed = ({ entry }: CompiledObjective): boolean => singlesOf(entry).some(isLatency)

/** Keys of the operations some of the objectives speak of by name. */
function selectedBy(plan: CompiledPlan, objectives: readonly CompiledObjective[]): Set<string> {
  const keys = new Set(objectives.flatMap(({ entry }) => selectorsOf(entry).map((one) => jobOperation(one) ?? one.key)))
  return new Set(plan.operations.flatMap(({ key }) => (keys.has(key) ? [key] : [])))
}

function acceptedOnly(draft: PlanDraft, plan: CompiledPlan): Finding[] {
  const critical = new Set(
    (draft.criticalMetrics ?? []).flatMap((text) => {
      const read = parseMetric(text)
      return read.ok ? [formatMetric(read.metric)] : []
    }),
  )
  const accepted = plan.objectives
    .filter(({ source, priority }) => source === 'acceptance' && priority !== 'low')
    .map((objective) => ({
      objective,
      metrics: singlesOf(objective.entry).map(({ criterion }) => formatMetric(criterion.metric)),
    }))
  const outside = accepted.filter(({ metrics }) => !metrics.some((metric) => critical.has(metric)))
  const inside = accepted.length - outside.length
  if (inside < MOST_CRITICAL || outside.length * 2 >= inside) return []
  return outside.map(({ objective, metrics }) =>
    warning(NAME, [placeOf(objective), 'criticalMetrics'], {
      message: `${objective.key} decides about acceptance by ${metrics[0]}, which is not among the critical metrics`,
      arithmetic: `critical: ${[...critical].join(', ')}`,
      fix: `Add ${metrics[0]} to criticalMetrics, or give ${objective.key} a low priority`,
    }),
  )
}
