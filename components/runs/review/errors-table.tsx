import clsx from 'clsx'
import type { ReactElement } from 'react'
import { say, showCount, showPercent } from '#lib/core/number-format.ts'
import type { Summary } from '#lib/runs/schema.ts'
import { Bare, RunSheet, TableWrap } from '../parts.tsx'
import css from '../runs.module.css'
import table from '../tables/tables.module.css'

const MEANING: Record<string, string> = {
  dns: 'the host name could not be resolved',
  refused: 'the connection was refused: nothing listens there, or its queue is full',
  reset: 'the connection was reset by the peer',
  tls: 'the secure connection could not be made',
  timeout: 'no response within the time limit',
  truncated: 'the response ended before its promised end',
  protocol: 'the response was no valid HTTP',
  'forbidden-target': 'the request would have gone to a host that is not allowed',
  'http-4xx': 'the target answered with a 4xx status',
  'http-5xx': 'the target answered with a 5xx status',
  check: 'the response did not hold what the plan checks',
}

/** Failed requests by class and operation, the most frequent first. */
export function ErrorsTable({ summary, window }: { summary: Summary; window: string }): ReactElement {
  const errors = [...summary.errors].sort((a, b) => b.count - a.count)
  const { failed, sent } = summary.totals
  const meta = `${window}, ${showCount(failed)[0]} failed of ${showCount(sent)[0]} sent`
  return (
    <RunSheet id="errors" title="Errors" meta={meta}>
      {errors.length === 0 ? (
        <p className={table.emptyRow}>{sent > 0 ? 'Every request that was sent succeeded.' : 'No request was sent.'}</p>
      ) : (
        <TableWrap label="Table of errors">
          <table className={table.table}>
            <caption className={css.sr}>Failed requests by class and operation, most frequent first</caption>
            <thead>
              <tr>
                <th scope="col">Class</th>
                <th scope="col">Where</th>
                <th scope="col" className={clsx(table.r, table.flush)}>
                  Count
                </th>
                <th scope="col" className={clsx(table.r, table.flush)}>
                  Of all failures
                </th>
                <th scope="col">What it means</th>
              </tr>
            </thead>
            <tbody>
              {errors.map((error) => (
                <tr key={`${error.class}/${error.operation}`}>
                  <th scope="row" className={table.name}>
                    <span className={css.mono}>{error.class}</span>
                  </th>
                  <td>{summary.operations[error.operation]?.name ?? error.operation}</td>
                  <td className={table.r}>
                    <Bare className={css.strong}>{showCount(error.count)[0]}</Bare>
                  </td>
                  <td className={table.r}>
                    <Bare>{failed > 0 ? say(showPercent(Math.min(1, error.count / failed), 0)) : '–'}</Bare>
                  </td>
                  <td className={css.soft} style={{ minWidth: '32ch' }}>
                    {MEANING[error.class] ?? ''}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableWrap>
      )}
    </RunSheet>
  )
}
