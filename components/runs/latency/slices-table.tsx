'use client'

import clsx from 'clsx'
import { type ReactElement, useState } from 'react'
import type { TimeSpan } from '#components/charts/chart-rows.ts'
import { Button } from '#components/ui/button.tsx'
import { Segments } from '#components/ui/segments.tsx'
import { showCount, showLatency, showPercent, showRate } from '#lib/core/number-format.ts'
import type { RunView } from '#lib/runs/schema.ts'
import type { Slice, SlicedBy } from '#lib/runs/slice-schema.ts'
import type { PartAsked } from '../follow/run-requests.ts'
import { Bare, Num, RunSheet, TableWrap } from '../parts.tsx'
import css from '../runs.module.css'
import samples from '../samples/samples.module.css'
import table from '../tables/tables.module.css'
import latency from './latency.module.css'
import { useSlices } from './use-latency.ts'

interface Props {
  view: RunView
  /** Window, operation and part, as everything beside has them. */
  asked: PartAsked
  /** Only the newest so many milliseconds; null: all of the window. */
  lastMs: number | null
  /** Absent where none is chosen here: then nothing is cut by operation. */
  onOperation?: (operation: string | null) => void
  onPayload?: (payload: string | null) => void
  onSelect: (span: TimeSpan) => void
}

const WAYS: readonly { value: SlicedBy; label: string }[] = [
  { value: 'load', label: 'Load' },
  { value: 'period', label: 'Period' },
  { value: 'operation', label: 'Operation' },
  { value: 'payload', label: 'Payload class' },
]

const FIRST = 12

/** The same window cut into slices that add up to it; choosing one shows charts and tables of it alone. */
export function SlicesTable({ view, asked, lastMs, ...choose }: Props): ReactElement {
  const [by, setBy] = useState<SlicedBy>('load')
  const [most, setMost] = useState(FIRST)
  const { data, isStale, problem } = useSlices(view, by, besides(asked, by), lastMs)
  const ways = WAYS.filter(
    ({ value }) =>
      (value !== 'payload' || view.payloads.length > 0) && (value !== 'operation' || choose.onOperation !== undefined),
  )
  const items = data?.items.filter(({ offered }) => offered > 0) ?? []
  const slowest = Math.max(0, ...items.map(({ p95Ms }) => p95Ms ?? 0))
  const one = (slice: Slice): ReactElement => (
    <SliceRow
      key={slice.key}
      slice={slice}
      slowest={slowest}
      isChosen={by === 'operation' ? slice.key === asked.operation : by === 'payload' && slice.key === asked.payload}
      onChoose={chooser(data?.by ?? by, slice, asked, choose)}
    />
  )
  return (
    <RunSheet
      title="Slices"
      meta={`add up to the window${choose.onPayload ? '; choose one to see charts and tables of it alone' : ''}`}
      className={latency.wide ?? ''}
      tools={
        <Segments
          label="Cut by"
          value={by}
          options={ways}
          onChange={(next) => {
            setBy(next as SlicedBy)
            setMost(FIRST)
          }}
        />
      }
    >
      {items.length === 0 ? (
        <p className={table.emptyRow}>{problem ?? (data ? 'No request in this window.' : 'Cutting the window.')}</p>
      ) : (
        <TableWrap label="Table of slices">
          <table className={clsx(table.table, isStale && latency.stale)}>
            <caption className={css.sr}>Latency and errors of each slice of the window</caption>
            <Head />
            <tbody>{items.slice(0, most).map(one)}</tbody>
          </table>
        </TableWrap>
      )}
      {items.length > most ? (
        <div className={table.pages}>
          <Button size="sm" onClick={() => setMost(items.length)}>
            Show all {items.length}
          </Button>
        </div>
      ) : null}
    </RunSheet>
  )
}

/** What is cut by operation shows all of them, also while one is chosen; the same for payload classes. */
function besides({ operation, payload, ...rest }: PartAsked, by: SlicedBy): PartAsked {
  return {
    ...rest,
    ...(operation !== undefined && by !== 'operation' ? { operation } : {}),
    ...(payload !== undefined && by !== 'payload' ? { payload } : {}),
  }
}

/** Of a level that was held more than once, the longest stretch. */
function chooser(
  by: SlicedBy,
  { key, windows }: Slice,
  asked: PartAsked,
  { onOperation, onPayload, onSelect }: Pick<Props, 'onOperation' | 'onPayload' | 'onSelect'>,
): (() => void) | null {
  if (by === 'operation') return onOperation ? () => onOperation(key === asked.operation ? null : key) : null
  if (by === 'payload') return onPayload && key !== '' ? () => onPayload(key === asked.payload ? null : key) : null
  const longest = windows.toSorted((a, b) => b.toMs - b.fromMs - (a.toMs - a.fromMs))[0]
  return longest ? () => onSelect({ from: longest.fromMs / 1000, to: longest.toMs / 1000 }) : null
}

function Head(): ReactElement {
  return (
    <thead>
      <tr>
        <th scope="col">Slice</th>
        <th scope="col" className={clsx(table.r, table.flush)}>
          Requests
        </th>
        {['Rate', 'p50', 'p95', 'p99', 'Max', 'Errors'].map((name) => (
          <th scope="col" className={table.r} key={name}>
            {name}
          </th>
        ))}
        <th scope="col">
          <span className={css.sr}>p95, drawn</span>
        </th>
      </tr>
    </thead>
  )
}

interface RowProps {
  slice: Slice
  /** The highest p95 of all slices, ms: as long as the bar can be. */
  slowest: number
  isChosen: boolean
  onChoose: (() => void) | null
}

function SliceRow({ slice, slowest, isChosen, onChoose }: RowProps): ReactElement {
  const { label, ok, failed, ratePerSecond, errorRate, p50Ms, p95Ms, p99Ms, maxMs } = slice
  return (
    <tr className={isChosen ? samples.chosen : undefined}>
      <th scope="row" className={table.name}>
        {onChoose ? (
          <button type="button" className={clsx(samples.choose, table.long)} aria-pressed={isChosen} onClick={onChoose}>
            {label}
          </button>
        ) : (
          label
        )}
      </th>
      <td className={table.r}>
        <Bare>{showCount(ok + failed)[0]}</Bare>
      </td>
      <td className={table.r}>
        <Num shown={showRate(ratePerSecond)} />
      </td>
      {[p50Ms, p95Ms, p99Ms, maxMs].map((value, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: four columns that never move
        <td className={table.r} key={i}>
          <Num shown={showLatency(value)} className={i === 1 ? css.strong : undefined} />
        </td>
      ))}
      <td className={table.r}>
        <Num shown={showPercent(errorRate)} />
      </td>
      <td className={latency.barCell}>
        <span className={latency.bar} style={{ width: `${slowest > 0 ? ((p95Ms ?? 0) / slowest) * 100 : 0}%` }} />
      </td>
    </tr>
  )
}
