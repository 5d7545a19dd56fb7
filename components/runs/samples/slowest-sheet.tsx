'use client'

import clsx from 'clsx'
import { type ReactElement, useState } from 'react'
import { showLatency } from '#lib/core/number-format.ts'
import type { SampleView } from '#lib/runs/sample.ts'
import type { Summary } from '#lib/runs/schema.ts'
import type { PartAsked } from '../follow/run-requests.ts'
import { Bare, Num, RunSheet, TableWrap } from '../parts.tsx'
import css from '../runs.module.css'
import table from '../tables/tables.module.css'
import { ChooseCell } from './choose-cell.tsx'
import { Exchange } from './exchange.tsx'
import { CopyCurl, timeOf } from './sample-sheet.tsx'
import samplesCss from './samples.module.css'
import { useSamples } from './use-samples.ts'

const SHOWN = 10

interface Props {
  runId: string
  summary: Summary
  /** In words, for the head. */
  window: string
  /** What the summary is of. */
  asked: PartAsked
}

/** The ten slowest requests that were answered well, and what each was. */
export default function SlowestSheet({ runId, summary, window, asked }: Props): ReactElement {
  const { samples, isPending, problem } = useSamples(runId, { ...asked, kind: 'slowest', limit: SHOWN })
  const [chosen, setChosen] = useState<string | null>(null)
  const sample = samples.find((one) => one.id === chosen) ?? samples[0]
  const meta = `${window}, of successful ones`
  if (!sample) {
    const nothing = 'No request was kept: none was answered well, or the worker that sent them keeps no samples.'
    return (
      <RunSheet title="Slowest requests" meta={meta} className="">
        <p className={table.emptyRow}>{problem ?? (isPending ? 'Reading what was kept.' : nothing)}</p>
      </RunSheet>
    )
  }
  const nameOf = (key: string): string => summary.operations[key]?.name ?? key
  return (
    <div className={samplesCss.pair}>
      <RunSheet title="Slowest requests" meta={meta} className={samplesCss.sheet ?? ''}>
        <SlowestTable samples={samples} chosen={sample.id} onChoose={setChosen} nameOf={nameOf} />
      </RunSheet>
      <RunSheet
        title={`Slowest ${samples.indexOf(sample) + 1} of ${samples.length}`}
        meta={`${nameOf(sample.operation)}, ${timeOf(sample)}`}
        tools={<CopyCurl sample={sample} />}
        className={samplesCss.sheet ?? ''}
      >
        <Exchange sample={sample} />
      </RunSheet>
    </div>
  )
}

interface TableProps {
  samples: readonly SampleView[]
  chosen: string
  onChoose: (id: string) => void
  nameOf: (operation: string) => string
}

function SlowestTable({ samples, chosen, onChoose, nameOf }: TableProps): ReactElement {
  return (
    <TableWrap label="Table of the slowest requests">
      <table className={table.table}>
        <caption className={css.sr}>The slowest successful requests; choose one to see it</caption>
        <thead>
          <tr>
            <th scope="col">At</th>
            <th scope="col">Operation</th>
            <th scope="col" className={table.r}>
              Response time
            </th>
            <th scope="col" className={clsx(table.r, table.flush)}>
              Status
            </th>
          </tr>
        </thead>
        <tbody>
          {samples.map((sample) => (
            <tr key={sample.id} className={sample.id === chosen ? samplesCss.chosen : undefined}>
              <ChooseCell at={timeOf(sample)} isChosen={sample.id === chosen} onChoose={() => onChoose(sample.id)} />
              <td className={samplesCss.where}>{nameOf(sample.operation)}</td>
              <td className={table.r}>
                <Num shown={showLatency(sample.responseMs)} className={css.strong} />
              </td>
              <td className={table.r}>
                <Bare>{sample.status}</Bare>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableWrap>
  )
}
