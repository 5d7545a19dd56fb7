'use client'

import clsx from 'clsx'
import dynamic from 'next/dynamic'
import { memo, type ReactElement, useMemo, useRef, useState } from 'react'
import { mergedSeconds, type TimeSpan, toChartRows } from '#components/charts/chart-rows.ts'
import { ChartTable } from '#components/charts/chart-table.tsx'
import type { Cursor } from '#components/charts/cursor.ts'
import type { BesideLine, Flag } from '#components/charts/plot-spec.ts'
import { showClock } from '#lib/core/number-format.ts'
import type { LivePoint, RunView, Summary } from '#lib/runs/schema.ts'
import type { PartAsked } from '../follow/run-requests.ts'
import { useTimeText } from '../follow/time-text.tsx'
import { overlaysOf } from '../resources/overlays.ts'
import { useMonitors } from '../resources/use-monitors.ts'
import css from '../runs.module.css'
import { DownloadMenu } from './download-menu.tsx'
import { toPhases } from './phases.ts'
import { runPlots } from './run-plots.ts'
import type { WindowChoice } from './shown-window.ts'
import { type ChartLook, FlagList, FollowChoice, LookChoice, OperationChoice } from './time-head.tsx'
import timeline from './timeline.module.css'

const ChartStack = dynamic(() => import('#components/charts/chart-stack.tsx'), {
  ssr: false,
  loading: () => <ChartSkeleton />,
})
const SmallMultiples = dynamic(() => import('./small-multiples.tsx'), {
  ssr: false,
  loading: () => <ChartSkeleton />,
})

function ChartSkeleton(): ReactElement {
  return (
    <div className={timeline.chartSkeleton} aria-busy="true">
      {[20, 66, 98, 152, 200, 250, 300, 338, 380, 420].map((top) => (
        <i key={top} style={{ top }} />
      ))}
      <span>Drawing the history</span>
    </div>
  )
}

export interface ChartsSheetProps {
  view: RunView
  /** Of the shown window. */
  summary: Summary
  /** Of the operation and part chosen. */
  points: readonly LivePoint[]
  operation: string | null
  onOperation: (operation: string | null) => void
  choice: WindowChoice
  onChoice: (choice: WindowChoice) => void
  shown: TimeSpan
  whole: TimeSpan
  flags: Flag[]
  cursor: Cursor
  title?: string
  meta?: string
  className?: string
  idle: 'newest' | 'worst'
  /** Of which workers, service or payload class; default: all. */
  part?: PartAsked | null
  /** p95 of the run this one is held against. */
  beside?: BesideLine | null
}

/** The three charts on one time, with their window, table and downloads. */
export const ChartsSheet = memo(function ChartsSheet(props: ChartsSheetProps): ReactElement {
  const { view, points, operation, choice, onChoice, shown, whole, flags, cursor, title, meta, idle } = props
  const [look, setLook] = useState<ChartLook>('together')
  const sheet = useRef<HTMLElement>(null)
  const { show } = useTimeText()
  const { model } = view
  const { operations } = view.summary
  const objectives = view.judgement?.verdict.objectives
  const { items } = useMonitors(view, shown)
  const overlays = useMemo(() => overlaysOf(items ?? []), [items])
  const plots = useMemo(
    () =>
      runPlots({ model, objectives: objectives ?? [], operations, beside: props.beside ?? null, overlays }, operation),
    [model, objectives, operations, operation, props.beside, overlays],
  )
  const phases = useMemo(() => toPhases(view.stages), [view.stages])
  const isLive = view.run.state !== 'ended'
  const last = view.points.at(-1)
  const select = (span: TimeSpan): void => onChoice({ kind: 'held', ...span })
  const selectWhole = (): void => onChoice({ kind: 'follow', seconds: null })
  return (
    <section
      className={clsx(css.sheet, props.className ?? timeline.charts)}
      id="timeline"
      aria-label={title ?? 'Charts'}
      ref={sheet}
    >
      <div className={clsx(css.sheetHead, css.tightHead)}>
        {title ? <h2>{title}</h2> : null}
        {isLive ? <FollowChoice choice={choice} onChoice={onChoice} /> : null}
        <OperationChoice view={view} chosen={operation} onChoose={props.onOperation} />
        <span className={clsx(css.meta, css.wideOnly)}>
          {meta ? `${bucketText(points, shown)}; ${meta}` : newest(view, points, shown)}
        </span>
        <span className={css.grow} />
        <FlagList flags={flags} whole={whole} onSelect={select} />
        <LookChoice look={look} onLook={setLook} hasOperations={Object.keys(operations).length > 1}>
          <DownloadMenu
            view={view}
            plots={plots}
            points={points}
            shown={shown}
            sheet={() => sheet.current}
            hasCharts={look === 'together'}
          />
        </LookChoice>
      </div>
      {look === 'table' ? (
        <ChartTable
          plots={plots}
          rows={toChartRows(points, shown).rows}
          caption={tableCaption(view, points, shown)}
          showTime={show}
        />
      ) : look === 'operations' ? (
        <SmallMultiples
          view={view}
          summary={props.summary}
          part={props.part ?? null}
          shown={shown}
          phases={phases}
          cursor={cursor}
          onOperation={(key) => {
            props.onOperation(key)
            setLook('together')
          }}
        />
      ) : (
        <ChartStack
          plots={plots}
          points={points}
          planned={view.planned}
          plannedIsRate={view.model === 'rate'}
          phases={phases}
          flags={flags}
          whole={whole}
          shown={shown}
          now={isLive ? (last ? last.second + last.seconds : 0) : null}
          startedAt={view.run.startedAt}
          showTime={show}
          cursor={cursor}
          idle={idle}
          phaseHead={!isLive}
          onSelect={select}
          onWhole={selectWhole}
        />
      )}
    </section>
  )
})

function newest(view: RunView, points: readonly LivePoint[], shown: TimeSpan): string {
  const second = view.points.at(-1)?.second
  if (second === undefined) return view.run.state === 'ended' ? 'no data' : 'waiting for the first second'
  const start = view.run.startedAt ? new Date(view.run.startedAt).getTime() : null
  const wall = start === null ? showClock(second) : new Date(start + second * 1000).toISOString().slice(11, 19)
  return `newest second ${wall}, ${bucketText(points, shown)}`
}

/** How long a point is; percentiles of merged points are the highest of them. */
function bucketText(points: readonly LivePoint[], shown: TimeSpan): string {
  const merged = mergedSeconds(points, shown)
  if (merged) return `in ${merged} s steps, percentiles the highest of each`
  const inside = points.filter((point) => point.second + point.seconds > shown.from && point.second < shown.to)
  const lengths = inside.map((point) => point.seconds)
  const [shortest, longest] = [Math.min(...lengths), Math.max(...lengths)]
  if (lengths.length === 0) return 'no data'
  return shortest === longest ? `in ${longest} s buckets` : `in buckets of ${shortest} to ${longest} s`
}

const tableCaption = (view: RunView, points: readonly LivePoint[], shown: TimeSpan): string =>
  `${view.run.label}, ${showClock(shown.from)} to ${showClock(shown.to)}, ${bucketText(points, shown)}, newest first`
