'use client'

import clsx from 'clsx'
import { ArrowUp } from 'lucide-react'
import { memo, type ReactElement, type ReactNode, useMemo, useState } from 'react'
import { MoreRows } from '#components/ui/more-rows.tsx'
import { useSettled } from '#components/ui/use-settled.ts'
import type { RunView, Summary } from '#lib/runs/schema.ts'
import { byLeastHeadroom } from '../follow/readings.ts'
import { LaterRows, RunSheet, TableWrap } from '../parts.tsx'
import css from '../runs.module.css'
import { ObjectiveRow } from './objective-row.tsx'
import table from './tables.module.css'

/** Where there are more, those with the most headroom are folded away. */
const SHOWN = 40
/** A screenful; the others are made a moment later. */
const AT_ONCE = 15

interface Props {
  view: RunView
  className?: string
  /** Of the selected window; null while nothing is selected. */
  selected?: Summary | null
  /** Name of its column. */
  selectedName?: string
  onMinute?: (atMs: number) => void
  /** In the head. */
  tools?: ReactNode
}

/** Every objective by least headroom: demand, actual, room, how steadily it held, and why. */
export const ObjectivesTable = memo(function ObjectivesTable(props: Props): ReactElement {
  const { view, className, selected = null, selectedName = 'Selected', onMinute, tools } = props
  const [isWhole, setWhole] = useState(false)
  const judgement = view.judgement
  // Rows that changed places each second could not be read: they do when the run is judged anew.
  const [held, setHeld] = useState({ judgement, summary: view.summary })
  if (held.judgement !== judgement) setHeld({ judgement, summary: view.summary })
  const objectives = useMemo(() => byLeastHeadroom(held.judgement?.verdict.objectives ?? [], held.summary), [held])
  const isSettled = useSettled(objectives.length > AT_ONCE)
  const shown = objectives.slice(0, isSettled ? (isWhole ? objectives.length : SHOWN) : AT_ONCE)
  const later = Math.min(objectives.length, SHOWN) - shown.length
  const isFinal = judgement?.final ?? false
  const hasCompliance = objectives.some(({ compliance }) => compliance)
  const columns = 10 + (selected ? 1 : 0) + (hasCompliance ? 3 : 0)
  const meta =
    objectives.length === 0
      ? null
      : isFinal
        ? `${objectives.length}, least headroom first; actual ± half the 95 % interval, or its far end, on the window each is judged on`
        : `${objectives.length}, least headroom first; an estimate on what was measured so far`
  return (
    <RunSheet
      id="objectives"
      title="Objectives"
      meta={meta}
      tools={
        <>
          {objectives.length > 0 ? <GaugeKey /> : null}
          {tools}
        </>
      }
      className={className}
    >
      {objectives.length === 0 ? (
        <p className={table.emptyRow}>
          {isFinal || view.run.state === 'ended'
            ? 'Nothing was judged: the plan names no objective for this scenario. Add an SLA or a criterion to the plan.'
            : 'The first estimate comes with the first seconds of data.'}
        </p>
      ) : (
        <TableWrap label="Table of objectives">
          <table className={clsx(table.table, table.stacked, table.objectives)}>
            <caption className={css.sr}>
              Objectives of this run with target, limit, actual value and headroom, least headroom first
            </caption>
            <Head isFinal={isFinal} selectedName={selected ? selectedName : null} hasCompliance={hasCompliance} />
            <tbody>
              {shown.map((objective) => (
                <ObjectiveRow
                  key={objective.key}
                  objective={objective}
                  view={view}
                  selected={selected}
                  selectedName={selectedName}
                  hasCompliance={hasCompliance}
                  columns={columns}
                  {...(onMinute ? { onMinute } : {})}
                />
              ))}
            </tbody>
          </table>
          {later > 0 ? <LaterRows count={later} /> : null}
        </TableWrap>
      )}
      {objectives.length > SHOWN ? (
        <MoreRows count={objectives.length - SHOWN} isWhole={isWhole} onChange={setWhole} what="objectives" />
      ) : null}
    </RunSheet>
  )
})

interface HeadProps {
  isFinal: boolean
  /** Null while nothing is selected. */
  selectedName: string | null
  hasCompliance: boolean
}

function Head({ isFinal, selectedName, hasCompliance }: HeadProps): ReactElement {
  return (
    <thead>
      <tr>
        <th scope="col">Verdict</th>
        <th scope="col">Objective</th>
        <th scope="col">Priority</th>
        <th scope="col" className={table.r}>
          Target
        </th>
        <th scope="col" className={table.r}>
          Limit
        </th>
        <th scope="col" className={table.r}>
          {isFinal ? 'Actual' : 'So far'}
        </th>
        <th scope="col">
          <span className={css.sr}>Interval</span>
        </th>
        {selectedName ? (
          <th scope="col" className={table.r}>
            {selectedName}
          </th>
        ) : null}
        <th scope="col" style={{ width: 170 }}>
          Zero to limit
        </th>
        <th scope="col" className={table.r} aria-sort="ascending">
          Headroom <ArrowUp size={12} aria-hidden style={{ display: 'inline', verticalAlign: '-2px' }} />
        </th>
        {hasCompliance ? (
          <>
            <th scope="col" className={table.r}>
              Compliance
            </th>
            <th scope="col" className={clsx(table.r, table.flush)}>
              Worst minute
            </th>
            <th scope="col">
              <span className={css.sr}>Value in the worst minute</span>
            </th>
          </>
        ) : null}
        <th scope="col" className={clsx(table.r, table.flush)}>
          Samples
        </th>
      </tr>
    </thead>
  )
}

function GaugeKey(): ReactElement {
  return (
    <span className={clsx(table.gaugeKey, css.wideOnly)} aria-hidden>
      <i className={table.keyTarget} />
      target
      <i className={table.keyLimit} />
      limit
      <i className={table.keyInterval} />
      interval
    </span>
  )
}
