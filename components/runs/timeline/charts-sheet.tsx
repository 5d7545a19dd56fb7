'use client'

import clsx from 'clsx'
import { Radio, Table2 } from 'lucide-react'
import dynamic from 'next/dynamic'
import { type ReactElement, useMemo, useRef, useState } from 'react'
import { mergedSeconds, type TimeSpan, toChartRows } from '#components/charts/chart-rows.ts'
import { ChartTable } from '#components/charts/chart-table.tsx'
import { IconButton } from '#components/ui/button.tsx'
import { Segments } from '#components/ui/segments.tsx'
import { Select } from '#components/ui/select.tsx'
import { showClock } from '#lib/core/number-format.ts'
import type { LivePoint, RunView } from '#lib/runs/schema.ts'
import type { PartAsked } from '../follow/run-requests.ts'
import css from '../runs.module.css'
import { DownloadMenu } from './download-menu.tsx'
import { toPhases } from './phases.ts'
import { runPlots, toFlags } from './run-plots.ts'
import { WINDOWS, type WindowChoice } from './shown-window.ts'
import timeline from './timeline.module.css'
import { useOperationPoints } from './use-operation-points.ts'

const ChartStack = dynamic(() => import('#components/charts/chart-stack.tsx'), {
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

interface Props {
  view: RunView
  choice: WindowChoice
  onChoice: (choice: WindowChoice) => void
  shown: TimeSpan
  whole: TimeSpan
  title?: string
  meta?: string
  className?: string
  idle: 'newest' | 'worst'
  /** Of which workers or service; default: all. */
  part?: PartAsked | null
}

/** The three charts on one time, with their window, table and downloads. */
export function ChartsSheet(props: Props): ReactElement {
  const { view, choice, onChoice, shown, whole, title, meta, className, idle, part = null } = props
  const [isTable, setTable] = useState(false)
  const [operation, setOperation] = useState<string | null>(null)
  const points = useOperationPoints(view, operation, shown, part)
  const sheet = useRef<HTMLElement>(null)
  const { model } = view
  const { operations } = view.summary
  const objectives = view.judgement?.verdict.objectives
  const plots = useMemo(
    () => runPlots({ model, objectives: objectives ?? [], operations }, operation),
    [model, objectives, operations, operation],
  )
  const phases = useMemo(() => toPhases(view.stages), [view.stages])
  const flags = useMemo(() => toFlags(view.events), [view.events])
  const isLive = view.run.state !== 'ended'
  const last = view.points.at(-1)
  const follow = choice.kind === 'follow' ? String(choice.seconds) : ''
  return (
    <section
      className={clsx(css.sheet, className ?? timeline.charts)}
      id="timeline"
      aria-label={title ?? 'Charts'}
      ref={sheet}
    >
      <div className={clsx(css.sheetHead, css.tightHead)}>
        {title ? <h2>{title}</h2> : null}
        {isLive ? (
          <Segments
            label="Window"
            value={follow}
            options={WINDOWS.map((w) => ({ value: String(w.seconds), label: w.name }))}
            onChange={(next) => onChoice({ kind: 'follow', seconds: next === 'null' ? null : Number(next) })}
          />
        ) : null}
        {isLive && choice.kind === 'follow' ? (
          <span className={clsx(css.chip, css.accentChip)}>
            <Radio aria-hidden />
            Following
          </span>
        ) : null}
        {isLive && choice.kind === 'held' ? (
          <button
            type="button"
            className={clsx(css.chip, css.accentChip)}
            style={{ height: 24, cursor: 'pointer' }}
            onClick={() => onChoice({ kind: 'follow', seconds: 300 })}
          >
            <Radio aria-hidden />
            Follow again
          </button>
        ) : null}
        <OperationChoice view={view} chosen={operation} onChoose={setOperation} />
        <span className={clsx(css.meta, css.wideOnly)}>
          {meta ? `${bucketText(points, shown)}; ${meta}` : newest(view, points, shown)}
        </span>
        <span className={css.grow} />
        <span className={timeline.flagList}>
          {flags.slice(-4).map((flag) => (
            <span key={`${flag.mark}-${flag.at}`}>
              <b>{flag.mark}</b>
              {showClock(flag.at)} {flag.text.slice(0, 40)}
            </span>
          ))}
        </span>
        <IconButton
          label={isTable ? 'Show as charts' : 'Show as table'}
          aria-pressed={isTable}
          onClick={() => setTable(!isTable)}
        >
          <Table2 aria-hidden />
        </IconButton>
        <DownloadMenu
          view={view}
          plots={plots}
          points={points}
          shown={shown}
          sheet={() => sheet.current}
          hasCharts={!isTable}
        />
      </div>
      {isTable ? (
        <ChartTable plots={plots} rows={toChartRows(points, shown).rows} caption={tableCaption(view, points, shown)} />
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
          idle={idle}
          phaseHead={!isLive}
          onSelect={(span) => onChoice({ kind: 'held', ...span })}
          onWhole={() => onChoice({ kind: 'follow', seconds: null })}
        />
      )}
    </section>
  )
}

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

interface ChoiceProps {
  view: RunView
  chosen: string | null
  onChoose: (operation: string | null) => void
}

/** Which operation the charts show. */
function OperationChoice({ view, chosen, onChoose }: ChoiceProps): ReactElement | null {
  const operations = Object.values(view.summary.operations)
  if (operations.length < 2) return null
  return (
    <Select
      aria-label="Operation"
      value={chosen ?? ''}
      options={[
        { value: '', label: 'All operations' },
        ...operations.map(({ key, name }) => ({ value: key, label: name })),
      ]}
      onChange={(event) => onChoose(event.target.value || null)}
    />
  )
}
