'use client'

import clsx from 'clsx'
import { memo, type ReactElement, useMemo, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Input } from '#components/ui/field.tsx'
import { Segments } from '#components/ui/segments.tsx'
import { Select } from '#components/ui/select.tsx'
import { useSettled } from '#components/ui/use-settled.ts'
import { showCount } from '#lib/core/number-format.ts'
import type { RunView, Summary } from '#lib/runs/schema.ts'
import { isJob } from '#lib/runs/series.ts'
import { tightest } from '../follow/readings.ts'
import { LaterRows, RunSheet, TableWrap } from '../parts.tsx'
import css from '../runs.module.css'
import { type OperationOrder, ORDERS, orderedOperations } from './operation-order.ts'
import {
  flowKind,
  OperationCells,
  OperationRow,
  OperationsHead,
  type PercentileKind,
  type Source,
} from './operation-row.tsx'
import table from './tables.module.css'

const KINDS = [
  { value: 'shown', label: 'Successful' },
  { value: 'judged', label: 'As judged' },
] as const

/** Where there are more, they are shown page by page, and can be searched. */
const PAGE = 50
/** It stands far down the page; the others are made a moment later. */
const AT_ONCE = 5

interface Props {
  view: RunView
  summary: Summary
  /** What the numbers cover, e.g. `whole run so far`. */
  window: string
  /** A review also has service time and both kinds of percentile. */
  detailed: boolean
  /** The one everything else on the page shows; null = all. */
  chosen: string | null
  onChoose?: (operation: string | null) => void
}

/** One row per operation, the one with the least headroom first. */
export const OperationsTable = memo(function OperationsTable(props: Props): ReactElement {
  const { view, summary, window, detailed, chosen, onChoose } = props
  const [kind, setKind] = useState<PercentileKind>('shown')
  const [order, setOrder] = useState<OperationOrder>('margin')
  const [search, setSearch] = useState('')
  const [page, setPage] = useState(0)
  const { judgement, run } = view
  const total = Object.keys(summary.operations).length
  // Rows that changed places each second could not be read: while a run goes on they do when it is judged anew.
  const moment = run.state === 'ended' ? summary : judgement
  const [held, setHeld] = useState({ moment, total, summary })
  if (held.moment !== moment || held.total !== total) setHeld({ moment, total, summary })
  const operations = useMemo(
    () => orderedOperations({ summary: held.summary, judgement }, order, search).map(({ key }) => key),
    [held.summary, judgement, order, search],
  )
  const pages = Math.max(1, Math.ceil(operations.length / PAGE))
  const at = Math.min(page, pages - 1)
  const isSettled = useSettled(total > AT_ONCE)
  const onPage = operations.slice(at * PAGE, at * PAGE + PAGE)
  const shown = isSettled ? onPage : onPage.slice(0, AT_ONCE)
  const source: Source = {
    run: { id: run.id, label: run.label },
    window: { fromMs: summary.from, toMs: summary.to, name: window },
  }
  const isMany = total > PAGE
  const meta =
    kind === 'judged'
      ? `${window}; failed and dropped attempts count as slower than any other`
      : `${window}; response time from the intended start`
  const objectives = useMemo(
    () => Map.groupBy(judgement?.verdict.objectives ?? [], ({ selector }) => selector),
    [judgement],
  )
  return (
    <RunSheet
      id="operations"
      title="Operations"
      meta={isMany ? `${showCount(total)[0]}; ${meta}` : meta}
      tools={
        <span className="flex flex-wrap items-center justify-end gap-2">
          {isMany ? (
            <Input
              aria-label="Find operations"
              placeholder="Find operations"
              className="h-[30px] w-44"
              value={search}
              onChange={(event) => {
                setSearch(event.target.value)
                setPage(0)
              }}
            />
          ) : null}
          {total > 2 ? (
            <Select
              aria-label="Order of operations"
              value={order}
              options={ORDERS}
              onChange={(event) => setOrder(event.target.value as OperationOrder)}
            />
          ) : null}
          {detailed ? (
            <Segments
              label="Percentiles"
              options={KINDS}
              value={kind}
              onChange={(next) => setKind(next === 'judged' ? 'judged' : 'shown')}
            />
          ) : null}
        </span>
      }
    >
      {total === 0 ? (
        <p className={table.emptyRow}>No request has completed yet.</p>
      ) : (
        <TableWrap label="Table of operations">
          <table className={table.table}>
            <caption className={css.sr}>
              Operations with counts, rate, percentiles and errors,{' '}
              {ORDERS.find(({ value }) => value === order)?.label.toLowerCase()} first
            </caption>
            <OperationsHead detailed={detailed} />
            <tbody>
              {shown.map((key) => {
                const operation = summary.operations[key]
                return operation ? (
                  <OperationRow
                    key={key}
                    operation={operation}
                    kind={kind}
                    detailed={detailed}
                    source={source}
                    objective={tightest(objectives.get(key) ?? [], 'p95')}
                    sparkline={view.sparklines[key] ?? NONE}
                    isChosen={key === chosen}
                    onChoose={onChoose}
                  />
                ) : null
              })}
              {operations.length === 0 ? (
                <tr>
                  <td colSpan={13} className={css.soft}>
                    No operation is named like “{search.trim()}”.
                  </td>
                </tr>
              ) : null}
            </tbody>
            <Flows summary={summary} kind={kind} detailed={detailed} source={source} />
          </table>
          {shown.length < onPage.length ? <LaterRows count={onPage.length - shown.length} /> : null}
        </TableWrap>
      )}
      {pages > 1 ? <Pages at={at} pages={pages} count={operations.length} onPage={setPage} /> : null}
    </RunSheet>
  )
})

const NONE: readonly number[] = []

interface FlowsProps {
  summary: Summary
  kind: PercentileKind
  detailed: boolean
  source: Source
}

function Flows({ summary, ...shown }: FlowsProps): ReactElement {
  const flows = Object.values(summary.flows)
  return (
    <>
      {flows.length > 0 ? (
        <tbody aria-label="Flows and jobs">
          {flows.map((flow) => (
            <tr key={flow.key}>
              <th scope="row" className={table.name}>
                {flow.name}
              </th>
              <td className={table.path}>{flowKind(isJob({ kind: 'flow', key: flow.key }))}</td>
              <OperationCells operation={flow} {...shown} />
              <td />
            </tr>
          ))}
        </tbody>
      ) : null}
      <tfoot>
        <tr>
          <th scope="row" style={{ textAlign: 'left' }}>
            All operations
          </th>
          <td className={table.path} />
          <OperationCells operation={summary.totals} {...shown} />
          <td />
        </tr>
      </tfoot>
    </>
  )
}

interface PagesProps {
  at: number
  pages: number
  count: number
  onPage: (page: number) => void
}

function Pages({ at, pages, count, onPage }: PagesProps): ReactElement {
  return (
    <nav className={clsx(table.pages, 'items-center gap-2')} aria-label="Pages of operations">
      <span className={css.muted}>
        {at * PAGE + 1} to {Math.min(count, (at + 1) * PAGE)} of {showCount(count)[0]}
      </span>
      <span className={css.grow} />
      <Button size="sm" disabled={at === 0} onClick={() => onPage(at - 1)}>
        Previous
      </Button>
      <Button size="sm" disabled={at >= pages - 1} onClick={() => onPage(at + 1)}>
        Next
      </Button>
    </nav>
  )
}
