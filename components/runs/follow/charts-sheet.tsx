'use client'

import clsx from 'clsx'
import { Download, Radio, Table2 } from 'lucide-react'
import dynamic from 'next/dynamic'
import { type ReactElement, type ReactNode, useMemo, useRef, useState } from 'react'
import { toast } from 'sonner'
import { toCsv } from '#components/charts/chart-csv.ts'
import { mergedSeconds, type TimeSpan, toChartRows } from '#components/charts/chart-rows.ts'
import { ChartTable } from '#components/charts/chart-table.tsx'
import { savePng, saveText } from '#components/charts/save-chart.ts'
import { IconButton } from '#components/ui/button.tsx'
import { Menu, MenuItem } from '#components/ui/menu.tsx'
import { Segments } from '#components/ui/segments.tsx'
import { showClock } from '#lib/core/number-format.ts'
import type { RunView } from '#lib/runs/schema.ts'
import css from '../runs.module.css'
import { toPhases } from './phases.ts'
import { runPlots, toFlags } from './run-plots.ts'
import { WINDOWS, type WindowChoice } from './shown-window.ts'

const ChartStack = dynamic(() => import('#components/charts/chart-stack.tsx'), {
  ssr: false,
  loading: () => <ChartSkeleton />,
})

function ChartSkeleton(): ReactElement {
  return (
    <div className={css.chartSkeleton} aria-busy="true">
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
  meta?: ReactNode
  className?: string
  idle: 'newest' | 'worst'
}

/** The three charts on one time, with their window, table and downloads. */
export function ChartsSheet(props: Props): ReactElement {
  const { view, choice, onChoice, shown, whole, title, meta, className, idle } = props
  const [isTable, setTable] = useState(false)
  const sheet = useRef<HTMLElement>(null)
  const objectives = view.judgement?.verdict.objectives
  const plots = useMemo(() => runPlots(view), [view.model, objectives, view.summary.operations])
  const phases = useMemo(() => toPhases(view.stages), [view.stages])
  const flags = useMemo(() => toFlags(view.events), [view.events])
  const isLive = view.run.state !== 'ended'
  const last = view.points.at(-1)
  const follow = choice.kind === 'follow' ? String(choice.seconds) : ''
  return (
    <section
      className={clsx(css.sheet, className ?? css.charts)}
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
        <span className={clsx(css.meta, css.wideOnly)}>{meta ?? newest(view, last?.second ?? null, shown)}</span>
        <span className={css.grow} />
        <span className={css.flagList}>
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
        <DownloadMenu view={view} shown={shown} sheet={() => sheet.current} hasCharts={!isTable} />
      </div>
      {isTable ? (
        <ChartTable plots={plots} rows={toChartRows(view.points, shown).rows} caption={tableCaption(view, shown)} />
      ) : (
        <ChartStack
          plots={plots}
          points={view.points}
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

function newest(view: RunView, second: number | null, shown: TimeSpan): string {
  if (second === null) return view.run.state === 'ended' ? 'no data' : 'waiting for the first second'
  const start = view.run.startedAt ? new Date(view.run.startedAt).getTime() : null
  const wall = start === null ? showClock(second) : new Date(start + second * 1000).toISOString().slice(11, 19)
  return `newest second ${wall}, ${bucketText(view, shown)}`
}

/** How long a point is; percentiles of merged points are the highest of them. */
export function bucketText(view: RunView, shown: TimeSpan): string {
  const merged = mergedSeconds(view.points, shown)
  // What came over the stream may be finer than what the server rendered.
  const seconds = view.points.at(-1)?.seconds ?? view.resolutionSeconds
  return merged ? `in ${merged} s steps, percentiles the highest of each` : `in ${seconds} s buckets`
}

const tableCaption = (view: RunView, shown: TimeSpan): string =>
  `${view.run.label}, ${showClock(shown.from)} to ${showClock(shown.to)}, ${bucketText(view, shown)}, newest first`

interface DownloadProps {
  view: RunView
  shown: TimeSpan
  sheet: () => HTMLElement | null
  hasCharts: boolean
}

function DownloadMenu({ view, shown, sheet, hasCharts }: DownloadProps): ReactElement {
  const name = (part: string, end: string): string => `${view.run.label.toLowerCase()}-${part}.${end}`
  const csv = (): void =>
    saveText(toCsv(runPlots(view), toChartRows(view.points, shown, Infinity).rows), name('charts', 'csv'), 'text/csv')
  const png = async (ids: readonly string[], part: string): Promise<void> => {
    const stack = sheet()
    const heading = `${view.run.label} ${view.run.scenario.name}, ${part}, ${showClock(shown.from)} to ${showClock(shown.to)}`
    try {
      if (stack) await savePng(stack, ids, heading, name(part.replaceAll(' ', '-'), 'png'))
    } catch (error) {
      toast.error('The image was not saved', { description: error instanceof Error ? error.message : undefined })
    }
  }
  const plots = runPlots(view)
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label="Download PNG or CSV">
          <Download aria-hidden />
        </IconButton>
      }
    >
      <MenuItem onSelect={csv}>CSV of the shown window</MenuItem>
      {hasCharts ? (
        <>
          <MenuItem
            onSelect={() =>
              void png(
                plots.map((plot) => plot.id),
                'all charts',
              )
            }
          >
            PNG of all charts
          </MenuItem>
          {plots.map((plot) => (
            <MenuItem key={plot.id} onSelect={() => void png([plot.id], plot.title.toLowerCase())}>
              PNG of {plot.title.toLowerCase()}
            </MenuItem>
          ))}
        </>
      ) : null}
    </Menu>
  )
}
