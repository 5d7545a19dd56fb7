// What typing and pasting into the matrix of objectives changes in the document.

import type { OperationDraft, PlanDraft, SlaDraft } from '#lib/plans/document/plan.ts'
import type { DraftOperation } from '#lib/plans/merge.ts'
import { freeKey, keyFrom } from '../draft/free-key.ts'
import {
  findOperation,
  MATRIX_METRICS,
  type MatrixMetric,
  type MatrixRow,
  matrixOf,
  type Scope,
  scopeFields,
  withUnit,
} from './objective-views.ts'

export interface CellChange {
  operation: string
  metric: string
  field: 'target' | 'limit'
  text: string
}

/** An empty cell that is filled becomes an objective; one whose target and limit are both gone is none any more. */
export function cellEdits(draft: PlanDraft, scope: Scope, changes: readonly CellChange[]): DraftOperation[] {
  const slas = draft.slas ?? []
  const taken = slas.map(({ key }) => key)
  const rows = new Map(matrixOf(slas, draft.operations ?? [], scope).map((row) => [row.operation, row]))
  const fresh = new Map<string, Record<string, unknown>>()
  const edits: DraftOperation[] = []
  for (const { operation, metric, field, text } of changes) {
    const sla = rows.get(operation)?.cells[metric as MatrixMetric]
    const name = `${operation} ${metric}`
    if (sla) edits.push(...changed(sla, field, text))
    else if (fresh.has(name)) fresh.set(name, { ...fresh.get(name), [field]: text })
    else if (text !== '') {
      const key = freeKey(keyFrom(`${operation === '*' ? 'all' : operation}-${metric}`, 'sla'), taken)
      taken.push(key)
      fresh.set(name, { key, operation, metric, ...scopeFields(scope), [field]: text, priority: 'high' })
    }
  }
  return [...edits, ...[...fresh.values()].map((value): DraftOperation => ({ op: 'insert', path: ['slas'], value }))]
}

function changed(sla: SlaDraft, field: 'target' | 'limit', text: string): DraftOperation[] {
  const other = sla[field === 'target' ? 'limit' : 'target']
  if (text === '' && !other) return [{ op: 'remove', path: ['slas', sla.key] }]
  return [{ op: 'set', path: ['slas', sla.key, field], value: text === '' ? null : text }]
}

/**
 * A block from the cell with the cursor on. With a first column of operations each line goes to the row it names, and what is not
 * known is added as an operation; a block half as wide as the table is taken as targets alone.
 */
export function pasteEdits(
  draft: PlanDraft,
  scope: Scope,
  rows: readonly MatrixRow[],
  block: readonly (readonly string[])[],
  from: { row: number | null; col: string | null },
): DraftOperation[] {
  const operations = [...(draft.operations ?? [])]
  const lines = isHead(block[0] ?? []) ? block.slice(1) : block
  const named = lines.some(([first = '']) => first !== '' && !isValue(first))
  const widest = Math.max(...lines.map((line) => line.length)) - (named ? 1 : 0)
  const added: OperationDraft[] = []
  const changes = lines.flatMap((line, offset): CellChange[] => {
    const operation = named
      ? operationNamed(line[0] ?? '', operations, added)
      : rows[(from.row ?? 0) + offset]?.operation
    const into = columnsFrom(named ? null : from.col, widest)
    if (!operation) return []
    return line.slice(named ? 1 : 0).flatMap((text, at) => {
      const column = into[at]
      return column && text.trim() !== ''
        ? [{ operation, ...column, text: withUnit(bareValue(text), unitOf(column.metric)) }]
        : []
    })
  })
  const withNew = added.length > 0 ? { ...draft, operations } : draft
  return [
    ...added.map((value): DraftOperation => ({ op: 'insert', path: ['operations'], value })),
    ...cellEdits(withNew, scope, changes),
  ]
}

/** The key of the operation a line names; a new operation when there is none of that name. */
function operationNamed(text: string, operations: OperationDraft[], added: OperationDraft[]): string | null {
  if (text.trim() === '') return null
  const found = findOperation(text, operations)
  if (found) return found
  const [, method = 'GET', path] = /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)?\s*(\/\S*)$/i.exec(text.trim()) ?? []
  const key = freeKey(
    keyFrom(text, 'operation'),
    operations.map((one) => one.key),
  )
  const request = path
    ? { method: method.toUpperCase(), path: path.replace(/\{(\w+)\}|:(\w+)/g, (_, a, b) => `{{ ${a ?? b} }}`) }
    : undefined
  const operation: OperationDraft = { key, name: text.trim(), ...(request ? { request } : {}) }
  operations.push(operation)
  added.push(operation)
  return key
}

/** Where the cells of a line go. As many as there are metrics, or fewer, are targets; more are targets and limits in turn. */
function columnsFrom(col: string | null, width: number): { metric: string; field: 'target' | 'limit' }[] {
  const all = MATRIX_METRICS.flatMap(({ metric }) => [
    { metric, field: 'target' as const },
    { metric, field: 'limit' as const },
  ])
  const start = Math.max(
    0,
    all.findIndex(({ metric, field }) => `${metric} ${field}` === col),
  )
  const isPairs = col === null ? width > MATRIX_METRICS.length : width > (all.length - start) / 2
  const rest = all.slice(start)
  return isPairs ? rest : rest.filter(({ field }) => field === (all[start]?.field ?? 'target'))
}

const isValue = (text: string): boolean => /^[<>≤≥=\s]*[\d.,]+/.test(text) || /^[–-]$/.test(text.trim())

/** `< 150ms` and `≤ 0.1%` are their values. */
const bareValue = (text: string): string =>
  text
    .trim()
    .replace(/^[<>≤≥=]+\s*/, '')
    .replace(/^[–-]$/, '')

const unitOf = (metric: string): string | null => MATRIX_METRICS.find((one) => one.metric === metric)?.unit ?? null

const isHead = (cells: readonly string[]): boolean =>
  cells.filter((cell) => /^(p\d\d|max|error|throughput|rps|rate|endpoint|operation)/i.test(cell.trim())).length >= 2
