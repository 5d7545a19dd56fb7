// Points of several runs as lines of one plot for each metric. Seconds on the base run's clock; values in the unit of the metric.

import type { ChartNumbers } from '#components/charts/chart-csv.ts'
import { scaleOf } from '#components/runs/resources/resource-plots.ts'
import { type Shown, showCount, showLatency, showRate } from '#lib/core/number-format.ts'
import type { LivePoint } from '#lib/runs/schema.ts'
import type { ComparedMonitor, Comparison } from '#lib/verdicts/comparison-schema.ts'

export interface PlotLine {
  key: string
  label: string
  /** Pattern of a dashed line; null is solid. */
  dash: string | null
  points: { x: number; y: number | null }[]
}

export interface ComparePlot {
  id: string
  title: string
  unit: string
  /** Name of the colour token. */
  color: string
  height: number
  show: (value: number | null) => Shown
  lines: PlotLine[]
}

const DASHES = ['6 3', '2 3', '9 3 2 3', '14 4']

/** The base is solid, every other run has dashes of its own. */
export const dashOf = (index: number): string | null => (index === 0 ? null : (DASHES[index - 1] ?? '4 4'))

interface Drawn extends Omit<ComparePlot, 'lines'> {
  read: (point: LivePoint) => number | null
}

const DRAWN: readonly Drawn[] = [
  {
    ...{ id: 'rate', title: 'Achieved rate', unit: '/s', color: 'series-rate', height: 120, show: showRate },
    read: ({ okPerSecond, failedPerSecond }) => okPerSecond + failedPerSecond,
  },
  { ...latency('p50', 100), read: ({ p50Ms }) => p50Ms },
  { ...latency('p95', 150), read: ({ p95Ms }) => p95Ms },
  { ...latency('p99', 120), read: ({ p99Ms }) => p99Ms },
  {
    ...{ id: 'errors', title: 'Failed', unit: '/s', color: 'series-errors', height: 90, show: showRate },
    read: ({ failedPerSecond }) => failedPerSecond,
  },
  {
    ...{ id: 'users', title: 'Users', unit: '', color: 'series-users', height: 90, show: showCount },
    read: ({ users }) => users,
  },
]

function latency(id: 'p50' | 'p95' | 'p99', height: number): Omit<Drawn, 'read'> {
  return { id, title: id, unit: 'ms', color: `series-${id}`, height, show: showLatency }
}

/** A metric that no run measured is left out. */
export function comparePlots(compared: Pick<Comparison, 'series' | 'runs'>): ComparePlot[] {
  return [...ownPlots(compared), ...resourcePlots(compared)]
}

function ownPlots({ series, runs }: Pick<Comparison, 'series' | 'runs'>): ComparePlot[] {
  return DRAWN.map(({ read, ...plot }) => ({
    ...plot,
    lines: series.map(({ runId, points }, index) => ({
      key: runId,
      label: runs[index]?.run.label ?? '',
      dash: dashOf(index),
      points: withGaps(points, read),
    })),
  })).filter(({ lines }) => lines.some(({ points }) => points.some(({ y }) => y !== null && y > 0)))
}

/** A missing stretch is a gap, not a line across it. */
function withGaps(points: readonly LivePoint[], read: (point: LivePoint) => number | null): PlotLine['points'] {
  return points.flatMap((point, index) => {
    const before = points[index - 1]
    const isGap = before && point.second - before.second > before.seconds * 1.5 + 1
    const at = { x: point.second + point.seconds / 2, y: read(point) }
    return isGap ? [{ x: before.second + before.seconds, y: null }, at] : [at]
  })
}

/** The value of a line nearest to a second; null where it has none within a fiftieth of the whole. */
export function valueNear({ points }: PlotLine, second: number, whole: number): number | null {
  let nearest: PlotLine['points'][number] | null = null
  for (const point of points) if (!nearest || Math.abs(point.x - second) < Math.abs(nearest.x - second)) nearest = point
  return nearest && Math.abs(nearest.x - second) <= Math.max(2, whole / 50) ? nearest.y : null
}

/** All plots as one table: a row for each second somebody measured, a column for each metric of each run. */
export function compareNumbers(plots: readonly ComparePlot[], showTime: (second: number) => string): ChartNumbers {
  const lines = plots.flatMap(({ title, show, lines: own }) => own.map((line) => ({ line, title, show })))
  const seconds = [...new Set(lines.flatMap(({ line }) => line.points.map(({ x }) => x)))].sort((a, b) => a - b)
  const known = lines.map(({ line }) => new Map(line.points.map(({ x, y }) => [x, y])))
  return {
    columns: [{ label: 'At' }, ...lines.map(({ line, title, show }) => ({ label: `${title} ${line.label}`, show }))],
    rows: seconds.map((second) => [showTime(Math.floor(second)), ...known.map((points) => points.get(second) ?? null)]),
  }
}

/** One for each metric that monitors told of any of the runs. */
function resourcePlots({ series, runs }: Pick<Comparison, 'series' | 'runs'>): ComparePlot[] {
  const all = series.flatMap(({ monitors = [] }) => monitors)
  const byName = Map.groupBy(all, ({ monitor, key }) => `${monitor}.${key}`)
  return [...byName].flatMap(([name, same]) => {
    const [first] = same as [ComparedMonitor]
    const most = Math.max(0, ...same.flatMap(({ points }) => points.map(({ value }) => Math.abs(value ?? 0))))
    if (same.every(({ points }) => points.every(({ value }) => value === null))) return []
    const { unit, factor, show } = scaleOf(first, most)
    const lines = series.map(({ runId, monitors = [] }, index) => {
      const own = monitors.find(({ monitor, key }) => `${monitor}.${key}` === name)?.points ?? []
      return {
        ...{ key: runId, label: runs[index]?.run.label ?? '', dash: dashOf(index) },
        points: own.map(({ second, value }) => ({ x: second + 0.5, y: value === null ? null : value * factor })),
      }
    })
    const shown = (value: number | null): Shown => (value === null ? ['–', ''] : show(value))
    // A word has no room above the axis.
    const short = unit.length > 4 ? '' : unit
    return [{ id: name, title: first.label, unit: short, color: 'series-cpu', height: 90, show: shown, lines }]
  })
}
