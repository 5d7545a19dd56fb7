'use client'

import clsx from 'clsx'
import { type ReactElement, useState } from 'react'
import { say, showCount, showPercent, showRate } from '#lib/core/number-format.ts'
import type { ErrorClass } from '#lib/runs/bucket.ts'
import type { Summary } from '#lib/runs/schema.ts'
import type { PartAsked } from '../follow/run-requests.ts'
import { Bare, RunSheet, TableWrap } from '../parts.tsx'
import css from '../runs.module.css'
import { SampleSheet } from '../samples/sample-sheet.tsx'
import samplesCss from '../samples/samples.module.css'
import { useSamples } from '../samples/use-samples.ts'
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

interface Props {
  runId: string
  summary: Summary
  /** In words, for the head. */
  window: string
  /** What the summary is of. */
  asked: PartAsked
}

type ErrorRow = Summary['errors'][number]
const keyOf = (error: ErrorRow): string => `${error.class}/${error.operation}`

/** Failed requests by class and operation, the most frequent first, and samples of the chosen one. */
export function ErrorsTable({ runId, summary, window, asked }: Props): ReactElement {
  const [chosen, setChosen] = useState<string | null>(null)
  const errors = [...summary.errors].sort((a, b) => b.count - a.count)
  const error = errors.find((one) => keyOf(one) === chosen) ?? errors[0]
  const samples = useSamples(
    runId,
    error ? { ...asked, kind: 'failed', operation: error.operation, class: error.class as ErrorClass } : null,
  )
  const { failed, sent } = summary.totals
  const meta = `${window}, ${showCount(failed)[0]} failed of ${showCount(sent)[0]} sent`
  if (!error) {
    return (
      <RunSheet id="errors" title="Errors" meta={meta}>
        <p className={table.emptyRow}>{sent > 0 ? 'Every request that was sent succeeded.' : 'No request was sent.'}</p>
        <BesideErrors summary={summary} />
      </RunSheet>
    )
  }
  const nameOf = (key: string): string => summary.operations[key]?.name ?? key
  return (
    <div className={clsx(samplesCss.pair, css.block)} id="errors">
      <RunSheet title="Errors" meta={meta} className={samplesCss.sheet ?? ''}>
        <TableWrap label="Table of errors">
          <table className={table.table}>
            <caption className={css.sr}>
              Failed requests by class and operation, most frequent first; choose one to see samples of it
            </caption>
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
              {errors.map((row) => (
                <ErrorLine
                  key={keyOf(row)}
                  row={row}
                  name={nameOf(row.operation)}
                  failed={failed}
                  isChosen={row === error}
                  onChoose={() => setChosen(keyOf(row))}
                />
              ))}
            </tbody>
          </table>
        </TableWrap>
        <BesideErrors summary={summary} />
      </RunSheet>
      <SampleSheet
        key={keyOf(error)}
        {...samples}
        subject={`${error.class}, ${nameOf(error.operation)}`}
        nothing="No sample of these was kept in this window."
      />
    </div>
  )
}

interface LineProps {
  row: ErrorRow
  name: string
  failed: number
  isChosen: boolean
  onChoose: () => void
}

function ErrorLine({ row, name, failed, isChosen, onChoose }: LineProps): ReactElement {
  return (
    <tr className={isChosen ? samplesCss.chosen : undefined}>
      <th scope="row" className={table.name}>
        <button type="button" className={samplesCss.choose} aria-pressed={isChosen} onClick={onChoose}>
          <span className={css.mono}>{row.class}</span>
        </button>
      </th>
      <td>{name}</td>
      <td className={table.r}>
        <Bare className={css.strong}>{showCount(row.count)[0]}</Bare>
      </td>
      <td className={table.r}>
        <Bare>{failed > 0 ? say(showPercent(Math.min(1, row.count / failed), 0)) : '–'}</Bare>
      </td>
      <td className={css.soft} style={{ minWidth: '24ch' }}>
        {MEANING[row.class] ?? ''}
      </td>
    </tr>
  )
}

/** What was expected of the target and is no error by itself, but worth knowing beside them. */
function BesideErrors({ summary: { totals, from, to } }: { summary: Summary }): ReactElement | null {
  const seconds = Math.max(1, (to - from) / 1000)
  const told = [
    [totals.conflicts, 'answered with 409, a conflict of writes; failed only where the scenario does not expect it'],
    [totals.refreshes, `token refreshes, ${say(showRate(totals.refreshes / seconds))}; the requests were sent again`],
    [totals.truncatedBodies, 'bodies cut at the cap of the plan; failed only where a check needed the rest'],
    [totals.skipped, 'steps of flows not reached because an earlier one failed'],
  ] as const
  const lines = told.filter(([count]) => count > 0)
  if (lines.length === 0) return null
  return (
    <ul className={samplesCss.told}>
      {lines.map(([count, what]) => (
        <li key={what}>
          <Bare className={css.strong}>{showCount(count)[0]}</Bare> {what}
        </li>
      ))}
    </ul>
  )
}
