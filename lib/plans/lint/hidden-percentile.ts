// A check on latency makes a slow answer an error, so an error rate of e demands that 1 − e of all answers pass it: a percentile of its
// own, hidden. It contradicts a percentile that lets more of them be slower than that.

import { formatDuration, parseDuration } from '#lib/core/duration.ts'
import { formatPercent } from '#lib/core/units.ts'
import type { CompiledPlan } from '../compiled.ts'
import type { PlanDraft } from '../document/plan.ts'
import type { Finding } from '../finding.ts'
import { placeOf } from '../place-of.ts'
import { rounded, times } from './figures.ts'
import { isPlain, type Judged, judgedIn, sentIn } from './judged-criteria.ts'
import { type LintRule, warning } from './rule.ts'

const NAME = 'hidden-percentile'
const LATENCY = /^\s*latency\s*<=?\s*(.+)$/i

export const hiddenPercentile: LintRule = {
  name: NAME,
  check(draft, plan) {
    return plan ? latencyChecks(draft).flatMap((check) => findingOf(plan, check)) : []
  },
}

interface LatencyCheck {
  operation: string
  place: string
  ms: number
}

function latencyChecks(draft: PlanDraft): LatencyCheck[] {
  return (draft.operations ?? []).flatMap(({ key, checks }) =>
    (checks ?? []).flatMap((text, index) => {
      const most = parseDuration(LATENCY.exec(text)?.[1] ?? '')
      return most.ok ? [{ operation: key, place: `operations.${key}.checks.${index}`, ms: most.value }] : []
    }),
  )
}

/** The widest gap of an operation, told once. */
function findingOf(plan: CompiledPlan, check: LatencyCheck): Finding[] {
  const pairs = plan.scenarios
    .filter((scenario) => sentIn(plan, scenario).has(check.operation))
    .flatMap((scenario) => {
      const judged = judgedIn(plan, scenario).filter((one) => speaksOf(one, check.operation))
      const errors = judged.filter(({ entry }) => isPlain(entry, 'error_rate') && entry.limit > 0)
      return judged.flatMap((one) => errors.map((error) => ({ one, error, slow: slowShare(one, check.ms) })))
    })
    .filter(({ slow, error }) => slow > error.entry.limit + 1e-9)
    .sort(
      (left, right) =>
        ownFirst(left.one, right.one) || right.slow / right.error.entry.limit - left.slow / left.error.entry.limit,
    )
  const [worst] = pairs
  if (!worst) return []
  const { one, error, slow } = worst
  const [share, most] = [formatPercent(Number(slow.toPrecision(6))), formatPercent(error.entry.limit)]
  return [
    warning(NAME, [check.place, placeOf(one.objective)], {
      message: `Slower than ${formatDuration(check.ms)} counts as an error of ${check.operation}, of which ${error.objective.judge} allows ${most}; ${one.objective.judge} lets ${share} be slower`,
      arithmetic: `${share} slower than ${formatDuration(check.ms)} = ${times(slow / error.entry.limit)} the ${most} of errors: in truth p${rounded(100 - 100 * error.entry.limit)} < ${formatDuration(check.ms)} is asked for`,
      fix: `Remove the check and judge p${rounded(100 - 100 * error.entry.limit)} by itself, or check against what ${share} may not pass`,
    }),
  ]
}

/** A row of the operation says more than one of everything. */
function ownFirst(left: Judged, right: Judged): number {
  return Number(left.entry.criterion.selector === null) - Number(right.entry.criterion.selector === null)
}

/** The share a percentile lets be slower than the check, 0 where it is the stricter. */
function slowShare({ entry: { criterion, target } }: Judged, ms: number): number {
  const { metric, comparator } = criterion
  if (metric.kind !== 'percentile' || !comparator.startsWith('<') || target < ms) return 0
  return 1 - metric.percentile / 100
}

function speaksOf({ entry: { criterion }, alternative }: Judged, operation: string): boolean {
  const { selector } = criterion
  return !alternative && (selector === null || (selector.kind === 'operation' && selector.key === operation))
}
