'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import clsx from 'clsx'
import { type ReactElement, useState } from 'react'
import { showCount, showLatency } from '#lib/core/number-format.ts'
import type { SampleView } from '#lib/runs/sample.ts'
import type { RunView } from '#lib/runs/schema.ts'
import { fetchSamples, type PartAsked } from '../follow/run-requests.ts'
import { useTimeText } from '../follow/time-text.tsx'
import { runViewKey } from '../follow/use-run-live.ts'
import { Bare, Num, RunSheet, TableWrap } from '../parts.tsx'
import css from '../runs.module.css'
import { ChooseCell } from '../samples/choose-cell.tsx'
import { Exchange } from '../samples/exchange.tsx'
import { CopyCurl } from '../samples/sample-sheet.tsx'
import samplesCss from '../samples/samples.module.css'
import table from '../tables/tables.module.css'

const SHOWN = 12
const EVERY_MS = 2000

/** What fails right now: the newest kept exchanges, as they come in. One that was chosen stays until another is. */
export default function LiveFailures({ view, asked }: { view: RunView; asked: PartAsked }): ReactElement {
  const { failed } = view.summary.totals
  const { data } = useQuery({
    queryKey: [...runViewKey(view.run.id), 'failures', asked],
    queryFn: () => fetchSamples(view.run.id, { ...asked, kind: 'failed', limit: SHOWN }),
    enabled: failed > 0,
    placeholderData: keepPreviousData,
    refetchInterval: EVERY_MS,
    staleTime: 0,
  })
  const [held, setHeld] = useState<SampleView | null>(null)
  const samples = data?.items ?? []
  const sample = held ?? samples[0]
  const meta = `${showCount(failed)[0]} failed so far; the newest kept ones, secrets hidden`
  if (!sample)
    return (
      <RunSheet title="Failures" meta={failed > 0 ? meta : null} className="">
        <p className={table.emptyRow}>
          {failed > 0
            ? 'The first exchanges are on their way.'
            : 'Nothing has failed yet. Failed requests appear here with what was sent and what came back.'}
        </p>
      </RunSheet>
    )
  return (
    <div className={samplesCss.pair}>
      <RunSheet title="Failures" meta={meta} className={samplesCss.sheet}>
        <FailuresTable samples={samples} chosen={sample.id} view={view} onChoose={setHeld} />
      </RunSheet>
      <RunSheet
        title={held ? 'Held' : 'Newest'}
        meta={view.summary.operations[sample.operation]?.name ?? sample.operation}
        className={samplesCss.sheet}
        tools={
          <>
            {held ? (
              <button type="button" className={samplesCss.choose} onClick={() => setHeld(null)}>
                Follow the newest
              </button>
            ) : null}
            <CopyCurl sample={sample} />
          </>
        }
      >
        <Exchange sample={sample} />
      </RunSheet>
    </div>
  )
}

interface TableProps {
  samples: readonly SampleView[]
  chosen: string
  view: RunView
  onChoose: (sample: SampleView) => void
}

function FailuresTable({ samples, chosen, view, onChoose }: TableProps): ReactElement {
  const { show } = useTimeText()
  return (
    <TableWrap label="Table of failures">
      <table className={table.table}>
        <caption className={css.sr}>The newest failed requests; choose one to see it</caption>
        <thead>
          <tr>
            <th scope="col">At</th>
            <th scope="col">Class</th>
            <th scope="col">Operation</th>
            <th scope="col">What went wrong</th>
            <th scope="col" className={table.r}>
              After
            </th>
            <th scope="col" className={clsx(table.r, table.flush)}>
              Status
            </th>
          </tr>
        </thead>
        <tbody>
          {samples.map((one) => (
            <tr key={one.id} className={one.id === chosen ? samplesCss.chosen : undefined}>
              <ChooseCell at={show(one.atMs / 1000)} isChosen={one.id === chosen} onChoose={() => onChoose(one)} />
              <td className={css.mono} style={{ whiteSpace: 'nowrap' }}>
                {one.errorClass}
              </td>
              <td className={samplesCss.where}>{view.summary.operations[one.operation]?.name ?? one.operation}</td>
              <td className={css.soft}>{one.problem}</td>
              <td className={table.r}>
                <Num shown={showLatency(one.responseMs)} />
              </td>
              <td className={table.r}>
                <Bare>{one.status === 0 ? '–' : one.status}</Bare>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableWrap>
  )
}
