// The resources that stand on the chart of users: at most three shares, those that are held against something first, as what is full
// explains what is slow.

import type { Overlay } from '#components/charts/plot-spec.ts'
import { showIn } from '#lib/core/number-format.ts'
import type { Role } from '#lib/monitors/role.ts'
import type { MonitorSeriesView } from '#lib/monitors/schema.ts'
import { canonicalUnit } from '#lib/monitors/unit.ts'

const MOST = 3
/** In the order they are chosen. */
const CHOSEN: readonly Role[] = ['pool', 'cpu', 'memory', 'disk']
const COLOURS: Partial<Record<Role, string>> = { cpu: 'series-cpu', memory: 'series-memory', disk: 'series-p75' }

export function overlaysOf(items: readonly MonitorSeriesView[]): Overlay[] {
  const placeOf = ({ role, lines }: MonitorSeriesView) => CHOSEN.indexOf(role) + (lines.length > 0 ? 0 : CHOSEN.length)
  const shares = items.filter(
    ({ role, unit, kind, points }) =>
      kind === 'gauge' && points.length > 0 && CHOSEN.includes(role) && canonicalUnit(unit).unit === 'fraction',
  )
  const one = new Map<Role, MonitorSeriesView>()
  for (const item of shares.toSorted((a, b) => placeOf(a) - placeOf(b)))
    if (!one.has(item.role)) one.set(item.role, item)
  return [...one.values()].slice(0, MOST).map(({ label, role, unit, points }) => {
    const { factor } = canonicalUnit(unit)
    return {
      name: label,
      color: COLOURS[role] ?? 'series-connections',
      points: points.map(({ offsetMs, value }) => ({ x: offsetMs / 1000, y: value === null ? null : value * factor })),
      show: (value) => showIn('fraction', value),
    }
  })
}
