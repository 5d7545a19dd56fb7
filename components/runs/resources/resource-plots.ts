// Charts of what monitors told: one for each metric, or for the few of one source that measure the same in one unit (used and maximum
// connections), grouped by what they measure. Values are drawn in a unit that fits them: 0.42 GB as 420 MB, a fraction as percent.

import { type ChartRow, EMPTY, type TimeSpan } from '#components/charts/chart-rows.ts'
import type { PlotSpec, RuleSpec, SeriesKey } from '#components/charts/plot-spec.ts'
import { type Shown, showBytes, showIn } from '#lib/core/number-format.ts'
import { type Gap, perSecond } from '#lib/monitors/aggregate.ts'
import { ROLES, type Role } from '#lib/monitors/role.ts'
import type { MonitorSeriesView } from '#lib/monitors/schema.ts'
import { canonicalUnit } from '#lib/monitors/unit.ts'

export const ROLE_NAMES: Record<Role, string> = {
  ...{ cpu: 'CPU', memory: 'Memory', disk: 'Disk', network: 'Network', pool: 'Connections' },
  ...{ queue: 'Queues', cache: 'Cache', units: 'Units', other: 'Other' },
}

/** The places of a chart row that its lines take, and their colours by role. */
const SLOTS: readonly SeriesKey[] = ['achieved', 'users', 'inFlight', 'offered']
const COLOURS: Partial<Record<Role, string>> = {
  cpu: 'series-cpu',
  memory: 'series-memory',
  pool: 'series-connections',
}
const LINE_COLOURS = ['series-cpu', 'series-users', 'series-memory', 'series-connections']

export interface ResourceChart {
  id: string
  role: Role
  title: string
  /** What cannot stand above the axis. */
  unitNote: string | null
  metrics: MonitorSeriesView[]
  spec: PlotSpec
  rows: ChartRow[]
  gaps: Gap[]
}

export const HEIGHT = 132
const SHORT_UNIT = 4

export function resourceCharts(items: readonly MonitorSeriesView[], shown: TimeSpan): ResourceChart[] {
  const groups = Map.groupBy(items, ({ monitor, role, unit, kind, lines, key }) =>
    // What has lines of its own is read against them alone.
    [monitor, role, unit, kind, role === 'other' || lines.length > 0 ? key : ''].join('/'),
  )
  return [...groups]
    .flatMap(([id, group]) => chunked(group, SLOTS.length).map((metrics, at) => chartOf(`${id}/${at}`, metrics, shown)))
    .sort((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role))
}

const chunked = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size))

function chartOf(id: string, metrics: MonitorSeriesView[], shown: TimeSpan): ResourceChart {
  const [first] = metrics as [MonitorSeriesView]
  const values = metrics.flatMap((metric) => [
    ...drawnPoints(metric).map(({ value }) => value ?? 0),
    ...metric.lines.map(({ at }) => at),
  ])
  const title = metrics.length === 1 ? first.label : ROLE_NAMES[first.role]
  const most = Math.max(0, ...values.map(Math.abs))
  const scale = scaleOf(first, most)
  const color = (at: number) =>
    (metrics.length === 1 ? COLOURS[first.role] : undefined) ?? LINE_COLOURS[at] ?? 'series-cpu'
  return {
    ...{ id, role: first.role, metrics },
    title,
    unitNote: scale.unit.length > SHORT_UNIT ? scale.unit : null,
    spec: {
      id: `resource-${id}`,
      title,
      unit: scale.unit.length > SHORT_UNIT ? '' : scale.unit,
      height: HEIGHT,
      showTick: (value) =>
        value >= 1000 ? `${Number((value / 1000).toPrecision(3))}k` : String(Number(value.toPrecision(3))),
      rules: rulesOf(first, scale.factor),
      // What has lines is read against them and against all there can be.
      ...(scale.unit === '%' && most * scale.factor <= 100 && (first.lines.length > 0 || most * scale.factor > 40)
        ? { top: 100 }
        : {}),
      series: metrics.map(({ label }, at) => ({
        ...{ key: SLOTS[at]!, name: label, color: color(at), strong: at === 0 },
        show: (value) => (value === null ? ['–', ''] : scale.show(value)),
      })),
    },
    rows: rowsOf(metrics, shown, scale.factor),
    gaps: first.gaps,
  }
}

interface Fitted {
  /** Of the axis. */
  unit: string
  /** From a value as it was read to one as it is drawn. */
  factor: number
  /** Of a value as it is drawn. */
  show: (value: number) => Shown
}

const BYTES: readonly [number, string][] = [
  [1e12, 'TB'],
  [1e9, 'GB'],
  [1e6, 'MB'],
  [1e3, 'kB'],
  [1, 'B'],
]

/** `most`: of the values, as they were read. */
export function scaleOf({ unit: stated, kind }: Pick<MonitorSeriesView, 'unit' | 'kind'>, most: number): Fitted {
  const { unit, factor } = canonicalUnit(stated)
  const each = kind === 'counter' ? '/s' : ''
  if (unit === 'bytes' || (unit === 'perSecond' && /b\s*\//i.test(stated ?? ''))) {
    const [size, name] = BYTES.find(([one]) => most * factor >= one) ?? [1, 'B']
    const suffix = unit === 'perSecond' ? '/s' : each
    const show = (value: number): Shown => {
      const [digits, own] = showBytes(value * size)
      return [digits, `${own}${suffix}`]
    }
    return { unit: `${name}${suffix}`, factor: factor / size, show }
  }
  if (unit === 'fraction') return { unit: '%', factor: factor * 100, show: (value) => showIn('fraction', value / 100) }
  if (unit === 'ms') {
    const show = (value: number): Shown => {
      const [digits, own] = showIn('ms', value)
      return [digits, `${own}${each}`]
    }
    return { unit: `ms${each}`, factor, show }
  }
  if (unit === 'perSecond' || each) return { unit: '/s', factor, show: (value) => showIn('perSecond', value) }
  return { unit: stated ?? '', factor: 1, show: (value) => [Number(value.toPrecision(4)).toLocaleString('en-US'), ''] }
}

/** Shows a value as it was read. */
export function showRead(metric: Pick<MonitorSeriesView, 'unit' | 'kind'>, value: number | null): Shown {
  if (value === null) return ['–', '']
  const { factor, show } = scaleOf(metric, Math.abs(value))
  return show(value * factor)
}

function rulesOf({ lines }: MonitorSeriesView, factor: number): RuleSpec[] {
  return lines.map(({ label, at, tone }) => ({
    kind: tone === 'limit' ? 'limit' : 'target',
    at: at * factor,
    label: `${label} ${Number((at * factor).toPrecision(4)).toLocaleString('en-US')}`,
    name: label,
  }))
}

/** A reading holds until the next one; a gap lifts the pen. */
function rowsOf(metrics: readonly MonitorSeriesView[], { from, to }: TimeSpan, factor: number): ChartRow[] {
  const all = metrics.map((metric) => new Map(drawnPoints(metric).map(({ offsetMs, value }) => [offsetMs, value])))
  const lifted = (metrics[0]?.gaps ?? []).map(({ fromMs }) => fromMs)
  const moments = [...new Set([...all.flatMap((one) => [...one.keys()]), ...lifted])].sort((a, b) => a - b)
  const last = metrics[0]?.intervalMs ?? 1000
  return moments.flatMap((offsetMs, at): ChartRow[] => {
    const seconds = ((moments[at + 1] ?? offsetMs + last) - offsetMs) / 1000
    const second = offsetMs / 1000
    if (second + seconds < from || second > to) return []
    const values = all.map((one, slot) => {
      const value = one.get(offsetMs)
      return [SLOTS[slot]!, value == null ? null : value * factor] as const
    })
    return [{ ...EMPTY, second, seconds, x: second, ...Object.fromEntries(values) }]
  })
}

/** Of a counter what it rose a second. */
export const drawnPoints = ({ kind, points }: MonitorSeriesView): MonitorSeriesView['points'] =>
  kind === 'counter' ? perSecond(points) : points
