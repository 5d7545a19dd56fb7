'use client'

import clsx from 'clsx'
import { ArrowUp, ChevronRight } from 'lucide-react'
import { Fragment, type ReactElement, useState } from 'react'
import { Gauge, Needs } from '#components/verdicts/gauge.tsx'
import { isHigherBetter } from '#components/verdicts/gauge-scale.ts'
import { Headroom } from '#components/verdicts/headroom.tsx'
import { VerdictBadge } from '#components/verdicts/verdict-badge.tsx'
import { say, showCount, showIn } from '#lib/core/number-format.ts'
import type { ObjectiveView, RunView } from '#lib/runs/schema.ts'
import { byLeastHeadroom } from '../follow/readings.ts'
import { Bare, Num, PRIORITY_CLASS, RunSheet, TableWrap } from '../parts.tsx'
import css from '../runs.module.css'
import table from './tables.module.css'

interface Props {
  view: RunView
  className?: string
}

/** Every objective by least headroom: demand, actual, room, and why. */
export function ObjectivesTable({ view, className }: Props): ReactElement {
  const judgement = view.judgement
  const objectives = byLeastHeadroom(judgement?.verdict.objectives ?? [])
  const isFinal = judgement?.final ?? false
  const meta =
    objectives.length === 0
      ? null
      : isFinal
        ? `${objectives.length}, least headroom first; actual ± half the 95 % interval`
        : `${objectives.length}, least headroom first; an estimate on what was measured so far`
  return (
    <RunSheet id="objectives" title="Objectives" meta={meta} tools={<GaugeKey />} className={className}>
      {objectives.length === 0 ? (
        <p className={table.emptyRow}>
          {isFinal || view.run.state === 'ended'
            ? 'Nothing was judged: the plan names no objective for this scenario. Add an SLA or a criterion to the plan.'
            : 'The first estimate comes with the first seconds of data.'}
        </p>
      ) : (
        <TableWrap label="Table of objectives">
          <table className={clsx(table.table, table.stacked)}>
            <caption className={css.sr}>
              Objectives of this run with target, limit, actual value and headroom, least headroom first
            </caption>
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
                <th scope="col" style={{ width: 180 }}>
                  Zero to limit
                </th>
                <th scope="col" className={table.r} aria-sort="ascending">
                  Headroom <ArrowUp size={12} aria-hidden style={{ display: 'inline', verticalAlign: '-2px' }} />
                </th>
                <th scope="col" className={clsx(table.r, table.flush)}>
                  Samples
                </th>
              </tr>
            </thead>
            <tbody>
              {objectives.map((objective) => (
                <ObjectiveRow key={objective.key} objective={objective} view={view} />
              ))}
            </tbody>
          </table>
        </TableWrap>
      )}
    </RunSheet>
  )
}

function ObjectiveRow({ objective, view }: { objective: ObjectiveView; view: RunView }): ReactElement {
  const [isOpen, setOpen] = useState(false)
  const { unit, verdict } = objective
  const isInvalid = view.judgement?.verdict.validity.status === 'invalid'
  const scope = objective.selector
    ? (view.summary.operations[objective.selector]?.name ?? objective.selector)
    : 'All operations'
  const tone = verdict === 'fail' ? table.failing : verdict === 'warn' ? table.attend : undefined
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
          {scope} <code>{objective.metric}</code>
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
          <Num shown={showIn(unit, objective.actual)} className={css.strong} />
        </td>
        <td className={clsx(table.interval, table.wideCell)}>{halfInterval(objective)}</td>
        <td className={table.wholeWidth}>
          <ObjectiveGauge objective={objective} title={`${scope} ${objective.metric}`} isInvalid={isInvalid} />
        </td>
        <td className={clsx(table.r, table.corner)} data-label="headroom">
          <Headroom value={verdict === 'inconclusive' ? null : objective.headroom} />
        </td>
        <td className={clsx(table.r, table.wideCell)}>
          <Bare>{showCount(objective.samples)[0]}</Bare>
        </td>
      </tr>
      {isOpen ? (
        <tr className={tone}>
          <td className={clsx(table.reason, table.wholeWidth)} colSpan={10}>
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

interface GaugeProps {
  objective: ObjectiveView
  title: string
  isInvalid: boolean
}

function ObjectiveGauge({ objective, title, isInvalid }: GaugeProps): ReactElement {
  if (isInvalid) return <Needs>the instrument was invalid</Needs>
  if (objective.verdict === 'inconclusive' || objective.actual === null) return <Needs>{objective.reason}</Needs>
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

/** Half the width of the interval, in the unit of the number before it. */
function halfInterval({ interval, unit, actual }: ObjectiveView): string {
  if (!interval || actual === null) return ''
  const half = (interval[1] - interval[0]) / 2
  const isSeconds = unit === 'ms' && actual >= 999.5
  const inUnit = unit === 'fraction' ? half * 100 : isSeconds ? half / 1000 : half
  return `± ${Number(inUnit.toPrecision(2))}`
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
