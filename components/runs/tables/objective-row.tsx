'use client'

import clsx from 'clsx'
import { ChevronRight } from 'lucide-react'
import { Fragment, memo, type ReactElement, useState } from 'react'
import { Derives } from '#components/verdicts/derivation.tsx'
import { Gauge, Needs } from '#components/verdicts/gauge.tsx'
import { isHigherBetter } from '#components/verdicts/gauge-scale.ts'
import { Headroom } from '#components/verdicts/headroom.tsx'
import { VerdictBadge } from '#components/verdicts/verdict-badge.tsx'
import { say, showCount, showIn, showPercent } from '#lib/core/number-format.ts'
import { halfInterval } from '#lib/reports/report-format.ts'
import type { ObjectiveView, RunView, Summary } from '#lib/runs/schema.ts'
import { useTimeText } from '../follow/time-text.tsx'
import { Bare, Num, PRIORITY_CLASS } from '../parts.tsx'
import css from '../runs.module.css'
import { type ObjectiveNumber, scopeOf, selectedSource, sourceOf } from './objective-sources.ts'
import { isBeyondAll, selectedValue } from './selected-value.ts'
import table from './tables.module.css'

interface Props {
  objective: ObjectiveView
  view: RunView
  /** Of the selected window; null while nothing is selected. */
  selected: Summary | null
  selectedName: string
  hasCompliance: boolean
  columns: number
  /** Shows a minute of the run everywhere. */
  onMinute?: (atMs: number) => void
}

/** Drawn again only when it was judged anew: a live run is told each second. */
export const ObjectiveRow = memo(function ObjectiveRow(props: Props): ReactElement {
  const { objective, view, selected, selectedName, hasCompliance, columns, onMinute } = props
  const [isOpen, setOpen] = useState(false)
  const { unit, verdict } = objective
  const isInvalid = view.judgement?.verdict.validity.status === 'invalid'
  const scope = scopeOf(view, objective)
  const tone = isInvalid
    ? undefined
    : verdict === 'fail'
      ? table.failing
      : verdict === 'warn'
        ? table.attend
        : undefined
  const number = (kind: ObjectiveNumber, shown: ReactElement): ReactElement => (
    <Derives of={() => sourceOf(view, objective, kind)} quiet={kind !== 'actual'}>
      {shown}
    </Derives>
  )
  return (
    <Fragment>
      <tr className={tone}>
        <td>
          <button type="button" className={table.disclose} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            <VerdictBadge verdict={verdict} look="plain" />
            <ChevronRight aria-hidden className={table.turn} />
            <span className={css.sr}>Why</span>
          </button>
        </td>
        <th scope="row" className={clsx(table.name, table.wholeWidth)}>
          <span className={table.long}>
            {scope} <code>{objective.metric.replaceAll('_', ' ')}</code>
          </span>
        </th>
        <td className={table.wideCell}>
          <span className={PRIORITY_CLASS(objective.priority)}>{objective.priority}</span>
        </td>
        <td className={clsx(table.r, table.wideCell)}>
          {number('target', <Num shown={showIn(unit, objective.target)} />)}
        </td>
        <td className={clsx(table.r, table.toLeft)} data-label="limit">
          {number('limit', <Num shown={showIn(unit, objective.limit)} />)}
        </td>
        <td className={table.r} data-label="actual">
          {number('actual', <Num shown={showIn(unit, objective.actual)} className={css.strong} />)}
        </td>
        <td className={clsx(table.interval, table.wideCell)}>
          {halfInterval(unit, objective.actual, objective.interval)}
        </td>
        {selected ? (
          <td className={clsx(table.r, table.selected)} data-label={selectedName.toLowerCase()}>
            <Derives of={() => selectedSource(view, objective, selected, selectedName)} quiet>
              {isBeyondAll(selected, objective) ? (
                <Bare className={css.bad}>failed</Bare>
              ) : (
                <Num shown={showIn(unit, selectedValue(selected, objective))} />
              )}
            </Derives>
          </td>
        ) : null}
        <td className={table.wholeWidth}>
          <ObjectiveGauge objective={objective} title={`${scope} ${objective.metric}`} isInvalid={isInvalid} />
        </td>
        <td className={clsx(table.r, table.corner)} data-label="headroom">
          {number('headroom', <Headroom value={verdict === 'inconclusive' ? null : objective.headroom} />)}
        </td>
        {hasCompliance ? <ComplianceCells {...{ objective, onMinute, isInvalid, number }} /> : null}
        <td className={clsx(table.r, table.wideCell)}>
          <Bare>{showCount(objective.samples)[0]}</Bare>
        </td>
      </tr>
      {isOpen ? (
        <tr className={tone}>
          <td className={clsx(table.reason, table.wholeWidth)} colSpan={columns}>
            <code className={css.mono}>{objective.judge}</code> — {objective.reason} Window: {objective.window.name}.
            {objective.interval
              ? ` 95 % interval ${say(showIn(unit, objective.interval[0]))} to ${say(showIn(unit, objective.interval[1]))}.`
              : ''}
          </td>
        </tr>
      ) : null}
    </Fragment>
  )
}, isSame)

function isSame(before: Props, after: Props): boolean {
  const shownOf = ({ view, objective }: Props): string =>
    `${scopeOf(view, objective)} ${view.judgement?.verdict.validity.status}`
  return (
    before.objective === after.objective &&
    before.selected === after.selected &&
    before.selectedName === after.selectedName &&
    before.columns === after.columns &&
    before.onMinute === after.onMinute &&
    shownOf(before) === shownOf(after)
  )
}

interface ComplianceProps {
  objective: ObjectiveView
  onMinute: ((atMs: number) => void) | undefined
  /** Then nothing was held against it. */
  isInvalid: boolean
  /** Tells on click where it comes from. */
  number: (kind: ObjectiveNumber, shown: ReactElement) => ReactElement
}

/** Share of the windows that hold, and the worst minute, which one press shows on all of the page. */
function ComplianceCells({ objective, onMinute, isInvalid, number }: ComplianceProps): ReactElement {
  const { compliance, unit } = objective
  const { show } = useTimeText()
  if (!compliance || isInvalid)
    return (
      <>
        <td className={table.wideCell} />
        <td className={table.wideCell} colSpan={2} />
      </>
    )
  const { share, windows, compliant, windowSeconds, worst } = compliance
  return (
    <>
      <td
        className={clsx(table.r, table.wideCell)}
        style={{ whiteSpace: 'nowrap' }}
        title={`${showCount(compliant)[0]} of ${showCount(windows)[0]} windows of ${windowSeconds} s hold the target`}
      >
        <span className={table.meter} aria-hidden>
          <span style={{ width: `${share * 100}%` }} />
        </span>
        {number('compliance', <Num shown={showPercent(share, share < 1 ? 1 : 0)} className={table.share} />)}
      </td>
      <td className={clsx(table.r, table.wideCell)}>
        {worst === null ? (
          <Bare>–</Bare>
        ) : onMinute ? (
          <button type="button" className={table.moment} onClick={() => onMinute(worst.atMs)}>
            <span className={css.sr}>Show the worst minute, from </span>
            {show(worst.atMs / 1000)}
          </button>
        ) : (
          <Bare>{show(worst.atMs / 1000)}</Bare>
        )}
      </td>
      <td className={clsx(table.r, table.wideCell)}>
        {number('worst minute', <Num shown={showIn(unit, worst?.value)} />)}
      </td>
    </>
  )
}

interface GaugeProps {
  objective: ObjectiveView
  title: string
  isInvalid: boolean
}

function ObjectiveGauge({ objective, title, isInvalid }: GaugeProps): ReactElement {
  if (isInvalid) return <Needs>the instrument was invalid</Needs>
  if (objective.verdict === 'inconclusive' || objective.actual === null) return <Needs>{whatItNeeds(objective)}</Needs>
  return (
    <Gauge
      title={title}
      value={objective.actual}
      interval={objective.interval}
      target={objective.target}
      limit={objective.limit}
      higherIsBetter={isHigherBetter(objective.comparator)}
      verdict={objective.verdict}
      show={(v) => say(showIn(objective.unit, v))}
    />
  )
}

/** Shorter where only the number of attempts is missing; the whole reason opens with the row. */
function whatItNeeds({ reason }: ObjectiveView): string {
  const [, needed, had] = /needs ([\d,]+) attempts, there were ([\d,]+)/.exec(reason) ?? []
  return needed ? `needs ${needed} samples, has ${had}` : reason
}
