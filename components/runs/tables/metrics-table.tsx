import clsx from 'clsx'
import type { ReactElement } from 'react'
import { say, showCount, showPercent } from '#lib/core/number-format.ts'
import type { MetricSummary } from '#lib/runs/metric-schema.ts'
import type { Summary } from '#lib/runs/schema.ts'
import { Bare, RunSheet, TableWrap } from '../parts.tsx'
import css from '../runs.module.css'
import table from './tables.module.css'

/** What the plan takes from answers; nothing where it takes nothing. */
export function MetricsTable({ summary, window }: { summary: Summary; window: string }): ReactElement | null {
  const metrics = Object.values(summary.metrics)
  if (metrics.length === 0) return null
  const columns = ['Values', 'Mean', 'p50', 'p90', 'p95', 'p99', 'Max']
  return (
    <RunSheet id="metrics" title="Custom metrics" meta={`${window}; taken from answers, in their own units`}>
      <TableWrap label="Table of custom metrics">
        <table className={table.table}>
          <caption className={css.sr}>Custom metrics of the plan with their values</caption>
          <thead>
            <tr>
              <th scope="col">Metric</th>
              <th scope="col">Unit</th>
              {columns.map((name) => (
                <th scope="col" key={name} className={clsx(table.r, table.flush)}>
                  {name}
                </th>
              ))}
              <th scope="col" className={clsx(table.r, table.flush)}>
                In all
              </th>
            </tr>
          </thead>
          <tbody>
            {metrics.map((metric) => (
              <tr key={metric.key}>
                <th scope="row" className={table.name}>
                  {metric.label}
                </th>
                <td className={css.soft}>{metric.unit ?? ''}</td>
                <td className={table.r}>
                  <Bare>{showCount(metric.count)[0]}</Bare>
                </td>
                <Spread metric={metric} />
                <td className={table.r}>
                  <InAll metric={metric} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableWrap>
    </RunSheet>
  )
}

function Spread({ metric }: { metric: MetricSummary }): ReactElement {
  const none = { mean: null, p50: null, p90: null, p95: null, p99: null, max: null }
  const { mean, p50, p90, p95, p99, max } = metric.kind === 'trend' ? metric : none
  return (
    <>
      {Object.entries({ mean, p50, p90, p95, p99, max }).map(([name, value]) => (
        <td key={name} className={table.r}>
          <Bare className={name === 'p95' ? css.strong : undefined}>
            {metric.kind === 'trend' ? threeDigits(value) : ''}
          </Bare>
        </td>
      ))}
    </>
  )
}

/** The total of a counter, the share of true values of a rate. */
function InAll({ metric }: { metric: MetricSummary }): ReactElement | null {
  if (metric.kind === 'rate') return <Bare className={css.strong}>{say(showPercent(metric.rate))}</Bare>
  if (metric.kind === 'trend') return null
  return (
    <Bare className={css.strong}>
      {threeDigits(metric.total)} · {threeDigits(metric.perSecond)} /s
    </Bare>
  )
}

const NUMBER = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 })
const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })

/** Large numbers in full: only what lies behind the point is rounded away. */
function threeDigits(value: number | null): string {
  if (value === null) return '–'
  return (Math.abs(value) >= 1000 ? WHOLE : NUMBER).format(value)
}
