// What decides about a release, or about a whole scenario, is looser than the rows it is meant to guard: it would pass what they fail.

import { formatRate } from '#lib/core/units.ts'
import type { CompiledObjective, CompiledPlan } from '../compiled.ts'
import { formatValue } from '../criterion-text.ts'
import type { PlanDraft } from '../document/plan.ts'
import { expectedAttempts, peakRate } from '../expected-load.ts'
import type { Finding } from '../finding.ts'
import { objectivesFor } from '../objectives-for.ts'
import { placeOf } from '../place-of.ts'
import { rounded, times } from './figures.ts'
import { isLatency, isPlain, type Judged, judgedCriteria, type Single, singlesOf, uniqueBy } from './judged-criteria.ts'
import { type LintRule, warning } from './rule.ts'

const NAME = 'weak-gate'
/** Looser by less is a margin. */
const FACTOR = 2

export const weakGate: LintRule = {
  name: NAME,
  check(draft, plan) {
    if (!plan) return []
    const gates = judgedCriteria(plan).filter(
      ({ objective, alternative }) => !alternative && ['acceptance', 'criterion'].includes(objective.source),
    )
    const found = gates.flatMap((gate) => [...looserThanRows(plan, gate), ...floorBelowLoad(plan, gate)])
    return [...uniqueBy(found, ({ places }) => places.join()), ...blindAcceptance(draft, plan)]
  },
}

/** Over all operations, and no stricter than any row of the same percentile. */
function looserThanRows(plan: CompiledPlan, { scenario, objective, entry }: Judged): Finding[] {
  const { criterion } = entry
  if (!isLatency(entry) || criterion.selector || criterion.window || !criterion.comparator.startsWith('<')) return []
  const rows = objectivesFor(plan, scenario).flatMap((row) =>
    row.source === 'sla' ? singlesOf(row.entry).flatMap((one) => (guards(one, entry) ? [{ row, one }] : [])) : [],
  )
  const strictest = rows.toSorted((left, right) => left.one.limit - right.one.limit)[0]
  if (!strictest || rows.some(({ one }) => one.limit > entry.limit)) return []
  if (entry.limit < strictest.one.limit * FACTOR) return []
  return [looser(objective, strictest.row, entry, strictest.one)]
}

function guards({ criterion }: Single, gate: Single): boolean {
  const same = JSON.stringify(criterion.metric) === JSON.stringify(gate.criterion.metric)
  return same && criterion.selector?.kind === 'operation' && criterion.window === null
}

function looser(gate: CompiledObjective, row: CompiledObjective, loose: Single, strict: Single): Finding {
  const [wide, narrow] = [loose, strict].map(({ criterion, limit }) => formatValue(limit, criterion.unit))
  return warning(NAME, [placeOf(gate), placeOf(row)], {
    message: `${gate.judge} guards rows as strict as ${row.judge}: answers could take ${wide} where ${narrow} are asked for`,
    arithmetic: `${wide} / ${narrow} = ${times(loose.limit / strict.limit)} looser`,
    fix: `Judge each operation by its row, or write ${narrow}`,
  })
}

/** A rate so far below what is offered that most of it could be lost. */
function floorBelowLoad(plan: CompiledPlan, { scenario, objective, entry }: Judged): Finding[] {
  const { criterion, target } = entry
  if (!isPlain(entry, 'rate', 'ok_rate') || criterion.unit !== 'perSecond' || !criterion.comparator.startsWith('>')) {
    return []
  }
  const asked = scenario.load.pacingPerUserPerSecond !== null || scenario.load.model === 'rate'
  const offered = peakRate(plan, scenario, criterion.selector)
  if (
    !asked ||
    offered < target * FACTOR ||
    expectedAttempts(plan, scenario, criterion.selector, criterion.window) === 0
  )
    return []
  return [
    warning(NAME, [placeOf(objective), `scenarios.${scenario.key}.load`], {
      message: `${objective.judge} would pass although most of what ${scenario.key} offers is lost`,
      arithmetic: `${rounded(offered)}/s / ${formatRate(target)} = ${times(offered / target)}`,
      fix: `Ask for about ${rounded(offered * 0.95)}/s`,
    }),
  ]
}

/** Several latencies and nothing else: failing fast, or not at all, would pass. */
function blindAcceptance(draft: PlanDraft, plan: CompiledPlan): Finding[] {
  const gate = plan.objectives.filter((one) => one.source === 'acceptance')
  const singles = gate.flatMap(({ entry }) => singlesOf(entry))
  if (singles.length < 2 || !singles.every(isLatency)) return []
  const left = plan.objectives.filter(
    ({ source, entry }) =>
      source !== 'acceptance' && singlesOf(entry).some((one) => isPlain(one, 'rate', 'error_rate')),
  )
  const [first] = left
  if (!first || !draft.acceptance?.[0]) return []
  return [
    warning(NAME, [`acceptance.${draft.acceptance[0].key}`, placeOf(first)], {
      message: 'What is accepted is judged by latency alone: errors, lost throughput or no data at all would pass',
      arithmetic: `${singles.length} latencies; not among them: ${left.map((one) => one.judge).join(', ')}`,
      fix: `Add, for example, { key: accept-errors, requirement: Few errors, judge: "error_rate < 1%" }`,
    }),
  ]
}
