// A percentile q needs 10 / (1 − q) attempts, an error rate r without a failure 3 / r: with fewer the verdict stays open.

import { formatPercent } from '#lib/core/units.ts'
import { formatMetric, formatSelector } from '../criterion-text.ts'
import { expectedAttempts } from '../expected-load.ts'
import { placeOf } from '../place-of.ts'
import { attemptsForErrorRate, attemptsForPercentile } from '../samples-needed.ts'
import { isPlain, type Judged, judgedCriteria, type Single } from './judged-criteria.ts'
import type { LintRule } from './rule.ts'

export const tooFewSamples: LintRule = {
  name: 'too-few-samples',
  check(_draft, plan) {
    if (!plan) return []
    return judgedCriteria(plan).flatMap((judged) => {
      const need = needOf(judged.entry)
      const { criterion } = judged.entry
      const expected = Math.round(expectedAttempts(plan, judged.scenario, criterion.selector, criterion.window))
      return need && !judged.alternative && expected < need.attempts ? [finding(judged, need, expected)] : []
    })
  },
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

const grouped = (value: number) => String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',')
