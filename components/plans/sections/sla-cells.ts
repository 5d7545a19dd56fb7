// The cells of the objectives: what each reads as.

import { parseMetric } from '#lib/plans/criterion-parser.ts'
import { lowerIsBetter, readValue, unitsOf } from '#lib/plans/criterion-unit.ts'
import type { SlaDraft } from '#lib/plans/document/plan.ts'
import { readerOf } from '../fields/reading.ts'
import type { CellReading } from '../grid/column.ts'

export const METRICS = [
  'p50',
  'p90',
  'p95',
  'p99',
  'p99.9',
  'mean',
  'max',
  'error_rate',
  'rate',
  'availability',
] as const

type Threshold = { ok: true; says: string; value: number; aside: string } | { ok: false; message: string }

/** A threshold in the unit of its metric, set against the other one: "600 ms", ", above the target of 400 ms". */
export function readThreshold(sla: SlaDraft, cell: 'target' | 'limit'): Threshold | null {
  const text = sla[cell]?.trim() ?? ''
  if (text === '') return null
  const metric = parseMetric(sla.metric ?? '')
  if (!metric.ok) return { ok: false, message: 'Choose the metric first: its unit says how to read this' }
  const read = readValue(text, unitsOf(metric.metric))
  if (!read.ok) return { ok: false, message: read.message }
  const shown = readerOf(read.unit)(text)
  const says = shown.ok ? shown.says : text
  return { ok: true, says, value: read.value, aside: besideOther(sla, cell, read.value, read.unit) }
}

function besideOther(
  sla: SlaDraft,
  cell: 'target' | 'limit',
  value: number,
  unit: Parameters<typeof readerOf>[0],
): string {
  const other = cell === 'target' ? 'limit' : 'target'
  const read = readerOf(unit)(sla[other] ?? '')
  if (!sla[other] || !read.ok || read.value === value) return ''
  return `, ${value > read.value ? 'above' : 'below'} the ${other} of ${read.says}`
}

/** Whether target and limit stand the wrong way round for the metric. */
export function isReversed(sla: SlaDraft): boolean {
  const metric = parseMetric(sla.metric ?? '')
  const [target, limit] = [readThreshold(sla, 'target'), readThreshold(sla, 'limit')]
  if (!metric.ok || !target?.ok || !limit?.ok) return false
  const higher = sla.comparator ? sla.comparator.includes('>') : lowerIsBetter(metric.metric) === false
  return higher ? limit.value > target.value : limit.value < target.value
}

/** Where a row is measured, in a few words. */
export function measuredIn(sla: SlaDraft): string {
  const parts = [
    sla.flow && `flow ${sla.flow}`,
    sla.scenario,
    ...(sla.when ?? []).map((condition) => condition.replace(/^type:/, '')),
    sla.during && `during ${sla.during}`,
    sla.at && `at ${sla.at}`,
    sla.payload && `payload ${sla.payload}`,
  ].filter(Boolean)
  return parts.length > 0 ? parts.join(' ') : 'all scenarios'
}

/** `all operations p95`: what an objective is called where it has no name of its own. */
export function nameOf(sla: SlaDraft): string {
  const scope = sla.flow || sla.operation || '*'
  return `${scope === '*' ? 'all operations' : scope} ${sla.metric ?? ''}`.trim()
}

/** A threshold as its cell shows it: also wrong where target and limit stand the wrong way round. */
export function readCell(sla: SlaDraft, cell: 'target' | 'limit'): CellReading | null {
  const read = readThreshold(sla, cell)
  if (!read?.ok || !isReversed(sla)) return read
  return { ok: false, message: `Target and limit stand the wrong way round: ${read.says}${read.aside}` }
}
