// Scaling efficiency: throughput at several numbers of instances against the first.
//   efficiency(n) = X(n) · n₁ / (X(n₁) · n)
//   Amdahl's law X(n) = λ·n / (1 + σ·(n − 1)), fitted by least squares of n/X, which is linear in n; σ is the share that does not scale
//   95 % interval of σ from the residuals (Student's t, levels − 2 degrees of freedom); none with two levels
// Units: requests per second; instances. Source: Amdahl 1967; 000 §scalability.

import { say, showCount, showPercent, showRate } from '#lib/core/number-format.ts'
import type { Analysis } from './analysis.ts'
import { analysis, figure } from './figure.ts'
import type { RunData } from './run-data.ts'
import { meanOf } from './statistics.ts'

const HEAD = {
  key: 'scaling',
  title: 'Scaling efficiency',
  howToRead:
    'Twice the instances should answer twice as much: that is 100 %. The curve is Amdahl’s law; σ is the share of the work that does not get faster with more instances.',
}
const GOOD = 0.8
/** Two-sided 95 % of Student's t by degrees of freedom. */
const STUDENT = [12.71, 4.3, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23]

export interface Scaled {
  instances: number
  okPerSecond: number
  efficiency: number
}

export interface Amdahl {
  lambda: number
  sigma: number
  interval: [number, number] | null
}

/** In order of instances. */
export function scalingOf(levels: readonly { instances: number; okPerSecond: number }[]): Scaled[] {
  const ordered = levels.toSorted((a, b) => a.instances - b.instances)
  const [first] = ordered
  if (!first || first.okPerSecond === 0) return []
  const each = first.okPerSecond / first.instances
  return ordered.map((one) => ({ ...one, efficiency: one.okPerSecond / (each * one.instances) }))
}

/** null with fewer than two levels. n/X = (1 − σ)/λ + σ/λ·n. */
export function fitAmdahl(levels: readonly { instances: number; okPerSecond: number }[]): Amdahl | null {
  const points = levels.map(({ instances, okPerSecond }) => ({ x: instances, y: instances / okPerSecond }))
  const [meanX, meanY] = [meanOf(points.map(({ x }) => x)), meanOf(points.map(({ y }) => y))]
  if (meanX === null || meanY === null || points.length < 2) return null
  const spread = points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0)
  if (spread === 0) return null
  const slope = points.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0) / spread
  const at = (x: number) => meanY + slope * (x - meanX)
  const one = at(1)
  const free = points.length - 2
  const rest = points.reduce((sum, { x, y }) => sum + (y - at(x)) ** 2, 0)
  const reach = free > 0 ? (STUDENT[free - 1] ?? 1.96) * Math.sqrt(rest / free / spread) : null
  const sigma = Math.max(0, slope / one)
  return {
    lambda: 1 / one,
    sigma,
    interval: reach === null ? null : [Math.max(0, (slope - reach) / one), (slope + reach) / one],
  }
}

/** Of runs whose stages have levels. */
export function analyseScaling({ stages }: RunData): Analysis | null {
  const held = stages.filter(({ stage }) => stage.level !== undefined && stage.phase === 'steady')
  const byLevel = Map.groupBy(held, ({ stage }) => stage.level!)
  if (byLevel.size < 2) return null
  const levels = scalingOf(
    [...byLevel].map(([instances, windows]) => ({
      instances,
      // At each level the most it answered while something was held.
      okPerSecond: Math.max(...windows.map(({ window, fromMs, toMs }) => window.counts.ok / ((toMs - fromMs) / 1000))),
    })),
  )
  const last = levels.at(-1)
  if (!last) return null
  const law = fitAmdahl(levels)
  const told = levels.map(({ instances, okPerSecond }) => `${say(showRate(okPerSecond))} at ${instances}`).join(', ')
  return analysis(HEAD, {
    tone: last.efficiency >= GOOD ? 'good' : 'bad',
    sentence: `${told}: ${levels.map(({ efficiency }) => say(showPercent(efficiency, 1))).join(', ')} of what instances in proportion would answer.`,
    figures: [
      figure('efficiency', `Efficiency at ${last.instances}`, last.efficiency, 'fraction'),
      figure('sigma', 'Share that does not scale σ', law?.sigma ?? null, 'fraction', {
        interval: law?.interval ?? null,
      }),
      figure(
        'most',
        'Most any number would answer',
        law && law.sigma > 0 ? law.lambda / law.sigma : null,
        'perSecond',
        {
          note: 'by the law',
        },
      ),
    ],
    chart: {
      x: { label: 'Instances', unit: 'count' },
      y: { label: 'Answered well', unit: 'perSecond' },
      lines: [
        {
          key: 'held',
          label: 'Measured',
          kind: 'dots',
          points: levels.map((one) => ({ x: one.instances, y: one.okPerSecond })),
        },
        ...(law
          ? [{ key: 'law', label: 'Amdahl’s law', kind: 'dashed' as const, points: curveOf(law, last.instances) }]
          : []),
      ],
      marks: [],
    },
    table: {
      columns: [
        { key: 'instances', label: 'Instances', unit: 'count' },
        { key: 'ok', label: 'Answered well', unit: 'perSecond' },
        { key: 'efficiency', label: 'Efficiency', unit: 'fraction' },
      ],
      rows: levels.map(({ instances, okPerSecond, efficiency }) => ({ instances, ok: okPerSecond, efficiency })),
    },
    suggestion:
      last.efficiency >= GOOD
        ? null
        : {
            title: `${say(showCount(last.instances))} instances answer as much as ${say(showCount(last.efficiency * last.instances))} would`,
            severity: 'medium',
            advice: 'Look for what all instances share: a database, a lock, a queue, a cache.',
          },
  })
}

const curveOf = ({ lambda, sigma }: Amdahl, most: number) =>
  Array.from({ length: 40 }, (_, at) => {
    const n = 1 + ((most * 1.25 - 1) * at) / 39
    return { x: n, y: (lambda * n) / (1 + sigma * (n - 1)) }
  })
