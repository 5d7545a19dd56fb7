// Which operations a table shows, and in which order: a run may have hundreds.

import type { OperationSummary, RunView } from '#lib/runs/schema.ts'
import { byWorstMargin } from '../follow/readings.ts'

export const ORDERS = [
  { value: 'margin', label: 'Least headroom' },
  { value: 'p95', label: 'Slowest p95' },
  { value: 'errors', label: 'Most errors' },
  { value: 'rate', label: 'Busiest' },
  { value: 'name', label: 'Name' },
] as const

export type OperationOrder = (typeof ORDERS)[number]['value']

const BY: Record<Exclude<OperationOrder, 'margin' | 'name'>, (one: OperationSummary) => number> = {
  p95: (one) => one.responseTimeMs.shown.p95 ?? 0,
  errors: (one) => one.errorRate ?? 0,
  rate: (one) => one.sent,
}

export function orderedOperations(
  view: Pick<RunView, 'summary' | 'judgement'>,
  order: OperationOrder,
  search: string,
): OperationSummary[] {
  const wanted = search.trim().toLowerCase()
  const matches = ({ name, key, method, path }: OperationSummary): boolean =>
    wanted === '' || `${name} ${key} ${method} ${path}`.toLowerCase().includes(wanted)
  const operations = byWorstMargin(view)
    .flatMap((key) => view.summary.operations[key] ?? [])
    .filter(matches)
  if (order === 'margin') return operations
  if (order === 'name') return operations.sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))
  return operations.sort((a, b) => BY[order](b) - BY[order](a))
}
