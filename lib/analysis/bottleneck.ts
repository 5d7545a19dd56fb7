// Bottlenecks by layer: fixed rules over means of the steady part, so that everybody reads a figure the same way.
//   CPU, memory, disk, pool use: above 80 % medium, above 90 % high; memory above 85 % medium, above 95 % high
//   cache hits below 80 % low; generator busy above 80 % medium, above 95 % high; connections waited for above 5 % of attempts medium
// Units: fractions. Source: 002 §bottlenecks, 003 §6, 004; B. Gregg, USE method (utilisation, saturation, errors).

import { say, showPercent } from '#lib/core/number-format.ts'
import type { Analysis } from './analysis.ts'
import { analysis } from './figure.ts'
import { gaugesOf, layerOf } from './monitored.ts'
import { attemptsOf, heldStages, pointsIn, type RunData } from './run-data.ts'
import { meanOf } from './statistics.ts'

export type Layer = 'generator' | 'application' | 'database' | 'infrastructure'
export type Role = 'cpu' | 'memory' | 'disk' | 'pool' | 'cache' | 'generator' | 'connections'
type Severity = 'high' | 'medium' | 'low'

/** Mean of one resource while the load was held, 0 – 1. */
export interface Usage {
  name: string
  layer: Layer
  role: Role
  mean: number
}

export interface Bottleneck extends Usage {
  severity: Severity
  advice: string
}

interface Rule {
  /** From the gravest on; `below`: less is worse. */
  levels: { severity: Severity; at: number }[]
  below?: boolean
  advice: string
}

const USE = (medium: number, high: number): Rule['levels'] => [
  { severity: 'high', at: high },
  { severity: 'medium', at: medium },
]

const RULES: Record<Role, Rule> = {
  cpu: { levels: USE(0.8, 0.9), advice: 'Profile what takes the time, then add cores or instances.' },
  memory: { levels: USE(0.85, 0.95), advice: 'Look for a leak first; then give it more memory or smaller caches.' },
  disk: { levels: USE(0.8, 0.9), advice: 'Write less or in larger pieces; give it faster storage.' },
  pool: {
    levels: USE(0.8, 0.9),
    advice: 'Shorten what holds a connection; then make the pool larger than what the rate needs.',
  },
  cache: {
    levels: [{ severity: 'low', at: 0.8 }],
    below: true,
    advice: 'Look at what is asked for once only, and at how long entries live.',
  },
  generator: {
    levels: USE(0.8, 0.95),
    advice: 'The load generator is near its end: give the run another worker before the target is blamed.',
  },
  connections: {
    levels: [{ severity: 'medium', at: 0.05 }],
    advice: 'Raise client.connections, or read the wait as part of what users see.',
  },
}

export function findBottlenecks(usages: readonly Usage[]): Bottleneck[] {
  const order: Severity[] = ['high', 'medium', 'low']
  return usages
    .flatMap((usage): Bottleneck[] => {
      const { levels, below, advice } = RULES[usage.role]
      const met = levels.find(({ at }) => (below ? usage.mean < at : usage.mean > at))
      return met ? [{ ...usage, severity: met.severity, advice }] : []
    })
    .sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))
}

const USED: ReadonlySet<string> = new Set(['cpu', 'memory', 'disk', 'pool', 'cache'])

/** Of monitors: means while the load was held of what is told as a share. */
export function usagesOf(data: RunData): Usage[] {
  const held = heldStages(data)
  return gaugesOf(data).flatMap((gauge): Usage[] => {
    const { name, role, unit, samples } = gauge
    if (unit !== 'fraction' || !USED.has(role)) return []
    const inside = samples.filter(
      ({ atMs }) => held.length === 0 || held.some(({ fromMs, toMs }) => atMs >= fromMs && atMs < toMs),
    )
    const mean = meanOf(inside.map(({ value }) => value))
    return mean === null ? [] : [{ name, role: role as Role, layer: layerOf(gauge, data), mean }]
  })
}

/** What the run knows of its own generators, and what monitors told. */
export function analyseBottlenecks(data: RunData, usages: readonly Usage[] = usagesOf(data)): Analysis {
  const held = heldStages(data).flatMap(({ fromMs, toMs }) => pointsIn(data.points, fromMs, toMs))
  const points = held.length > 0 ? held : data.points
  const attempts = points.reduce((sum, point) => sum + attemptsOf(point), 0)
  const waited = points.reduce((sum, { waitedForConnection }) => sum + waitedForConnection, 0)
  const own: Usage[] = [
    {
      name: 'Load generator',
      layer: 'generator',
      role: 'generator',
      mean: meanOf(points.map(({ utilisation }) => utilisation)) ?? 0,
    },
    {
      name: 'Connections of the client',
      layer: 'generator',
      role: 'connections',
      mean: attempts > 0 ? waited / attempts : 0,
    },
  ]
  const all = [...own, ...usages]
  const found = findBottlenecks(all)
  const [first] = found
  const others = usages.length === 0 ? ' Nothing but the load generator was watched in this run.' : ''
  return analysis(
    {
      key: 'bottleneck',
      title: 'Bottlenecks',
      howToRead:
        'Means while the load was held, against fixed rules: above 80 % in use is medium, above 90 % high (memory 85 and 95 %). What is not watched cannot show here.',
    },
    {
      tone: first ? 'bad' : usages.length === 0 ? 'note' : 'good',
      sentence: first
        ? `${first.name} was the tightest: ${say(showPercent(first.mean))}, ${first.severity}.${others}`
        : `No rule for a bottleneck was met.${others}`,
      table: {
        columns: [
          { key: 'layer', label: 'Layer', unit: 'text' },
          { key: 'name', label: 'What', unit: 'text' },
          { key: 'mean', label: 'Mean', unit: 'fraction' },
          { key: 'severity', label: 'Severity', unit: 'text' },
          { key: 'advice', label: 'Advice', unit: 'text' },
        ],
        rows: all.map(({ layer, name, mean }) => ({
          ...{ layer, name, mean },
          severity: found.find((one) => one.name === name && one.layer === layer)?.severity ?? '',
          advice: found.find((one) => one.name === name && one.layer === layer)?.advice ?? '',
        })),
      },
      suggestion: first
        ? { title: `${first.name} at ${say(showPercent(first.mean))}`, severity: first.severity, advice: first.advice }
        : null,
    },
  )
}
