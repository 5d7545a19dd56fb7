'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import clsx from 'clsx'
import { type ReactElement, useMemo, useState } from 'react'
import { XyPlot } from '#components/charts/xy-plot.tsx'
import { Button } from '#components/ui/button.tsx'
import { say, showCount, showPercent, showRate } from '#lib/core/number-format.ts'
import type { ErrorClass } from '#lib/runs/bucket.ts'
import type { ErrorsView } from '#lib/runs/errors-schema.ts'
import type { RunView, Summary } from '#lib/runs/schema.ts'
import { ChartSheet } from '../chart-sheet.tsx'
import { fetchErrors, type PartAsked } from '../follow/run-requests.ts'
import { useTimeText } from '../follow/time-text.tsx'
import { runViewKey } from '../follow/use-run-live.ts'
import { Bare, RunSheet, TableWrap } from '../parts.tsx'
import css from '../runs.module.css'
import { SampleSheet } from '../samples/sample-sheet.tsx'
import samplesCss from '../samples/samples.module.css'
import { useSamples } from '../samples/use-samples.ts'
import table from '../tables/tables.module.css'
import { errorNumbers, errorsSpec } from './errors-plot.ts'
import { GroupsTable } from './groups-table.tsx'

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
  view: RunView
  summary: Summary
  /** In words, for the head. */
  window: string
  /** What the summary is of, and of which operation. */
  asked: PartAsked
}

/** Rows at first: a run of hundreds of operations has many pairs of operation and class. */
const FIRST = 12

type ErrorRow = ErrorsView['items'][number]
const keyOf = (error: ErrorRow): string => `${error.class}/${error.operation}`

/** Failed requests by class and operation, the most frequent first, and samples of the chosen one. */
export default function ErrorsSection({ view, summary, window, asked }: Props): ReactElement {
  const runId = view.run.id
  const [chosen, setChosen] = useState<string | null>(null)
  const [most, setMost] = useState(FIRST)
  const { show } = useTimeText()
  const { data, error: refusal } = useQuery({
    queryKey: [...runViewKey(runId), 'errors', asked],
    queryFn: () => fetchErrors(runId, asked),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  })
  const errors = data?.items ?? []
  const error = errors.find((one) => keyOf(one) === chosen) ?? errors[0]
  const samples = useSamples(
    runId,
    error ? { ...asked, kind: 'failed', operation: error.operation, class: error.class as ErrorClass } : null,
  )
  const about = asked.operation === undefined ? summary.totals : (summary.operations[asked.operation] ?? summary.totals)
  const { failed, sent } = about
  const meta = `${window}, ${showCount(failed)[0]} failed of ${showCount(sent)[0]} sent`
  if (!error) {
    return (
      <RunSheet title="Errors" meta={meta} className="">
        <p className={table.emptyRow}>
          {refusal
            ? refusal.message
            : data === undefined
              ? 'Reading what failed.'
              : sent > 0
                ? 'Every request that was sent succeeded.'
                : 'No request was sent.'}
        </p>
        <BesideErrors summary={summary} />
      </RunSheet>
    )
  }
  const nameOf = (key: string): string => summary.operations[key]?.name ?? key
  return (
    <div className={samplesCss.pair}>
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
                <th scope="col">Status</th>
                <th scope="col" className={clsx(table.r, table.flush)}>
                  First
                </th>
                <th scope="col" className={clsx(table.r, table.flush)}>
                  Last
                </th>
              </tr>
            </thead>
            <tbody>
              {errors.slice(0, most).map((row) => (
                <ErrorLine
                  key={keyOf(row)}
                  row={row}
                  name={nameOf(row.operation)}
                  failed={failed}
                  show={show}
                  isChosen={row === error}
                  onChoose={() => setChosen(keyOf(row))}
                />
              ))}
            </tbody>
          </table>
        </TableWrap>
        {errors.length > most ? (
          <div className={table.pages}>
            <Button size="sm" onClick={() => setMost(errors.length)}>
              Show all {errors.length}
            </Button>
          </div>
        ) : null}
        <BesideErrors summary={summary} />
      </RunSheet>
      <SampleSheet
        key={keyOf(error)}
        {...samples}
        subject={`${error.class}, ${nameOf(error.operation)}`}
        nothing="No sample of these was kept in this window."
      />
      {data && data.overTime.columns.length > 1 ? <OverTime label={view.run.label} errors={data} show={show} /> : null}
      {data && data.groups.length > 1 ? (
        <GroupsTable
          groups={data.groups}
          nameOf={nameOf}
          show={show}
          onChoose={(group) => setChosen(`${group.class}/${group.operation}`)}
        />
      ) : null}
    </div>
  )
}

interface LineProps {
  row: ErrorRow
  name: string
  failed: number
  show: (second: number) => string
  isChosen: boolean
  onChoose: () => void
}

function ErrorLine({ row, name, failed, show, isChosen, onChoose }: LineProps): ReactElement {
  return (
    <tr className={isChosen ? samplesCss.chosen : undefined}>
      <th scope="row" className={table.name}>
        <button type="button" className={samplesCss.choose} aria-pressed={isChosen} onClick={onChoose}>
          <span className={css.mono}>{row.class}</span>
        </button>
        {MEANING[row.class] ? <span className={samplesCss.meaning}>{MEANING[row.class]}</span> : null}
      </th>
      <td className={samplesCss.where}>{name}</td>
      <td className={table.r}>
        <Bare className={css.strong}>{showCount(row.count)[0]}</Bare>
      </td>
      <td className={table.r}>
        <Bare>{failed > 0 ? say(showPercent(Math.min(1, row.count / failed), 0)) : '–'}</Bare>
      </td>
      <td className={css.mono}>{row.statuses.map(({ status }) => (status === 0 ? 'no answer' : status)).join(', ')}</td>
      {[row.firstMs, row.lastMs].map((at, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: first and last
        <td className={table.r} key={i}>
          <Bare>{at === null ? '–' : show(at / 1000)}</Bare>
        </td>
      ))}
    </tr>
  )
}

interface OverTimeProps {
  label: string
  errors: ErrorsView
  show: (second: number) => string
}

function OverTime({ label, errors, show }: OverTimeProps): ReactElement {
  const spec = useMemo(() => errorsSpec(errors, show), [errors, show])
  return (
    <ChartSheet
      title="Failures over time"
      meta="by class"
      name={`${label.toLowerCase()}-failures`}
      charts={['errors']}
      numbers={() => errorNumbers(errors, show)}
      height={198}
    >
      <XyPlot spec={spec} />
    </ChartSheet>
  )
}

/** What was expected of the target and is no error by itself, but worth knowing beside them. */
function BesideErrors({ summary: { totals, from, to } }: { summary: Summary }): ReactElement | null {
  const seconds = Math.max(1, (to - from) / 1000)
  const told = [
    [totals.conflicts, 'answered with 409, a conflict of writes; failed only where the scenario does not expect it'],
    [totals.refusals, 'refused with 429 or 503: the target said it had too much to do'],
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
