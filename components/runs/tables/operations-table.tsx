'use client'

import clsx from 'clsx'
import { type ReactElement, useState } from 'react'
import { Sparkline } from '#components/charts/sparkline.tsx'
import { Segments } from '#components/ui/segments.tsx'
import { showCount, showLatency, showPercent, showRate } from '#lib/core/number-format.ts'
import type { OperationSummary, RunView, Summary } from '#lib/runs/schema.ts'
import { isJob } from '#lib/runs/series.ts'
import { byWorstMargin, tightest } from '../follow/readings.ts'
import { Bare, Num, RunSheet, TableWrap } from '../parts.tsx'
import css from '../runs.module.css'
import table from './tables.module.css'

type Kind = 'shown' | 'judged'

const KINDS = [
  { value: 'shown', label: 'Successful' },
  { value: 'judged', label: 'As judged' },
] as const

interface Props {
  view: RunView
  summary: Summary
  /** What the numbers cover, e.g. `whole run so far`. */
  window: string
  /** A review also has service time and both kinds of percentile. */
  detailed: boolean
}

/** One row per operation, the one with the least headroom first. */
export function OperationsTable({ view, summary, window, detailed }: Props): ReactElement {
  const [kind, setKind] = useState<Kind>('shown')
  const order = byWorstMargin({ ...view, summary })
  const operations = order.flatMap((key) => summary.operations[key] ?? [])
  const flows = Object.values(summary.flows)
  const tools = detailed ? (
    <Segments
      label="Percentiles"
      options={KINDS}
      value={kind}
      onChange={(next) => setKind(next === 'judged' ? 'judged' : 'shown')}
    />
  ) : null
  const meta =
    kind === 'judged'
      ? `${window}; failed and dropped attempts count as slower than any other`
      : `${window}; response time from the intended start`
  return (
    <RunSheet id="operations" title="Operations" meta={meta} tools={tools}>
      {operations.length === 0 ? (
        <p className={table.emptyRow}>No request has completed yet.</p>
      ) : (
        <TableWrap label="Table of operations">
          <table className={table.table}>
            <caption className={css.sr}>
              Operations with counts, rate, percentiles and errors, least headroom first
            </caption>
            <Head detailed={detailed} />
            <tbody>
              {operations.map((operation) => (
                <OperationRow key={operation.key} operation={operation} kind={kind} detailed={detailed} view={view} />
              ))}
            </tbody>
            {flows.length > 0 ? (
              <tbody aria-label="Flows and jobs">
                {flows.map((flow) => (
                  <tr key={flow.key}>
                    <th scope="row" className={table.name}>
                      {flow.name}
                    </th>
                    <td className={table.path}>
                      {isJob({ kind: 'flow', key: flow.key }) ? 'job' : 'flow, pauses left out'}
                    </td>
                    <Cells operation={flow} kind={kind} detailed={detailed} />
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
                <td />
                <Cells operation={summary.totals} kind={kind} detailed={detailed} />
                <td />
              </tr>
            </tfoot>
          </table>
        </TableWrap>
      )}
    </RunSheet>
  )
}

function Head({ detailed }: { detailed: boolean }): ReactElement {
  const right = (name: string, flush = false): ReactElement => (
    <th scope="col" className={clsx(table.r, flush && table.flush)} key={name}>
      {name}
    </th>
  )
  return (
    <thead>
      <tr>
        <th scope="col">Operation</th>
        <th scope="col">
          <span className={css.sr}>Request</span>
        </th>
        {right('Sent', true)}
        {right('Rate')}
        {right('p50')}
        {detailed ? right('p90') : null}
        {right('p95')}
        {detailed ? right('p95 service') : null}
        {right('p99')}
        {right('Max')}
        {right('Failed', true)}
        {right('Errors')}
        <th scope="col">{detailed ? 'p95, whole run' : 'p95'}</th>
      </tr>
    </thead>
  )
}

interface RowProps {
  operation: OperationSummary
  kind: Kind
  detailed: boolean
}

function OperationRow({ operation, kind, detailed, view }: RowProps & { view: RunView }): ReactElement {
  const objectives = (view.judgement?.verdict.objectives ?? []).filter((o) => o.selector === operation.key)
  const objective = tightest(objectives, 'p95')
  return (
    <tr>
      <th scope="row" className={table.name}>
        {operation.name}
      </th>
      <td className={table.path} title={`${operation.method} ${operation.path}`}>
        <span className={table.verb}>{operation.method}</span>
        {operation.path}
      </td>
      <Cells operation={operation} kind={kind} detailed={detailed} />
      <td>
        <Sparkline
          values={view.sparklines[operation.key] ?? []}
          {...(objective ? { target: objective.target, limit: objective.limit } : {})}
        />
      </td>
    </tr>
  )
}

function Cells({ operation, kind, detailed }: RowProps): ReactElement {
  const { shown, judged } = operation.responseTimeMs
  const percentiles = kind === 'judged' ? judged : shown
  const bad = (operation.errorRate ?? 0) > 0
  return (
    <>
      <td className={table.r}>
        <Bare>{showCount(operation.sent)[0]}</Bare>
      </td>
      <td className={table.r}>
        <Num shown={showRate(operation.ratePerSecond)} />
      </td>
      <Percentile value={percentiles.p50} kind={kind} sent={operation.sent} />
      {detailed ? <Percentile value={percentiles.p90} kind={kind} sent={operation.sent} /> : null}
      <Percentile value={percentiles.p95} kind={kind} sent={operation.sent} strong />
      {detailed ? (
        <td className={table.r}>
          <Num shown={showLatency(operation.serviceTimeMs.p95)} />
        </td>
      ) : null}
      <Percentile value={percentiles.p99} kind={kind} sent={operation.sent} />
      <td className={table.r}>
        <Num shown={showLatency(shown.max)} />
      </td>
      <td className={table.r}>
        <Bare>{showCount(operation.failed)[0]}</Bare>
      </td>
      <td className={table.r}>
        <Num
          shown={showPercent(operation.errorRate)}
          className={bad && (operation.errorRate ?? 0) > 0.01 ? css.bad : undefined}
        />
      </td>
    </>
  )
}

/** A judged percentile beyond every measured value is a failed or dropped attempt: it has no number. */
function Percentile(props: { value: number | null; kind: Kind; sent: number; strong?: boolean }): ReactElement {
  const { value, kind, sent, strong } = props
  const isBeyond = kind === 'judged' && value === null && sent > 0
  return (
    <td className={table.r}>
      {isBeyond ? (
        <Bare className={css.bad}>failed</Bare>
      ) : (
        <Num shown={showLatency(value)} className={strong ? css.strong : undefined} />
      )}
    </td>
  )
}
