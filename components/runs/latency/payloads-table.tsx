import clsx from 'clsx'
import type { ReactElement } from 'react'
import { showCount, showLatency, showPercent } from '#lib/core/number-format.ts'
import type { LatencyView } from '#lib/runs/latency-schema.ts'
import { Bare, Num, RunSheet, TableWrap } from '../parts.tsx'
import css from '../runs.module.css'
import table from '../tables/tables.module.css'
import latency from './latency.module.css'

interface Props {
  payloads: LatencyView['payloads']
}

/** The same window by payload class. */
export function PayloadsTable({ payloads }: Props): ReactElement {
  return (
    <RunSheet title="By payload class" className={latency.wide ?? ''}>
      <TableWrap label="Table of payload classes">
        <table className={table.table}>
          <caption className={css.sr}>Latency and errors by payload class</caption>
          <thead>
            <tr>
              <th scope="col">Class</th>
              <th scope="col" className={clsx(table.r, table.flush)}>
                Requests
              </th>
              {['p50', 'p95', 'p99', 'Max', 'Errors'].map((name) => (
                <th scope="col" className={table.r} key={name}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {payloads.map((row) => (
              <tr key={row.payload}>
                <th scope="row" className={table.name}>
                  {row.payload}
                </th>
                <td className={table.r}>
                  <Bare>{showCount(row.count)[0]}</Bare>
                </td>
                {[row.p50Ms, row.p95Ms, row.p99Ms, row.maxMs].map((value, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: four columns that never move
                  <td className={table.r} key={i}>
                    <Num shown={showLatency(value)} className={i === 1 ? css.strong : undefined} />
                  </td>
                ))}
                <td className={table.r}>
                  <Num shown={showPercent(row.errorRate)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableWrap>
    </RunSheet>
  )
}
