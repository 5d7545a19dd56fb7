// The views of the objectives: every row, latencies and errors by operation, throughput by scenario, milestones.

import { parseMetric } from '#lib/plans/criterion-parser.ts'
import type { SlaDraft } from '#lib/plans/document/plan.ts'

export const VIEWS = [
  { value: 'rows', label: 'Every row' },
  { value: 'matrix', label: 'By operation' },
  { value: 'throughput', label: 'Throughput' },
  { value: 'milestones', label: 'Milestones' },
] as const

export type View = (typeof VIEWS)[number]['value']

const isRate = ({ metric }: SlaDraft): boolean => {
  const read = parseMetric(metric ?? '')
  return read.ok && read.metric.kind === 'plain' && read.metric.name === 'rate'
}

/** A rate that a whole scenario must hold: no operation of its own. */
export const isThroughput = (sla: SlaDraft): boolean =>
  isRate(sla) && (!sla.operation || sla.operation === '*') && !sla.flow

/** Judged at one moment of a run. */
export const isMilestone = (sla: SlaDraft): boolean => sla.at !== undefined

export const MATRIX_METRICS = [
  { metric: 'p50', label: 'p50', unit: 'ms', example: '50ms' },
  { metric: 'p95', label: 'p95', unit: 'ms', example: '150ms' },
  { metric: 'p99', label: 'p99', unit: 'ms', example: '300ms' },
  { metric: 'max', label: 'max', unit: 'ms', example: '500ms' },
  { metric: 'error_rate', label: 'errors', unit: '%', example: '0.1%' },
  { metric: 'rate', label: 'throughput', unit: null, example: '100/min' },
] as const

export type MatrixMetric = (typeof MATRIX_METRICS)[number]['metric']

/** Where the cells of the matrix hold: everywhere (''), in scenarios of a type (`type:stress`), or in one scenario (its key). */
export type Scope = string

export const scopeFields = (scope: Scope): Pick<SlaDraft, 'when' | 'scenario'> =>
  scope === '' ? {} : scope.startsWith('type:') ? { when: [scope] } : { scenario: scope }

function isInScope(sla: SlaDraft, scope: Scope): boolean {
  if (sla.flow || sla.payload || sla.during || sla.at !== undefined) return false
  const fields = scopeFields(scope)
  return (sla.scenario ?? '') === (fields.scenario ?? '') && (sla.when ?? []).join() === (fields.when ?? []).join()
}

export interface MatrixRow {
  /** Key of the operation, `*` for all of them. */
  operation: string
  name: string
  cells: Partial<Record<MatrixMetric, SlaDraft>>
}

/** One row for all operations and one for each; objectives of operations that are gone keep theirs. */
export function matrixOf(
  slas: readonly SlaDraft[],
  operations: readonly { key: string; name?: string | undefined }[],
  scope: Scope,
): MatrixRow[] {
  const rows = new Map<string, MatrixRow>([['*', { operation: '*', name: 'All operations', cells: {} }]])
  for (const { key, name } of operations) rows.set(key, { operation: key, name: name || key, cells: {} })
  for (const sla of slas) {
    if (!isInScope(sla, scope)) continue
    const metric = MATRIX_METRICS.find((one) => one.metric === sla.metric?.trim())?.metric
    if (!metric) continue
    const operation = sla.operation || '*'
    const row = rows.get(operation) ?? { operation, name: `${operation} (unknown)`, cells: {} }
    row.cells[metric] ??= sla
    rows.set(operation, row)
  }
  return [...rows.values()]
}

/** `50` in a column of milliseconds is `50ms`; a rate must say of what time. */
export function withUnit(text: string, unit: string | null): string {
  const said = text.trim()
  return unit !== null && /^[\d.,]+$/.test(said) && Number(said.replaceAll(',', '')) !== 0 ? `${said}${unit}` : said
}

/** What a spreadsheet calls an operation: its key, its name, its path, or method and path. */
export function findOperation(
  text: string,
  operations: readonly {
    key: string
    name?: string | undefined
    request?: { method?: string | undefined; path?: string | undefined } | undefined
  }[],
): string | null {
  const said = plain(text)
  if (said === '' || said === '*' || said === 'all' || said === 'all operations') return '*'
  const found = operations.find(({ key, name, request }) =>
    [key, name ?? '', request?.path ?? '', `${request?.method ?? 'GET'} ${request?.path ?? ''}`].some(
      (word) => word !== '' && plain(word) === said,
    ),
  )
  return found?.key ?? null
}

/** `/orders/:id`, `/orders/{id}` and `/orders/{{ id }}` are one path. */
const plain = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/\{\{\s*(\w+)\s*\}\}|\{(\w+)\}|:(\w+)/g, (_, a, b, c) => `:${a ?? b ?? c}`)
