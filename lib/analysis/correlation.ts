// Correlation of two measurements of a run: whether one rises with the other, and how long after.
//   Spearman's ρ of the values of equal seconds, and of one shifted by a lag of up to 30 points; the lag with the greatest |ρ| is told,
//   the smallest of those within 0.005 of it
//   a constant series has no rank: "not computable"
// |ρ| from 0.7 on is called strong, from 0.4 on moderate, below none. It says that two things move together, not that one is the cause.
// Units: none; lags in milliseconds. Source: Spearman 1904.

import type { Role } from '#lib/monitors/role.ts'
import type { Analysis } from './analysis.ts'
import { analysis, figure, saySpan } from './figure.ts'
import { gaugesOf, type MonitoredGauge } from './monitored.ts'
import type { RunData, RunPoint } from './run-data.ts'
import { meanOf, median, spearman } from './statistics.ts'

const MOST_LAG = 30
const NEAR = 0.005
const STRONG = 0.7
const MODERATE = 0.4

export interface Correlated {
  /** null: not computable, and why. */
  rho: number | null
  why: string | null
  /** How much later the second follows the first, in points. */
  lag: number
  n: number
}

/** Values of equal moments in order; null is left out with its partner. */
export function correlate(first: readonly (number | null)[], second: readonly (number | null)[]): Correlated {
  const found = Array.from({ length: Math.min(MOST_LAG, Math.floor(first.length / 4)) + 1 }, (_, lag) => {
    const pairs = second.slice(lag).flatMap((b, at) => {
      const a = first[at]
      return a == null || b === null ? [] : [[a, b] as const]
    })
    const rho = spearman(
      pairs.map(([a]) => a),
      pairs.map(([, b]) => b),
    )
    return { rho, lag, n: pairs.length }
  })
  const best = Math.max(...found.map(({ rho }) => Math.abs(rho ?? 0)))
  const chosen = found.find(({ rho }) => rho !== null && Math.abs(rho) >= best - NEAR)
  if (chosen) return { ...chosen, why: null }
  const n = found[0]?.n ?? 0
  return { rho: null, why: n < 8 ? `only ${n} pairs` : 'not computable: one of them is constant', lag: 0, n }
}

export const strengthOf = (rho: number): 'strong' | 'moderate' | 'none' =>
  Math.abs(rho) >= STRONG ? 'strong' : Math.abs(rho) >= MODERATE ? 'moderate' : 'none'

/** A measurement of the target or of the generator on the time axis of the run. */
export interface Measurement {
  name: string
  /** At each point of the run. */
  values: (number | null)[]
}

type Symptom = 'latency' | 'throughput' | 'failures'

const SYMPTOMS: Record<Symptom, { name: string; of: (point: RunPoint) => number | null }> = {
  latency: { name: 'Response time (p95)', of: ({ p95Ms }) => p95Ms },
  throughput: { name: 'Throughput', of: ({ ok, seconds }) => ok / seconds },
  failures: { name: 'Rate of failures', of: ({ failed, seconds }) => failed / seconds },
}
const ALL = Object.keys(SYMPTOMS) as Symptom[]

/** What is looked for in a monitored value: not everything with everything, as one in twenty ties is chance. */
const LOOKED_FOR: Partial<Record<Role, Symptom[]>> = {
  disk: ['throughput', 'latency'],
  network: ['failures', 'throughput'],
}

interface Row extends Correlated {
  cause: string
  symptom: Symptom
  /** Of a point. */
  stepMs: number
}

/** Fewer pairs than this are told in the table and not called a tie: a lag is always found among a few. */
const FEWEST_PAIRS = 15

/** What a run knows by itself and what its monitors told; `measurements`: more at each point of its trend. */
export function analyseCorrelation(data: RunData, measurements: readonly Measurement[] = []): Analysis | null {
  const { trend } = data
  if (trend.length < 20) return null
  const stepMs = trend[0]!.seconds * 1000
  const own: Measurement[] = [
    { name: 'Offered load', values: trend.map((point) => point.offered / point.seconds) },
    { name: 'Requests in flight', values: trend.map(({ inFlight }) => inFlight) },
    { name: 'Load generator, busy', values: trend.map(({ utilisation }) => utilisation) },
  ]
  const rows: Row[] = [
    ...[...own, ...measurements].flatMap(({ name: cause, values }) =>
      ALL.filter((symptom) => !(symptom === 'throughput' && cause === 'Offered load')).map((symptom) => {
        return { cause, symptom, stepMs, ...correlate(values, trend.map(SYMPTOMS[symptom].of)) }
      }),
    ),
    ...gaugesOf(data).flatMap((gauge) => ofGauge(gauge, data)),
  ]
  return toAnalysis(rows)
}

/** A gauge is read more seldom than a second, so the run is looked at in steps of its readings. */
function ofGauge({ name, role, samples, intervalMs }: MonitoredGauge, { trend }: RunData): Row[] {
  const stepMs = Math.max(trend[0]!.seconds * 1000, Math.round((intervalMs ?? 0) / 1000) * 1000)
  const first = Math.floor(trend[0]!.second / (stepMs / 1000))
  const last = Math.floor(trend.at(-1)!.second / (stepMs / 1000))
  const read = Map.groupBy(samples, ({ atMs }) => Math.floor(atMs / stepMs))
  const cells = Map.groupBy(trend, ({ second }) => Math.floor((second * 1000) / stepMs))
  const steps = Array.from({ length: last - first + 1 }, (_, at) => first + at)
  const values = steps.map((step) => meanOf((read.get(step) ?? []).map(({ value }) => value)))
  return (LOOKED_FOR[role] ?? (['latency'] as Symptom[])).map((symptom) => {
    // A percentile has no mean: of the seconds of a step, the middle one.
    const of = steps.map((step) => median((cells.get(step) ?? []).flatMap((one) => SYMPTOMS[symptom].of(one) ?? [])))
    return { cause: name, symptom, stepMs, ...correlate(values, of) }
  })
}

/** Within a sentence; `CPU` stays as it is. */
const named = (cause: string): string => cause.replace(/^[A-Z](?=[a-z])/, (first) => first.toLowerCase())

/** In words, beside the number. */
function noteOf({ rho, why, n, symptom, cause, lag, stepMs }: Row): string {
  if (rho === null) return why ?? ''
  const strength = strengthOf(rho)
  if (n < FEWEST_PAIRS) return `only ${n} pairs: no more than a hint`
  if (strength === 'none') return 'no clear tie'
  const way = rho > 0 ? 'rises' : 'falls'
  const after = lag > 0 ? `, ${saySpan(lag * stepMs)} later` : ''
  return `${strength}: ${SYMPTOMS[symptom].name.toLowerCase()} ${way} with ${named(cause)}${after}`
}

function toAnalysis(rows: readonly Row[]): Analysis {
  const strong = rows
    .filter(({ rho, n }) => rho !== null && n >= FEWEST_PAIRS && strengthOf(rho) === 'strong')
    .sort((a, b) => Math.abs(b.rho ?? 0) - Math.abs(a.rho ?? 0))
  const [first] = strong
  const after = first && first.lag > 0 ? `, ${saySpan(first.lag * first.stepMs)} later` : ''
  return analysis(
    {
      key: 'correlation',
      title: 'What moves together',
      howToRead:
        'Spearman’s coefficient: 1 when the second always rises with the first, −1 when it always falls, 0 when they have nothing to do with each other. It does not tell which is the cause.',
    },
    {
      tone: 'note',
      sentence: first
        ? `${SYMPTOMS[first.symptom].name} ${(first.rho ?? 0) > 0 ? 'rises' : 'falls'} with ${named(first.cause)}${after} (ρ = ${(first.rho ?? 0).toFixed(2)}, n = ${first.n}).`
        : 'Nothing that was measured moves clearly with response time, throughput or errors.',
      figures: [
        figure(
          'strongest',
          'Strongest',
          first?.rho ?? null,
          'fraction',
          first ? { note: `${first.cause} and ${SYMPTOMS[first.symptom].name}` } : {},
        ),
      ],
      table: {
        columns: [
          { key: 'cause', label: 'With', unit: 'text' },
          { key: 'symptom', label: 'What', unit: 'text' },
          { key: 'rho', label: 'ρ', unit: 'text' },
          { key: 'lag', label: 'Later by', unit: 'ms' },
          { key: 'n', label: 'n', unit: 'count' },
          { key: 'note', label: '', unit: 'text' },
        ],
        rows: rows.map((row) => ({
          ...{ cause: row.cause, symptom: SYMPTOMS[row.symptom].name, n: row.n },
          rho: row.rho === null ? '–' : row.rho.toFixed(2),
          lag: row.rho === null ? null : row.lag * row.stepMs,
          note: noteOf(row),
        })),
      },
    },
  )
}
