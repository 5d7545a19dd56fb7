'use client'

import clsx from 'clsx'
import { type PointerEvent, type ReactElement, useId, useState } from 'react'
import css from './charts.module.css'
import { logScale } from './log-scale.ts'
import { curvePath } from './plot-geometry.ts'
import { linearScale, pushApart, type Scale } from './scale.ts'
import { useWidth } from './use-width.ts'
import xy from './xy.module.css'
import type { XyAxis, XyLine, XyMark, XySpec } from './xy-spec.ts'

const TOP = 22
const BOTTOM = 24

interface Pixels {
  x: Scale
  y: Scale
  left: number
  right: number
  floor: number
}

const scaleOf = ({ scale, domain }: XyAxis, range: readonly [number, number]): Scale =>
  scale === 'log' ? logScale(domain, range) : linearScale(domain, range)

/** One chart with its legend, which gives each line's value under the pointer. */
export function XyPlot({ spec }: { spec: XySpec }): ReactElement {
  const { ref, width } = useWidth()
  const [pointed, setPointed] = useState<number | null>(null)
  const clip = useId()
  const hasGutter = spec.marks.some(({ axis, span }) => axis === 'y' && !span) && width > 420
  const left = 56
  const right = Math.max(left + 1, width - (hasGutter ? 88 : 18))
  const floor = spec.height - BOTTOM
  const pixels: Pixels = {
    x: scaleOf(spec.x, [left, right]),
    y: scaleOf(spec.y, [floor, TOP]),
    left,
    right,
    floor,
  }
  const point = (event: PointerEvent<HTMLElement>): void => {
    const at = event.clientX - event.currentTarget.getBoundingClientRect().left
    setPointed(at < left || at > right ? null : pixels.x.invert(at))
  }
  return (
    <figure className={xy.figure}>
      <Legend spec={spec} pointed={pointed} />
      <div
        ref={ref}
        className={xy.plot}
        style={{ height: spec.height }}
        role="img"
        aria-label={describe(spec)}
        data-chart={spec.id}
        onPointerMove={point}
        onPointerLeave={() => setPointed(null)}
      >
        {width > 0 ? (
          <svg className={css.svg} width={width} height={spec.height} aria-hidden="true">
            <clipPath id={clip}>
              <rect x={left} y={TOP - 2} width={right - left} height={floor - TOP + 3} />
            </clipPath>
            <Axes spec={spec} pixels={pixels} />
            <g clipPath={`url(#${clip})`}>
              {spec.lines.map((line) => (
                <Line key={line.key} line={line} pixels={pixels} zero={spec.y.domain[0]} />
              ))}
            </g>
            <Marks marks={spec.marks} pixels={pixels} width={width} hasGutter={hasGutter} />
            {pointed === null ? null : (
              <line className={css.cursorLine} x1={pixels.x(pointed)} x2={pixels.x(pointed)} y1={TOP} y2={floor} />
            )}
          </svg>
        ) : null}
      </div>
    </figure>
  )
}

function Axes({ spec, pixels: { x, y, left, right, floor } }: { spec: XySpec; pixels: Pixels }): ReactElement {
  return (
    <>
      <text x={spec.y.unit.length > 6 ? 14 : left - 8} y={12} textAnchor={spec.y.unit.length > 6 ? 'start' : 'end'}>
        {spec.y.unit}
      </text>
      {spec.y.ticks.map(({ at, label }) => (
        <g key={at}>
          <line className={at === 0 ? css.axis : css.grid} x1={left} x2={right} y1={y(at)} y2={y(at)} />
          <text x={left - 8} y={y(at) + 4} textAnchor="end">
            {label}
          </text>
        </g>
      ))}
      <line className={css.axis} x1={left} x2={right} y1={floor} y2={floor} />
      {spec.x.ticks.map(({ at, label }) => (
        <g key={at}>
          <line className={css.grid} x1={x(at)} x2={x(at)} y1={TOP} y2={floor} />
          <text x={x(at)} y={floor + 16} textAnchor="middle">
            {label}
          </text>
        </g>
      ))}
      {spec.x.unit ? (
        <text x={right} y={TOP - 9} textAnchor="end">
          {spec.x.unit}
        </text>
      ) : null}
    </>
  )
}

function Line({ line, pixels: { x, y }, zero }: { line: XyLine; pixels: Pixels; zero: number }): ReactElement {
  const color = `var(--${line.color})`
  if (line.kind === 'dots')
    return (
      <g fill={color} className={xy.dots}>
        {line.points.map((point) =>
          point.y === null ? null : <circle key={`${point.x}/${point.y}`} cx={x(point.x)} cy={y(point.y)} r={2.25} />,
        )}
      </g>
    )
  if (line.kind === 'bars') return <path d={barPath(line, x, y, zero)} fill={color} />
  return (
    <path
      d={curvePath(line.points, x, y)}
      fill="none"
      stroke={color}
      strokeWidth={line.strong ? 2 : 1.5}
      strokeDasharray={line.kind === 'dashed' ? '5 3.5' : undefined}
      strokeLinejoin="round"
      strokeLinecap="round"
    />
  )
}

/** Bars without an end of their own are as wide as the closest two stand apart. */
function barPath({ points }: XyLine, x: Scale, y: Scale, zero: number): string {
  const places = points.map((point) => x(point.x)).sort((a, b) => a - b)
  const closest = Math.min(...places.slice(1).map((at, i) => at - (places[i] ?? 0)), 28)
  return points
    .flatMap((point) => {
      if (point.y === null || point.y === 0) return []
      const [a, b] =
        point.to === undefined
          ? [x(point.x) - closest * 0.36, x(point.x) + closest * 0.36]
          : [x(point.x) + 0.5, x(point.to) - 0.5]
      const [from, to] = [y(Math.max(zero, point.base ?? 0)), y((point.base ?? 0) + point.y)]
      const wide = Math.max(1, b - a)
      return [`M${a.toFixed(1)} ${from.toFixed(1)}h${wide.toFixed(1)}V${to.toFixed(1)}h${(-wide).toFixed(1)}z`]
    })
    .join('')
}

interface MarksProps {
  marks: readonly XyMark[]
  pixels: Pixels
  width: number
  hasGutter: boolean
}

const inside = (at: number, a: number, b: number): boolean => at >= Math.min(a, b) - 1 && at <= Math.max(a, b) + 1

function Marks({ marks, pixels, width, hasGutter }: MarksProps): ReactElement {
  const { x, y, left, right, floor } = pixels
  const lying = marks.filter(({ axis, at }) => axis === 'y' && inside(y(at), TOP, floor))
  const across = lying.filter(({ span }) => !span)
  const upright = marks.filter(({ axis, at }) => axis === 'x' && inside(x(at), left, right))
  const labels = pushApart(
    across.map((item) => ({ item, y: y(item.at) })),
    13,
    TOP,
    floor,
  )
  return (
    <>
      {across.map((mark) => (
        <line
          key={`${mark.label}/${mark.at}`}
          className={clsx(css.rule, css[mark.tone], xy[mark.tone])}
          x1={left}
          x2={right + (hasGutter ? 6 : 0)}
          y1={y(mark.at)}
          y2={y(mark.at)}
        />
      ))}
      {labels.map(({ item, y: at }) => (
        <text
          key={`${item.label}/${item.at}`}
          className={clsx(css.ruleLabel, css[item.tone])}
          x={hasGutter ? Math.min(right + 10, width - 2) : right - 4}
          y={hasGutter ? at + 4 : at - 4}
          textAnchor={hasGutter ? 'start' : 'end'}
        >
          {item.label}
        </text>
      ))}
      {lying.map((mark) =>
        mark.span ? <Short key={`${mark.label}/${mark.at}`} mark={mark} span={mark.span} pixels={pixels} /> : null,
      )}
      {upright.map((mark) => (
        <line
          key={`${mark.label}/${mark.at}`}
          className={clsx(css.rule, css[mark.tone], xy[mark.tone])}
          x1={x(mark.at)}
          x2={x(mark.at)}
          y1={TOP}
          y2={floor}
        />
      ))}
      {upright.map((mark, i) => {
        const isRight = x(mark.at) > (left + right) / 2
        return (
          <text
            key={`${mark.label}/${mark.at}`}
            className={clsx(css.ruleLabel, css[mark.tone])}
            x={x(mark.at) + (isRight ? -5 : 5)}
            y={TOP + 10 + 14 * i}
            textAnchor={isRight ? 'end' : 'start'}
          >
            {mark.label}
          </text>
        )
      })}
    </>
  )
}

/** A mark of a stretch: its label stands before it, or behind it where there is no room. */
function Short({
  mark,
  span,
  pixels,
}: {
  mark: XyMark
  span: readonly [number, number]
  pixels: Pixels
}): ReactElement {
  const { x, y, left, right } = pixels
  const [from, to] = [Math.max(left, x(span[0])), Math.min(right, x(span[1]))]
  const isBefore = from - left > 76
  return (
    <g>
      <line
        className={clsx(css.rule, css[mark.tone], xy[mark.tone])}
        x1={from}
        x2={to}
        y1={y(mark.at)}
        y2={y(mark.at)}
      />
      <text
        className={clsx(css.ruleLabel, css[mark.tone])}
        x={isBefore ? from - 5 : to + 5}
        y={y(mark.at) + 4}
        textAnchor={isBefore ? 'end' : 'start'}
      >
        {mark.label}
      </text>
    </g>
  )
}

function Legend({ spec, pointed }: { spec: XySpec; pointed: number | null }): ReactElement {
  return (
    <figcaption className={xy.legend}>
      {pointed === null ? null : <b>{spec.x.show(pointed).join('\u00a0').trim()}</b>}
      {spec.lines.map((line) => (
        <span key={line.key} data-legend={line.label} data-legend-of={spec.id}>
          <i
            className={clsx(css.swatch, line.strong && css.thick, line.kind === 'dashed' && css.dash, xy[line.kind])}
            style={{ borderColor: `var(--${line.color})` }}
          />
          {line.label}
          {pointed === null ? null : <em>{valueAt(line, spec.y, pointed)}</em>}
        </span>
      ))}
    </figcaption>
  )
}

function valueAt(line: XyLine, axis: XyAxis, x: number): string {
  let nearest: XyLine['points'][number] | null = null
  for (const point of line.points) {
    if (point.to !== undefined ? x >= point.x && x < point.to : true) {
      const isCloser = !nearest || Math.abs(point.x - x) < Math.abs(nearest.x - x)
      if (isCloser) nearest = point
    }
  }
  return nearest?.y == null ? '–' : axis.show(nearest.y).join('\u00a0').trim()
}

function describe({ title, lines, x, y }: XySpec): string {
  const names = lines.map((line) => line.label).join(', ')
  return `${title}: ${y.name} by ${x.name.toLowerCase()}${names ? `, ${names}` : ''}. The table holds the numbers.`
}
