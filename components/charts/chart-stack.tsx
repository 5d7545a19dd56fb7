'use client'

import { type ReactElement, useMemo } from 'react'
import { showClock } from '#lib/core/number-format.ts'
import { Brush } from './brush.tsx'
import { rowAt, toChartRows, toPlannedRows } from './chart-rows.ts'
import css from './charts.module.css'
import { Crosshair } from './crosshair.tsx'
import { PHASE_HEAD_HEIGHT, PhaseHead } from './phase-head.tsx'
import type { ChartStackProps } from './plot-spec.ts'
import { PointerField } from './pointer-field.tsx'
import { Readout, ReadoutClock } from './readout.tsx'
import { TimePlot } from './time-plot.tsx'
import { useWidth } from './use-width.ts'

/** Charts that share time: one axis, one crosshair, one brush, and a readout beside each. */
export default function ChartStack(props: ChartStackProps): ReactElement {
  const { plots, points, planned: plan, phases, flags, whole, shown, now, startedAt, idle, onSelect, onWhole } = props
  const { cursor, showTime } = props
  const { ref, width } = useWidth()
  const { rows, gaps } = useMemo(() => toChartRows(points, shown), [points, shown])
  const overview = useMemo(() => toChartRows(points, whole, 400).rows, [points, whole])
  const planned = useMemo(() => toPlannedRows(plan, shown), [plan, shown])
  const plannedWhole = useMemo(() => toPlannedRows(plan, whole), [plan, whole])
  const rest = useMemo(() => restingPlace(rows, idle), [rows, idle])
  return (
    <div className={css.stack}>
      {props.phaseHead ? (
        <div className={css.plot}>
          {width > 0 ? (
            <PhaseHead phases={phases} whole={whole} shown={shown} width={width} onSelect={onSelect} />
          ) : null}
        </div>
      ) : null}
      {plots.map((spec, i) => {
        const common = { spec, rows, planned, span: shown, width, showTime, isLast: i === plots.length - 1 }
        return (
          <div className={css.plot} key={spec.id}>
            <div className={css.main} ref={i === 0 ? ref : undefined} style={{ height: spec.height }}>
              {width > 0 ? (
                <>
                  <TimePlot {...common} gaps={gaps} phases={phases} flags={flags} now={now} isFirst={i === 0} />
                  <Crosshair {...common} cursor={cursor} idle={rest} />
                </>
              ) : null}
            </div>
            <Readout cursor={cursor} idle={rest} spec={spec} rows={rows} />
          </div>
        )
      })}
      {width > 0 ? (
        <PointerField
          cursor={cursor}
          rest={rest}
          span={shown}
          width={width}
          top={props.phaseHead ? PHASE_HEAD_HEIGHT + 1 : 0}
          heights={plots.map((p) => p.height)}
          describe={(second) => {
            const row = rowAt(rows, second)
            if (!row) return 'no data'
            const values = plots.flatMap((p) => p.series.map((s) => `${s.name} ${s.show(row[s.key]).join(' ').trim()}`))
            return `${showClock(row.second)}: ${values.join(', ')}`
          }}
          onSelect={onSelect}
          onWhole={onWhole}
        />
      ) : null}
      <div className={css.plot}>
        <div className={css.main}>
          {width > 0 ? (
            <Brush
              rows={overview}
              planned={props.plannedIsRate ? plannedWhole : []}
              phases={phases}
              whole={whole}
              shown={shown}
              width={width}
              showTime={showTime}
              onChange={onSelect}
            />
          ) : (
            <div className={css.brush} />
          )}
        </div>
        <ReadoutClock
          cursor={cursor}
          idle={rest}
          idleText={idle === 'worst' ? 'highest p95' : ''}
          rows={rows}
          startedAt={startedAt}
        />
      </div>
    </div>
  )
}

/** Where the crosshair rests: on the newest second while following, on the highest p95 in a review. */
function restingPlace(
  rows: readonly { second: number; achieved: number | null; p95: number | null }[],
  idle: 'newest' | 'worst',
): number | null {
  if (idle === 'newest') return rows.findLast((row) => row.achieved !== null)?.second ?? null
  let worst: { second: number; p95: number } | null = null
  for (const { second, p95 } of rows) if (p95 !== null && (!worst || p95 > worst.p95)) worst = { second, p95 }
  return worst?.second ?? rows.at(-1)?.second ?? null
}
