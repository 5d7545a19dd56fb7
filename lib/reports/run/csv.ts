// The numbers of a run as one CSV table (RFC 4180): a row for all operations, each operation and each flow; or its course over time,
// its failures, its objectives. Canonical numbers with their units in the heads; an empty cell has no value.

import type { LivePoint, OperationSummary } from '#lib/runs/schema.ts'
import type { ObjectiveView } from '#lib/runs/verdict-schema.ts'
import type { RunReview } from './run-review.ts'

export const CSV_TABLES = ['operations', 'series', 'errors', 'objectives'] as const
export type CsvTable = (typeof CSV_TABLES)[number]

type Value = string | number | null

export function runCsv(review: RunReview, table: CsvTable = 'operations'): string {
  return written(TABLES[table](review))
}

const TABLES: Record<CsvTable, (review: RunReview) => Record<string, Value>[]> = {
  operations: ({ summary }) => [
    rowOf('all', summary.totals),
    ...Object.values(summary.operations).map((one) => rowOf('operation', one)),
    ...Object.values(summary.flows).map((one) => rowOf('flow', one)),
  ],
  series: ({ points }) => points.map((point: LivePoint) => ({ ...point })),
  errors: ({ errors }) =>
    errors.items.map(({ statuses, ...item }) => ({
      ...item,
      statuses: statuses.map(({ status, samples }) => `${status} (${samples})`).join(' '),
    })),
  objectives: ({ judgement }) => (judgement?.verdict.objectives ?? []).map(objectiveRow),
}

function rowOf(kind: string, one: OperationSummary): Record<string, Value> {
  const { key, name, method, path, offered, sent, ok, failed, dropped, interrupted, skipped } = one
  const { shown, judged } = one.responseTimeMs
  const prefixed = (prefix: string, values: Record<string, number | null>) =>
    Object.fromEntries(Object.entries(values).map(([field, value]) => [`${prefix}_${field}_ms`, value]))
  return {
    ...{ kind, key, name, method, path, offered, sent, ok, failed },
    ...{ dropped_by_target: dropped.target, dropped_by_generator: dropped.generator, interrupted, skipped },
    ...{ rate_per_second: one.ratePerSecond, error_rate: one.errorRate, check_rate: one.checkRate },
    bytes_in: one.bytesIn,
    ...prefixed('response', shown),
    ...prefixed('judged', judged),
    ...prefixed('service', one.serviceTimeMs),
  }
}

function objectiveRow(one: ObjectiveView): Record<string, Value> {
  const { key, judge, source, priority, verdict, unit, actual, target, limit, interval, samples, reason } = one
  return {
    ...{ key, objective: judge, source, priority, verdict, unit, actual },
    ...{ interval_low: interval?.[0] ?? null, interval_high: interval?.[1] ?? null },
    ...{ target, limit, headroom: one.headroom, compliance: one.compliance?.share ?? null, samples, reason },
  }
}

function written(rows: Record<string, Value>[]): string {
  const head = Object.keys(rows[0] ?? {})
  const lines = [head, ...rows.map((row) => head.map((name) => row[name] ?? null))]
  return lines.map((line) => `${line.map(cell).join(',')}\r\n`).join('')
}

/** Text that a spreadsheet would take for a formula is marked as text; numbers stay numbers. */
export function cell(value: Value): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
