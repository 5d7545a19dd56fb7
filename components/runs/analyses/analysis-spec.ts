// An analysis' chart as one the page can draw. An analysis tells times in milliseconds, a chart draws seconds.

import type { ChartNumbers } from '#components/charts/chart-csv.ts'
import { linearAxis, timeAxis, type XyAxis, type XyLine, type XySpec } from '#components/charts/xy-spec.ts'
import type { Analysis, AnalysisChart, AnalysisTable } from '#lib/analysis/analysis.ts'
import { axisUnit, showUnit } from './show-unit.ts'

const HEIGHT = 250
const COLORS = ['series-p95', 'series-rate', 'series-users', 'series-connections', 'series-memory', 'series-cpu']

export function analysisSpec({ key, title }: Analysis, chart: AnalysisChart, showTime: (s: number) => string): XySpec {
  const marksOn = (axis: 'x' | 'y'): number[] => chart.marks.filter((mark) => mark.axis === axis).map(({ at }) => at)
  const isTime = chart.x.unit === 'time'
  const atX = (x: number): number => (isTime ? x / 1000 : x)
  const xs = chart.lines.flatMap(({ points }) => points.map(({ x }) => x))
  const ys = chart.lines.flatMap(({ points }) => points.map(({ y }) => y))
  const yUnit = chart.y.unit
  return {
    id: `analysis-${key}`,
    title,
    height: HEIGHT,
    x: xAxis(chart, [...xs, ...marksOn('x')].map(atX), showTime),
    y: percentAxis(
      linearAxis([...ys, ...marksOn('y')], 4, {
        unit: axisUnit(yUnit),
        name: chart.y.label,
        show: (value) => showUnit(yUnit, value),
      }),
      yUnit,
    ),
    lines: chart.lines.map(
      (line, at): XyLine => ({
        ...line,
        ...lookOf(line.kind, at),
        points: line.points.map(({ x, y }) => ({ x: atX(x), y })),
      }),
    ),
    marks: chart.marks.map((mark) => (mark.axis === 'x' ? { ...mark, at: atX(mark.at) } : mark)),
  }
}

function xAxis({ x }: AnalysisChart, values: readonly number[], showTime: (s: number) => string): XyAxis {
  if (x.unit === 'time') return timeAxis(Math.min(0, ...values), Math.max(1, ...values), showTime)
  const { unit } = x
  const about = { unit: [x.label.toLowerCase(), axisUnit(unit)].join(' ').trim(), name: x.label }
  return percentAxis(linearAxis(values, 6, { ...about, show: (value) => showUnit(unit, value) }), unit)
}

/** Fractions are read as percentages; large numbers get their own short names. */
function percentAxis(axis: XyAxis, unit: keyof typeof SHORT | string): XyAxis {
  const short = SHORT[unit]
  return short ? { ...axis, ticks: axis.ticks.map(({ at }) => ({ at, label: short(at) })) } : axis
}

const SHORT: Record<string, (value: number) => string> = {
  fraction: (value) => String(Number((value * 100).toPrecision(3))),
  bytes: (value) => showUnit('bytes', value).join('\u00a0'),
  bytesPerHour: (value) => showUnit('bytes', value).join('\u00a0'),
}

function lookOf(kind: XyLine['kind'], at: number): Pick<XyLine, 'color' | 'strong'> {
  if (kind === 'dashed') return { color: 'series-baseline' }
  return { color: COLORS[at % COLORS.length] ?? 'series-p95', strong: kind === 'line' && at === 0 }
}

export function chartNumbers(chart: AnalysisChart, showTime: (s: number) => string): ChartNumbers {
  const { x, y } = chart
  return {
    columns: [
      { label: 'Line' },
      x.unit === 'time' ? { label: 'Time' } : { label: x.label, show: shower(x.unit) },
      { label: y.label, show: shower(y.unit) },
    ],
    rows: chart.lines.flatMap(({ label, points }) =>
      points.map((point) => [label, x.unit === 'time' ? showTime(point.x / 1000) : point.x, point.y]),
    ),
  }
}

const shower =
  (unit: Parameters<typeof showUnit>[0]) =>
  (value: number): ReturnType<typeof showUnit> =>
    showUnit(unit, value)

export function tableNumbers({ columns, rows }: AnalysisTable): ChartNumbers {
  return {
    columns: columns.map(({ label, unit }) => (unit === 'text' ? { label } : { label, show: shower(unit) })),
    rows: rows.map((row) => columns.map(({ key }) => row[key] ?? null)),
  }
}
