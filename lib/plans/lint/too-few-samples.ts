// A percentile q needs 10 / (1 − q) attempts, an error rate r without a failure 3 / r: with fewer the verdict stays open.

import { formatDuration, parseDuration } from '#lib/core/duration.ts'
import { formatPercent, formatRate } from '#lib/core/units.ts'
import type { CompiledPlan } from '../compiled.ts'
import { formatMetric, formatSelector } from '../criterion-text.ts'
import type { PlanDraft } from '../document/plan.ts'
import { expectedAttempts } from '../expected-load.ts'
import type { Finding } from '../finding.ts'
import { placeOf } from '../place-of.ts'
import { attemptsForErrorRate, attemptsForPercentile } from '../samples-needed.ts'
import { grouped } from './figures.ts'
import { isPlain, type Judged, judgedCriteria, type Single, sentIn, singlesOf } from './judged-criteria.ts'
import { type LintRule, warning } from './rule.ts'

export const tooFewSamples: LintRule = {
  name: 'too-few-samples',
  check(draft, plan) {
    if (!plan) return []
    return [...inScenarios(plan), ...atItsOwnRate(draft, plan)]
  },
}

function inScenarios(plan: CompiledPlan): Finding[] {
  return judgedCriteria(plan).flatMap((judged) => {
    const need = needOf(judged.entry)
    if (!need || judged.alternative) return []
    const { selector, window } = judged.entry.criterion
    const expected = Math.round(expectedAttempts(plan, judged.scenario, selector, window))
    return expected < need.attempts ? [finding(judged, need, expected)] : []
  })
}

/** An operation that no scenario sends yet: what the rate asked of it comes to in the longest everyday test of the strategy. */
function atItsOwnRate(draft: PlanDraft, plan: CompiledPlan): Finding[] {
  const sent = new Set(plan.scenarios.flatMap((scenario) => [...sentIn(plan, scenario)]))
  const tests = (draft.strategy ?? []).flatMap(({ type, duration }, index) => {
    const length = parseDuration(duration ?? '')
    return type?.trim() === 'load' && length.ok ? [{ place: `strategy.${index}.duration`, ms: length.value }] : []
  })
  const longest = tests.toSorted((left, right) => right.ms - left.ms)[0]
  if (!longest) return []
  const rows = plan.objectives.flatMap((objective) => {
    const [entry] = objective.source === 'sla' ? singlesOf(objective.entry) : []
    const selector = entry?.criterion.selector
    return entry && selector?.kind === 'operation' && !sent.has(selector.key)
      ? [{ objective, entry, key: selector.key }]
      : []
  })
  return rows.flatMap(({ objective, entry, key }) => {
    const rate = rows.find((row) => row.key === key && isPlain(row.entry, 'rate'))?.entry.target
    const need = needOf(entry)
    if (rate === undefined || !need) return []
    const expected = Math.round((rate * longest.ms) / 1000)
    if (expected >= need.attempts) return []
    return [
      warning('too-few-samples', [placeOf(objective), longest.place], {
        message: `${objective.judge} needs ${grouped(need.attempts)} attempts, ${formatRate(rate)} make ${grouped(expected)} in ${formatDuration(longest.ms)}`,
        arithmetic: `${need.arithmetic} attempts; ${formatRate(rate)} × ${formatDuration(longest.ms)} = ${grouped(expected)}`,
        fix: `Test ${key} for ${formatDuration(Math.ceil(need.attempts / rate) * 1000)}, or at ${formatRate(Math.ceil((need.attempts * 60_000) / longest.ms) / 60)}`,
      }),
    ]
  })
}

interface Need {
  attempts: number
  arithmetic: string
}

function needOf(entry: Single): Need | null {
  const { metric, comparator, selector } = entry.criterion
  if (metric.kind === 'percentile') {
    const fraction = Number((metric.percentile / 100).toPrecision(9))
    const attempts = attemptsForPercentile(fraction)
    return { attempts, arithmetic: `10 / (1 − ${fraction}) = ${grouped(attempts)}` }
  }
  const lower = comparator === '<' || comparator === '<='
  if (!isPlain(entry, 'error_rate') || !lower || entry.target <= 0 || selector?.kind === 'status') return null
  const attempts = attemptsForErrorRate(entry.target)
  return { attempts, arithmetic: `3 / ${formatPercent(entry.target)} = ${grouped(attempts)}` }
}

function finding({ scenario, objective, entry }: Judged, need: Need, expected: number) {
  const { metric, selector } = entry.criterion
  const subject = `${formatMetric(metric)}${selector ? ` of ${formatSelector(selector)}` : ''}`
  const outcome = metric.kind === 'percentile' ? 'would be inconclusive' : 'could at best be a warning'
  return {
    rule: 'too-few-samples',
    severity: 'warning' as const,
    message: `${subject} needs ${grouped(need.attempts)} attempts, ${scenario.key} is expected to make about ${grouped(expected)} in the judged window: it ${outcome}`,
    places: [placeOf(objective), `scenarios.${scenario.key}.load`],
    arithmetic: `${need.arithmetic} attempts; expected about ${grouped(expected)}`,
    fix: fixOf(scenario, expected === 0 ? null : Math.ceil((10 * need.attempts) / expected) / 10),
  }
}

/** `times` as many attempts are needed; null = there is none to multiply. */
function fixOf({ key, load }: Judged['scenario'], times: number | null): string {
  if (times === null) return `Send it in ${key}, or judge it elsewhere`
  return load.iterations === null
    ? `Hold ${key} ${times.toFixed(1)} times as long, or raise its load`
    : `Give ${key} ${grouped(Math.ceil(load.iterations * times))} iterations and the time for them, or judge it elsewhere`
}
