'use client'

import { keepPreviousData, useQueries } from '@tanstack/react-query'
import { type PointerEvent, type ReactElement, useMemo, useState } from 'react'
import { rowAt, type TimeSpan, toChartRows } from '#components/charts/chart-rows.ts'
import { Crosshair } from '#components/charts/crosshair.tsx'
import { type Cursor, useCursor } from '#components/charts/cursor.ts'
import { latencyTick } from '#components/charts/log-scale.ts'
import { frameOf, type Phase, type PlotSpec } from '#components/charts/plot-spec.ts'
import { linearScale } from '#components/charts/scale.ts'
import { TimePlot } from '#components/charts/time-plot.tsx'
import { useWidth } from '#components/charts/use-width.ts'
import { Button } from '#components/ui/button.tsx'
import { say, showLatency } from '#lib/core/number-format.ts'
import type { LivePoint, OperationSummary, RunView, Summary } from '#lib/runs/schema.ts'
import { byWorstMargin } from '../follow/readings.ts'
import { fetchSeries, type PartAsked } from '../follow/run-requests.ts'
import { useTimeText } from '../follow/time-text.tsx'
import { runViewKey } from '../follow/use-run-live.ts'
import { runPlots } from './run-plots.ts'
import timeline from './timeline.module.css'

interface Props {
  view: RunView
  /** Of the shown window. */
  summary: Summary
  part: PartAsked | null
  shown: TimeSpan
  phases: Phase[]
  cursor: Cursor
  onOperation: (operation: string) => void
}

const PAGE = 12
const POINTS = 160
const LIVE_EVERY_MS = 3000
const HEIGHT = 128

/** One small chart of response time per operation, the one with the least headroom first, all on one time. */
export default function SmallMultiples({
  view,
  summary,
  part,
  shown,
  phases,
  cursor,
  onOperation,
}: Props): ReactElement {
  const [most, setMost] = useState(PAGE)
  const order = byWorstMargin({ summary, judgement: view.judgement })
  const keys = order.slice(0, most)
  const isLive = view.run.state !== 'ended'
  const window = { from: Math.floor(shown.from) * 1000, to: Math.ceil(shown.to) * 1000 }
  const answers = useQueries({
    queries: keys.map((operation) => ({
      queryKey: [...runViewKey(view.run.id), 'small', operation, part, isLive ? null : window],
      queryFn: () => fetchSeries(view.run.id, { operation, ...part, ...window, points: POINTS }),
      placeholderData: keepPreviousData,
      refetchInterval: isLive ? LIVE_EVERY_MS : (false as const),
      staleTime: isLive ? 0 : Infinity,
    })),
  })
  return (
    <>
      <div className={timeline.multiples}>
        {keys.map((key, at) => {
          const operation = summary.operations[key]
          return operation ? (
            <Small
              key={key}
              view={view}
              operation={operation}
              points={answers[at]?.data ?? NO_POINTS}
              shown={shown}
              phases={phases}
              cursor={cursor}
              onChoose={() => onOperation(key)}
            />
          ) : null
        })}
      </div>
      {order.length > most ? (
        <div className={timeline.more}>
          <Button size="sm" onClick={() => setMost(most + PAGE)}>
            Show {Math.min(PAGE, order.length - most)} more of {order.length}
          </Button>
        </div>
      ) : null}
    </>
  )
}

const NO_POINTS: readonly LivePoint[] = []

interface SmallProps {
  view: RunView
  operation: OperationSummary
  points: readonly LivePoint[]
  shown: TimeSpan
  phases: Phase[]
  cursor: Cursor
  onChoose: () => void
}

function Small({ view, operation, points, shown, phases, cursor, onChoose }: SmallProps): ReactElement {
  const { ref, width } = useWidth()
  const { show } = useTimeText()
  const objectives = view.judgement?.verdict.objectives
  const spec = useMemo(
    () => small({ model: view.model, objectives: objectives ?? [], operation }),
    [view.model, objectives, operation],
  )
  const { rows, gaps } = useMemo(() => toChartRows(points, shown), [points, shown])
  const common = { spec, rows, planned: NO_PLAN, span: shown, width, isLast: true }
  const frame = frameOf(width, true)
  const x = linearScale([shown.from, shown.to], [frame.left, width - frame.right])
  const move = (event: PointerEvent<HTMLElement>): void => {
    const at = x.invert(event.clientX - event.currentTarget.getBoundingClientRect().left)
    cursor.set(at >= shown.from && at <= shown.to ? at : null)
  }
  return (
    <section className={timeline.small} aria-label={operation.name}>
      <header>
        <button type="button" onClick={onChoose} title="Show this operation alone">
          {operation.name}
        </button>
        <SmallReadout rows={rows} cursor={cursor} whole={operation.responseTimeMs.shown.p95} />
      </header>
      <div
        ref={ref}
        className={timeline.smallPlot}
        style={{ height: HEIGHT }}
        onPointerMove={move}
        onPointerLeave={() => cursor.set(null)}
      >
        {width > 0 ? (
          <>
            <TimePlot {...common} gaps={gaps} phases={phases} flags={[]} now={null} isFirst={false} showTime={show} />
            <Crosshair {...common} cursor={cursor} idle={null} />
          </>
        ) : null}
      </div>
    </section>
  )
}

const NO_PLAN: { x: number; planned: number }[] = []

function small(source: {
  model: RunView['model']
  objectives: Parameters<typeof runPlots>[0]['objectives']
  operation: OperationSummary
}): PlotSpec {
  const { model, objectives, operation } = source
  const plots = runPlots({ model, objectives, operations: {} }, operation.key)
  const latency = plots.find(({ id }) => id === 'response-time') as PlotSpec
  return {
    ...latency,
    id: `response-time-${operation.key}`,
    title: operation.name,
    height: HEIGHT,
    unit: '',
    showTick: latencyTick,
  }
}

interface ReadoutProps {
  rows: Parameters<typeof rowAt>[0]
  cursor: Cursor
  whole: number | null
}

/** p95 under the pointer, wherever it is on the page; else of the whole run. */
function SmallReadout({ rows, cursor, whole }: ReadoutProps): ReactElement {
  const second = useCursor(cursor)
  const value = second === null ? whole : (rowAt(rows, second)?.p95 ?? null)
  return (
    <span>
      p95 <b>{say(showLatency(value))}</b>
    </span>
  )
}
