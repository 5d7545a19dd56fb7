// Criteria back to text: the canonical form of the language, and a sentence for people who do not know it.

import { formatDuration } from '#lib/core/duration.ts'
import { tidy } from '#lib/core/quantity.ts'
import { formatPercent, formatRate, formatSize } from '#lib/core/units.ts'
import type {
  Comparator,
  Criterion,
  CriterionEntry,
  CriterionUnit,
  CriterionWindow,
  Metric,
  Selector,
} from './criterion.ts'

/** `p95(create-order) < 200ms during steady`; reading it again gives the same criterion. */
export function formatCriterion(criterion: Criterion): string {
  const comparator = criterion.metric.kind === 'alert' && criterion.unit === 'ms' ? 'within' : criterion.comparator
  const parts = [`${formatSubject(criterion)} ${comparator} ${formatValue(criterion.value, criterion.unit)}`]
  if (criterion.forMs !== null) parts.push(`for ${formatDuration(criterion.forMs)}`)
  if (criterion.window?.kind === 'during') parts.push(`during ${criterion.window.phase}`)
  if (criterion.window?.kind === 'at') parts.push(`at ${formatDuration(criterion.window.atMs)}`)
  return parts.join(' ')
}

/** Criterion entries as one line: alternatives joined by `or`. */
export function formatEntry(entry: CriterionEntry): string {
  if (entry.kind === 'criterion') return formatCriterion(entry.criterion)
  return entry.entries.map(formatEntry).join(' or ')
}

/** `p95`, `p95.service`, `monitor(cpu)`. */
export function formatMetric(metric: Metric, service = false): string {
  if (metric.kind === 'percentile') return `p${metric.percentile}${service ? '.service' : ''}`
  if (metric.kind === 'plain') return `${metric.name}${service ? '.service' : ''}`
  if (metric.kind === 'increase') return `increase(${metric.key}, ${formatDuration(metric.overMs)})`
  return `${metric.kind}(${metric.key})`
}

export function formatSelector(selector: Selector): string {
  const prefixed = selector.kind === 'payload' || selector.kind === 'status'
  return prefixed ? `${selector.kind}:${selector.key}` : selector.key
}

function formatSubject({ metric, service, selector }: Criterion): string {
  return `${formatMetric(metric, service)}${selector ? `(${formatSelector(selector)})` : ''}`
}

export function formatValue(value: number, unit: CriterionUnit): string {
  switch (unit) {
    case 'ms':
      return formatDuration(value)
    case 'perSecond':
      return formatRate(value)
    case 'fraction':
      return formatPercent(value)
    case 'bytes':
      return formatSize(value)
    case 'count':
      return tidy(value)
  }
}

const WORDS: Record<Comparator, string> = {
  '<': 'below',
  '<=': 'at most',
  '>': 'above',
  '>=': 'at least',
  '=': 'exactly',
  '!=': 'other than',
}

/** Plain language: "95 % of create-order attempts answered within 200 ms, during hold stages". */
export function explainCriterion(criterion: Criterion): string {
  const held = criterion.forMs === null ? '' : `, held for ${spaced(formatDuration(criterion.forMs))}`
  return `${explainSubject(criterion)}${held}${explainWindow(criterion.window)}`
}

function explainSubject(criterion: Criterion): string {
  const { metric, comparator } = criterion
  const value = spaced(formatValue(criterion.value, criterion.unit))
  const who = explainSelector(criterion.selector)
  const answered = criterion.service ? 'answered (counted from the moment of sending)' : 'answered'
  if (metric.kind === 'percentile') {
    if (comparator === '<' || comparator === '<=')
      return `${tidy(metric.percentile)}\u00a0% of ${who} ${answered} within ${value}`
    if (comparator === '>' || comparator === '>=') {
      return `more than ${tidy(100 - metric.percentile)}\u00a0% of ${who} not ${answered} within ${value}`
    }
  }
  if (metric.kind === 'alert') return `the alert ${metric.key} fires within ${value}`
  return `${explainMetric(criterion, who)} ${WORDS[comparator]} ${value}`
}

function explainMetric({ metric, unit, service }: Criterion, who: string): string {
  const time = service ? 'service time' : 'response time'
  if (metric.kind === 'percentile') return `the p${metric.percentile} ${time} of ${who}`
  if (metric.kind === 'increase') return `the increase of ${metric.key} within ${spaced(formatDuration(metric.overMs))}`
  if (metric.kind === 'missing') return `time without data from ${metric.key}`
  if (metric.kind !== 'plain')
    return `the ${metric.kind === 'custom' ? 'measured value' : 'monitored value'} ${metric.key}`
  switch (metric.name) {
    case 'mean':
      return `the mean ${time} of ${who}`
    case 'min':
      return `the fastest of ${who}`
    case 'max':
      return `the slowest of ${who}`
    case 'rate':
      return `completed ${who}`
    case 'ok_rate':
      return unit === 'perSecond' ? `successful ${who}` : `the share of ${who} that succeed`
    case 'error_rate':
      return `the share of ${who} that fail`
    case 'check_rate':
      return `the share of checks that hold for ${who}`
    case 'dropped':
      return `${who} dropped because too many were in flight,`
    case 'users':
      return 'active users'
    case 'recovery_time':
      return 'time to recover'
    default:
      return metric.name.replaceAll('_', ' ')
  }
}

function explainSelector(selector: Selector | null): string {
  if (!selector) return 'all attempts'
  if (selector.kind === 'status') return `attempts answered ${selector.key}`
  if (selector.kind === 'payload') return `attempts with a ${selector.key} payload`
  return selector.kind === 'flow' ? `${selector.key} runs` : `${selector.key} attempts`
}

const PHASES: Record<string, string> = {
  steady: 'during hold stages',
  'ramp-up': 'while load rises',
  'ramp-down': 'while load falls',
  drill: 'during the drill',
}

function explainWindow(window: CriterionWindow | null): string {
  if (!window) return ''
  if (window.kind === 'at') return `, at ${spaced(formatDuration(window.atMs))} into the run`
  return `, ${PHASES[window.phase] ?? `during ${window.phase.replaceAll('-', ' ')}`}`
}

/** `200ms` → `200 ms`; a rate keeps its slash. */
function spaced(text: string): string {
  return text.replace(/(\d)([a-zA-Z%]+)$/, '$1\u00a0$2')
}
