// What monitors told, as analyses read it: gauges in canonical units on the time of the run, and where in the system they belong.
// A counter is read as what it rose a second. Units: fractions, bytes, ms, per second, counts; milliseconds since the start.

import { intervalOf, perSecond } from '#lib/monitors/aggregate.ts'
import { type Role, roleOf } from '#lib/monitors/role.ts'
import type { MonitorSeries } from '#lib/monitors/sample.ts'
import { canonicalUnit } from '#lib/monitors/unit.ts'
import type { CriterionUnit } from '#lib/plans/criterion.ts'
import type { RunData } from './run-data.ts'

export interface MonitoredGauge {
  series: MonitorSeries
  /** For people; with its monitor where two are called the same. */
  name: string
  role: Role
  unit: CriterionUnit
  isRate: boolean
  samples: { atMs: number; value: number }[]
  /** Between readings; null with fewer than two. */
  intervalMs: number | null
}

export function gaugesOf({ monitors }: Pick<RunData, 'monitors'>): MonitoredGauge[] {
  return monitors.map((series) => {
    const { unit, factor } = canonicalUnit(series.unit)
    const isRate = series.kind === 'counter'
    const points = isRate ? perSecond(series.points) : series.points
    const isTwice = monitors.some((one) => one !== series && one.label === series.label)
    return {
      ...{ series, role: roleOf(series), unit: isRate && unit === 'count' ? 'perSecond' : unit, isRate },
      name: isTwice ? `${series.label} (${series.monitor})` : series.label,
      samples: points.flatMap(({ offsetMs, value }) =>
        value === null ? [] : [{ atMs: offsetMs, value: value * factor }],
      ),
      intervalMs: intervalOf(series.points),
    }
  })
}

export type MonitoredLayer = 'application' | 'database' | 'infrastructure'

const DATABASE = /\b(db|database|postgres(?:ql)?|mysql|sql|quer(?:y|ies)|pool|connections?)\b/i

/** From what it is called and where it is read: pools and queries belong to the database, a host to the infrastructure. */
export function layerOf({ series, role }: MonitoredGauge, { planned }: Pick<RunData, 'planned'>): MonitoredLayer {
  const source = planned.monitors.find(({ key }) => key === series.monitor)
  const words = [series.monitor, source?.name, series.key, series.label].join(' ').replaceAll(/[-_]/g, ' ')
  if (source?.kind === 'postgres' || role === 'pool' || DATABASE.test(words)) return 'database'
  if (source?.kind === 'host' || role === 'disk' || role === 'network') return 'infrastructure'
  return 'application'
}
