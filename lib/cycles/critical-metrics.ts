// The starred metrics of a plan, each with the objective that judges it: where several do, the worst speaks.

import { parseMetric } from '#lib/plans/criterion-parser.ts'
import { formatMetric, formatSelector } from '#lib/plans/criterion-text.ts'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { worstCell } from './acceptance.ts'
import type { Coverage, CoverageRow } from './coverage-schema.ts'
import type { CriticalMetric } from './schema.ts'

const ORDER = ['fail', 'untested', 'inconclusive', 'warn', 'pass']

export function criticalMetricsOf(draft: PlanDraft, coverage: Coverage): CriticalMetric[] {
  return (draft.criticalMetrics ?? [])
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .map((text) => rowFor(text, coverage))
}

function rowFor(text: string, coverage: Coverage): CriticalMetric {
  const wanted = canonical(text)
  const exact = coverage.rows.filter(({ metric }) => metric !== '' && metric === wanted)
  // A metric starred without a selector is also judged by the rows of single operations.
  const own = exact.length > 0 ? exact : coverage.rows.filter(({ metric }) => metric.startsWith(`${wanted}(`))
  // What is asked of a part of the load only, e.g. of a phase, speaks where nothing else does.
  const whole = own.filter(({ judge }) => !/ (?:during|at) /.test(judge))
  const judging = (whole.length > 0 ? whole : own).toSorted(
    (a, b) => ORDER.indexOf(a.result) - ORDER.indexOf(b.result),
  )[0]
  return judging ? judged(text, judging, coverage) : unjudged(text)
}

/** As objectives write it; what cannot be read stays as it is. */
function canonical(text: string): string {
  const read = parseMetric(text)
  if (!read.ok) return text
  return `${formatMetric(read.metric, read.service)}${read.selector ? `(${formatSelector(read.selector)})` : ''}`
}

function judged(text: string, row: CoverageRow, { scenarios }: Coverage): CriticalMetric {
  const cell = worstCell(row)
  return {
    text,
    label: row.label === row.judge ? text : row.label,
    objective: row.key,
    ...{ comparator: row.comparator, unit: row.unit, target: row.target, status: row.result },
    actual: cell?.actual ?? null,
    scenario: scenarios.find(({ key }) => key === cell?.scenario) ?? null,
    run: cell?.run ?? null,
    reason: cell?.reason ?? 'No scenario measures it.',
    derivation: cell?.derivation ?? null,
  }
}

function unjudged(text: string): CriticalMetric {
  return {
    ...{ text, label: text, objective: null, comparator: null, unit: 'count', target: null, actual: null },
    ...{ status: 'untested', scenario: null, run: null, derivation: null },
    reason: 'No objective of the plan judges it.',
  }
}
