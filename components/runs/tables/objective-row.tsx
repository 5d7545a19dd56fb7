'use client'

import clsx from 'clsx'
import { ChevronRight } from 'lucide-react'
import { Fragment, type ReactElement, useState } from 'react'
import { type Derived, Derives } from '#components/verdicts/derivation.tsx'
import { Gauge, Needs } from '#components/verdicts/gauge.tsx'
import { isHigherBetter } from '#components/verdicts/gauge-scale.ts'
import { Headroom } from '#components/verdicts/headroom.tsx'
import { VerdictBadge } from '#components/verdicts/verdict-badge.tsx'
import { say, showCount, showIn, showPercent } from '#lib/core/number-format.ts'
import type { ObjectiveView, RunView, Summary } from '#lib/runs/schema.ts'
import { useTimeText } from '../follow/time-text.tsx'
import { Bare, Num, PRIORITY_CLASS } from '../parts.tsx'
import css from '../runs.module.css'
import { selectedValue } from './selected-value.ts'
import table from './tables.module.css'

interface Props {
  objective: ObjectiveView
  view: RunView
  /** Of the selected window; null while nothing is selected. */
  selected: Summary | null
  hasCompliance: boolean
  columns: number
  /** Shows a minute of the run everywhere. */
  onMinute?: (atMs: number) => void
}

export function ObjectiveRow({ objective, view, selected, hasCompliance, columns, onMinute }: Props): ReactElement {
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
  const derived = (): Derived => derivedOf(view, objective, scope)
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
          {scope} <code>{objective.metric.replaceAll('_', ' ')}</code>
        </th>
        <td className={table.wideCell}>
          <span className={PRIORITY_CLASS(objective.priority)}>{objective.priority}</span>
        </td>
        <td className={clsx(table.r, table.wideCell)}>
          <Num shown={showIn(unit, objective.target)} />
        </td>
        <td className={clsx(table.r, table.toLeft)} data-label="limit">
          <Num shown={showIn(unit, objective.limit)} />
        </td>
        <td className={table.r} data-label="actual">
          <Derives of={derived}>
            <Num shown={showIn(unit, objective.actual)} className={css.strong} />
          </Derives>
        </td>
        <td className={clsx(table.interval, table.wideCell)}>{halfInterval(objective)}</td>
        {selected ? (
          <td className={clsx(table.r, table.selected)} data-label="selected">
            <Num shown={showIn(unit, selectedValue(selected, objective))} />
          </td>
        ) : null}
        <td className={table.wholeWidth}>
          <ObjectiveGauge objective={objective} title={`${scope} ${objective.metric}`} isInvalid={isInvalid} />
        </td>
        <td className={clsx(table.r, table.corner)} data-label="headroom">
          <Headroom value={verdict === 'inconclusive' ? null : objective.headroom} />
        </td>
        {hasCompliance ? <ComplianceCells objective={objective} onMinute={onMinute} isInvalid={isInvalid} /> : null}
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
}

interface ComplianceProps {
  objective: ObjectiveView
  onMinute: ((atMs: number) => void) | undefined
  /** Then nothing was held against it. */
  isInvalid: boolean
}

/** Share of the windows that hold, and the worst minute, which one press shows on all of the page. */
function ComplianceCells({ objective: { compliance, unit }, onMinute, isInvalid }: ComplianceProps): ReactElement {
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
        <Num shown={showPercent(share, share < 1 ? 1 : 0)} className={table.share} />
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
        <Num shown={showIn(unit, worst?.value)} />
      </td>
    </>
  )
}

export const scopeOf = (view: RunView, { selector }: ObjectiveView): string =>
  selector === null
    ? 'All operations'
    : (view.summary.operations[selector]?.name ?? view.summary.flows[selector]?.name ?? selector)

/** Older verdicts have no derivation of their own: what is known of them is said. */
function derivedOf(view: RunView, objective: ObjectiveView, scope: string): Derived {
  const { metric, selector, unit, actual, derivation, samples, window, judge, reason } = objective
  const { id, label } = view.run
  return {
    name: `${scope} ${metric.replaceAll('_', ' ')}`,
    value: say(showIn(unit, actual)),
    note: reason,
    ...(derivation ?? {
      run: { id, label },
      selector: selector ?? 'all operations',
      window,
      samples,
      method: judge,
      typedBy: null,
    }),
  }
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

/** Half the width of the interval, in the unit of the number before it. */
function halfInterval({ interval, unit, actual }: ObjectiveView): string {
  if (!interval || actual === null) return ''
  const half = (interval[1] - interval[0]) / 2
  const isSeconds = unit === 'ms' && actual >= 999.5
  const inUnit = unit === 'fraction' ? half * 100 : isSeconds ? half / 1000 : half
  return `± ${Number(inUnit.toPrecision(2))}`
}
