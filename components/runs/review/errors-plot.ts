// Failures over time as a chart: one stack of bars per column, a colour per class, the most frequent ones first.

import type { ChartNumbers } from '#components/charts/chart-csv.ts'
import { linearAxis, timeAxis, type XyLine, type XySpec } from '#components/charts/xy-spec.ts'
import { showCount, showRate } from '#lib/core/number-format.ts'
import type { ErrorsView } from '#lib/runs/errors-schema.ts'

const COLORS = ['series-errors', 'series-connections', 'series-users', 'series-cpu', 'series-memory', 'series-p50']
const HEIGHT = 170

/** Classes by how often they came, most frequent first. */
export function classesOf({ items }: Pick<ErrorsView, 'items'>): string[] {
  const totals = new Map<string, number>()
  for (const { class: name, count } of items) totals.set(name, (totals.get(name) ?? 0) + count)
  return [...totals].sort((a, b) => b[1] - a[1]).map(([name]) => name)
}

/** Failures per second, so that columns of different length compare. */
export function errorsSpec(view: ErrorsView, showTime: (second: number) => string): XySpec {
  const classes = classesOf(view)
  const { columns } = view.overTime
  const bases = columns.map(() => 0)
  const lines = classes.map((name, at): XyLine => {
    const points = columns.map(({ second, seconds, counts }, column) => {
      const base = bases[column] ?? 0
      const y = (counts[name] ?? 0) / seconds
      bases[column] = base + y
      return { x: second, to: second + seconds, y, base }
    })
    return { key: name, label: name, kind: 'bars', color: COLORS[at % COLORS.length] ?? 'series-errors', points }
  })
  const last = columns.at(-1)
  return {
    id: 'errors',
    title: 'Failures over time',
    height: HEIGHT,
    x: timeAxis(view.from / 1000, Math.max(view.to / 1000, last ? last.second + last.seconds : 0), showTime),
    y: linearAxis(bases, 3, { unit: 'failed /s', name: 'Failed', show: showRate }),
    lines,
    marks: [],
  }
}

export function errorNumbers(view: ErrorsView, showTime: (second: number) => string): ChartNumbers {
  const classes = classesOf(view)
  return {
    columns: [
      { label: 'At' },
      { label: 'Seconds', show: showCount },
      ...classes.map((label) => ({ label, show: showCount })),
    ],
    rows: view.overTime.columns.map(({ second, seconds, counts }) => [
      showTime(second),
      seconds,
      ...classes.map((name) => counts[name] ?? 0),
    ]),
  }
}
