// Which units the value of each metric may be written in; the first is the one a bare 0 stands for.

import { parseDuration } from '#lib/core/duration.ts'
import type { Quantity } from '#lib/core/quantity.ts'
import { parseCount, parsePercent, parseRate, parseSize } from '#lib/core/units.ts'
import type { Criterion, CriterionUnit, Metric, PlainMetric } from './criterion.ts'

const PLAIN_UNITS: Record<PlainMetric, CriterionUnit[]> = {
  mean: ['ms'],
  min: ['ms'],
  max: ['ms'],
  rate: ['perSecond'],
  ok_rate: ['fraction', 'perSecond'],
  error_rate: ['fraction'],
  check_rate: ['fraction'],
  availability: ['fraction'],
  dropped: ['count', 'fraction'],
  users: ['count'],
  bytes_in: ['bytes'],
  bytes_out: ['bytes'],
  recovery_time: ['ms'],
  breaking_point: ['perSecond', 'count'],
  sustainable_rate: ['perSecond', 'count'],
  drift: ['fraction'],
  memory_growth: ['fraction', 'bytes'],
  lost_writes: ['count'],
  duplicate_writes: ['count'],
  cost: ['count'],
}

const ANY_UNIT: CriterionUnit[] = ['count', 'fraction', 'ms', 'perSecond', 'bytes']

export function unitsOf(metric: Metric): CriterionUnit[] {
  switch (metric.kind) {
    case 'percentile':
      return ['ms']
    case 'plain':
      return PLAIN_UNITS[metric.name]
    case 'missing':
      return ['ms', 'fraction']
    case 'alert':
      return ['ms', 'count']
    default:
      return ANY_UNIT
  }
}

const READERS: Record<CriterionUnit, (text: string) => Quantity> = {
  ms: parseDuration,
  perSecond: parseRate,
  fraction: parsePercent,
  bytes: parseSize,
  count: parseCount,
}

/** Reads a value in the first unit that understands it. */
export function readValue(
  text: string,
  units: CriterionUnit[],
): { ok: true; value: number; unit: CriterionUnit } | { ok: false; message: string } {
  let message = ''
  for (const unit of units) {
    const read = READERS[unit](text)
    if (read.ok) return { ok: true, value: read.value, unit }
    message ||= read.message
  }
  return { ok: false, message }
}

/** true where less is better: the comparator an SLA row gets when none is written; null where it must be written. */
export function lowerIsBetter(metric: Metric): boolean | null {
  if (metric.kind === 'percentile' || metric.kind === 'missing' || metric.kind === 'alert') return true
  if (metric.kind !== 'plain') return null
  const higher: PlainMetric[] = [
    'rate',
    'ok_rate',
    'check_rate',
    'availability',
    'users',
    'bytes_in',
    'bytes_out',
    'breaking_point',
    'sustainable_rate',
  ]
  return !higher.includes(metric.name)
}

const SINGLE_VALUE: PlainMetric[] = [
  'recovery_time',
  'breaking_point',
  'sustainable_rate',
  'drift',
  'memory_growth',
  'lost_writes',
  'duplicate_writes',
  'cost',
]

/** Metrics with one value for a run: their default window is the whole run, in place of the steady stages. */
export function isSingleValue(metric: Metric): boolean {
  return metric.kind === 'alert' || (metric.kind === 'plain' && SINGLE_VALUE.includes(metric.name))
}

/** true for metrics of requests, false for those that come from elsewhere and take no operation. */
export function takesSelector(criterion: Pick<Criterion, 'metric'>): boolean {
  const { metric } = criterion
  if (metric.kind === 'percentile') return true
  return metric.kind === 'plain' && metric.name !== 'users' && metric.name !== 'cost'
}
