'use client'

import clsx from 'clsx'
import Link from 'next/link'
import type { ReactElement } from 'react'
import charts from '#components/charts/charts.module.css'
import { linePath } from '#components/charts/plot-geometry.ts'
import { linearScale, pushApart, scaleTop, valueTicks } from '#components/charts/scale.ts'
import { useWidth } from '#components/charts/use-width.ts'
import { say } from '#lib/core/number-format.ts'
import type { TrendRun } from '#lib/verdicts/trend-schema.ts'
import { changeOfLevel, type Stretch, showOf, type TrendDot, type TrendPlot } from './trend-plots.ts'
import css from './trends.module.css'

interface Props {
  plot: TrendPlot
  runs: readonly TrendRun[]
  height: number
  /** Place of the run that is pointed at, in any plot. */
  pointed: number | null
  onPoint: (at: number | null) => void
}

const FRAME = { left: 56, right: 104, top: 18, bottom: 34 }

/** One value over the runs: invalid runs hollow, the baseline marked, target and limit as lines, changes of level as flags. */
export function TrendChart({ plot, runs, height, pointed, onPoint }: Props): ReactElement {
  const { ref, width } = useWidth()
  return (
    <div ref={ref} className={css.plot} style={{ height }}>
      {width > 0 ? (
        <Drawn plot={plot} runs={runs} height={height} width={width} pointed={pointed} onPoint={onPoint} />
      ) : null}
    </div>
  )
}

function Drawn({ plot, runs, height, width, pointed, onPoint }: Props & { width: number }): ReactElement {
  const { dots, line, color, targets, limits } = plot
  const ruled = [targets.at(-1), limits.at(-1)].flatMap((one) => (one ? [one.value] : []))
  const values = dots.map(({ value }) => value)
  const highest = scaleTop(values, ruled, false)
  // Nothing is more than all.
  const ticks = valueTicks(line.unit === 'fraction' ? Math.min(1, highest) : highest, 3)
  const floor = height - FRAME.bottom
  const top = ticks.at(-1) ?? 1
  const x = linearScale([-0.5, runs.length - 0.5], [FRAME.left, width - FRAME.right])
  const y = linearScale([0, top], [floor, FRAME.top])
  const show = (value: number): string => say(showOf(line)(value))
  const valid = dots.filter(({ isInvalid }) => !isInvalid)
  return (
    <>
      <svg className={charts.svg} width={width} height={height} role="img" aria-label={describe(plot, runs, show)}>
        {ticks.map((tick) => (
          <g key={tick}>
            <line
              className={tick === 0 ? charts.axis : charts.grid}
              x1={FRAME.left}
              x2={width - FRAME.right}
              y1={y(tick)}
              y2={y(tick)}
            />
            <text x={FRAME.left - 8} y={y(tick) + 4} textAnchor="end">
              {tick === 0 ? '0' : show(tick).replace(/\.0+(?=\D)/, '')}
            </text>
          </g>
        ))}
        <Rules kind="limit" stretches={limits} x={x} y={y} top={top} />
        {sameThresholds(targets, limits) ? null : <Rules kind="target" stretches={targets} x={x} y={y} top={top} />}
        <RuleLabels plot={plot} x={x} y={y} top={top} floor={floor} show={show} />
        {pointed === null ? null : (
          <line className={charts.cursorLine} x1={x(pointed)} x2={x(pointed)} y1={FRAME.top} y2={floor} />
        )}
        <path
          fill="none"
          stroke={`var(--${color})`}
          strokeWidth={2}
          d={linePath(
            valid,
            (dot) => x(dot.at),
            (dot) => y(dot.value),
          )}
        />
        {dots.map((dot) => (
          <Dot key={dot.at} dot={dot} x={x(dot.at)} y={y(dot.value)} color={color} isPointed={dot.at === pointed} />
        ))}
        {dots.map((dot) =>
          dot.change ? (
            <Change
              key={dot.at}
              words={changeOfLevel(line.unit, dot.change)}
              x={(x(dot.at) + x(dot.at - 1)) / 2}
              floor={floor}
            />
          ) : null,
        )}
        <Labels runs={runs} x={x} floor={floor} width={width} />
      </svg>
      {runs.map((run, at) => (
        <Link
          key={run.id}
          href={`/runs/${run.id}`}
          className={css.hit}
          style={{ left: x(at - 0.5), width: x(at + 0.5) - x(at - 0.5) }}
          tabIndex={-1}
          aria-hidden
          prefetch={false}
          title={`${run.label}: ${line.values[at] == null ? 'not measured' : show(line.values[at] as number)}`}
          onPointerEnter={() => onPoint(at)}
          onPointerLeave={() => onPoint(null)}
        />
      ))}
    </>
  )
}

function Dot({
  dot,
  x,
  y,
  color,
  isPointed,
}: {
  dot: TrendDot
  x: number
  y: number
  color: string
  isPointed: boolean
}) {
  const stroke = `var(--${color})`
  const r = isPointed ? 5 : 3.5
  return (
    <>
      {dot.isBaseline ? <circle className={css.ring} cx={x} cy={y} r={8} /> : null}
      <circle
        cx={x}
        cy={y}
        r={r}
        fill={dot.isInvalid ? 'var(--panel)' : stroke}
        stroke={dot.isInvalid ? 'var(--invalid)' : 'var(--panel)'}
        strokeWidth={1.5}
        strokeDasharray={dot.isInvalid ? '2 1.5' : undefined}
      />
    </>
  )
}

type ScaleFn = (value: number) => number

/** A change of level, between the runs it lies between. */
function Change({ words, x, floor }: { words: string; x: number; floor: number }): ReactElement {
  return (
    <g>
      <line className={css.changeLine} x1={x} x2={x} y1={FRAME.top - 2} y2={floor} />
      <text className={clsx(charts.haloed, css.changeText)} x={x} y={FRAME.top - 6} textAnchor="middle">
        {words}
      </text>
    </g>
  )
}

interface RulesProps {
  kind: 'target' | 'limit'
  stretches: readonly Stretch[]
  x: ScaleFn
  y: ScaleFn
  top: number
}

function Rules({ kind, stretches, x, y, top }: RulesProps): ReactElement {
  return (
    <>
      {stretches
        .filter(({ value }) => value <= top)
        .map(({ from, to, value }) => (
          <line
            key={from}
            className={clsx(charts.rule, charts[kind])}
            x1={x(from - 0.5)}
            x2={x(to + 0.5)}
            y1={y(value)}
            y2={y(value)}
          />
        ))}
    </>
  )
}

interface RuleLabelsProps {
  plot: TrendPlot
  x: ScaleFn
  y: ScaleFn
  top: number
  floor: number
  show: (value: number) => string
}

/** The newest thresholds, beside their lines; one that leaves the scale is named at its edge. */
function RuleLabels({ plot: { targets, limits }, x, y, top, floor, show }: RuleLabelsProps): ReactElement {
  const kinds = sameThresholds(targets, limits) ? { limit: limits } : { limit: limits, target: targets }
  const labels = Object.entries(kinds).flatMap(([kind, stretches]) => {
    const last = stretches.at(-1)
    return last ? [{ item: { kind, last }, y: y(Math.min(last.value, top)) }] : []
  })
  return (
    <>
      {pushApart(labels, 13, FRAME.top, floor).map(({ item: { kind, last }, y: at }) => (
        <text key={kind} className={clsx(charts.ruleLabel, charts[kind])} x={x(last.to + 0.5) + 6} y={at + 4}>
          {kind} {show(last.value)}
          {last.value > top ? '↑' : ''}
        </text>
      ))}
    </>
  )
}

function sameThresholds(targets: readonly Stretch[], limits: readonly Stretch[]): boolean {
  return JSON.stringify(targets) === JSON.stringify(limits)
}

/** Run and version below each place, as many as fit. */
function Labels({ runs, x, floor, width }: { runs: readonly TrendRun[]; x: ScaleFn; floor: number; width: number }) {
  const every = Math.max(1, Math.ceil((runs.length * 58) / Math.max(1, width - FRAME.left - FRAME.right)))
  return (
    <>
      {runs.map((run, at) =>
        (runs.length - 1 - at) % every === 0 ? (
          <g key={run.id}>
            <text x={x(at)} y={floor + 15} textAnchor="middle">
              {run.label}
            </text>
            <text className={css.version} x={x(at)} y={floor + 28} textAnchor="middle">
              {run.version === runs[at - every]?.version ? '' : run.version.slice(0, 9)}
            </text>
          </g>
        ) : null,
      )}
    </>
  )
}

function describe({ label, dots }: TrendPlot, runs: readonly TrendRun[], show: (value: number) => string): string {
  const last = dots.at(-1)
  return `${label} over ${runs.length} runs${last ? `, last ${show(last.value)}` : ''}`
}
