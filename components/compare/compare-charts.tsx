'use client'

import { type PointerEvent, type ReactElement, useMemo, useState } from 'react'
import charts from '#components/charts/charts.module.css'
import { type Cursor, createCursor, useCursor } from '#components/charts/cursor.ts'
import { frameOf, type Phase } from '#components/charts/plot-spec.ts'
import { useWidth } from '#components/charts/use-width.ts'
import { Num } from '#components/runs/parts.tsx'
import { showClock } from '#lib/core/number-format.ts'
import type { Comparison } from '#lib/verdicts/comparison-schema.ts'
import css from './compare.module.css'
import { ComparePlotChart, ComparePointer } from './compare-plot.tsx'
import { type ComparePlot, valueNear } from './compare-plots.ts'
import { LineSample } from './line-sample.tsx'

interface Props {
  comparison: Comparison
  plots: readonly ComparePlot[]
  phases: readonly Phase[]
  chosen: string | null
}

/** All metrics of all runs below each other, on the base run's clock. */
export function CompareCharts({ comparison, plots, phases, chosen }: Props): ReactElement {
  const { ref, width } = useWidth()
  const [cursor] = useState(createCursor)
  const span = useMemo(() => {
    const ends = plots.flatMap(({ lines }) => lines.map(({ points }) => points.at(-1)?.x ?? 0))
    return { from: 0, to: Math.max(1, ...ends) }
  }, [plots])
  if (plots.length === 0) return <p className={css.told}>No second of these runs was kept.</p>
  const point = ({ clientX, currentTarget }: PointerEvent<HTMLElement>): void => {
    const { left, width: all } = currentTarget.getBoundingClientRect()
    const frame = frameOf(all, false)
    const share = (clientX - left - frame.left) / Math.max(1, all - frame.left - frame.right)
    cursor.set(share < 0 || share > 1 ? null : span.from + share * (span.to - span.from))
  }
  return (
    <div className={charts.stack}>
      {plots.map((plot, index) => {
        const common = { plot, span, width, isLast: index === plots.length - 1 }
        return (
          <div className={`${charts.plot} ${css.plotRow}`} key={plot.id}>
            <div
              className={charts.main}
              data-chart={plot.id}
              ref={index === 0 ? ref : undefined}
              onPointerMove={point}
              onPointerLeave={() => cursor.set(null)}
            >
              {width > 0 ? (
                <>
                  <ComparePlotChart {...common} phases={phases} chosen={chosen} />
                  <ComparePointer {...common} cursor={cursor} />
                </>
              ) : (
                <div style={{ height: plot.height }} />
              )}
            </div>
            <Values plot={plot} cursor={cursor} whole={span.to} steady={steadyOf(comparison, plot)} />
          </div>
        )
      })}
    </div>
  )
}

/** What each run came to over the compared phase, where that is known. */
function steadyOf({ rows, operation }: Comparison, { id }: ComparePlot): readonly (number | null)[] | null {
  if (id === 'errors') return null
  return rows.find(({ key, metric }) => key === operation && metric === id)?.values ?? null
}

interface ValuesProps {
  plot: ComparePlot
  cursor: Cursor
  whole: number
  steady: readonly (number | null)[] | null
}

function Values({ plot, cursor, whole, steady }: ValuesProps): ReactElement {
  const second = useCursor(cursor)
  return (
    <div className={css.values}>
      <p>
        <strong>{plot.title}</strong>
        <span>{second === null ? (steady ? 'over the phase' : 'point at it') : showClock(second)}</span>
      </p>
      {second === null && !steady
        ? null
        : plot.lines.map((line, index) => (
            <p key={line.key}>
              <LineSample dash={line.dash} color={plot.color} />
              <span>{line.label}</span>
              <Num shown={plot.show(second === null ? (steady?.[index] ?? null) : valueNear(line, second, whole))} />
            </p>
          ))}
    </div>
  )
}
