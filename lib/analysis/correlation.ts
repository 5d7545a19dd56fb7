// Correlation of two measurements of a run: whether one rises with the other, and how long after.
//   Spearman's ρ of the values of equal seconds, and of one shifted by a lag of up to 30 points; the lag with the greatest |ρ| is told,
//   the smallest of those within 0.005 of it
//   a constant series has no rank: "not computable"
// |ρ| from 0.7 on is called strong, from 0.4 on moderate, below none. It says that two things move together, not that one is the cause.
// Units: none; lags in milliseconds. Source: Spearman 1904.

import type { Analysis } from './analysis.ts'
import { analysis, figure, saySpan } from './figure.ts'
import type { RunData, RunPoint } from './run-data.ts'
import { spearman } from './statistics.ts'

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

const SYMPTOMS: { name: string; of: (point: RunPoint) => number | null }[] = [
  { name: 'Response time (p95)', of: ({ p95Ms }) => p95Ms },
  { name: 'Throughput', of: ({ ok, seconds }) => ok / seconds },
  { name: 'Rate of failures', of: ({ failed, seconds }) => failed / seconds },
]

/** What a run knows by itself; `measurements` are what monitors add. */
export function analyseCorrelation({ trend }: RunData, measurements: readonly Measurement[] = []): Analysis | null {
  if (trend.length < 20) return null
  const seconds = trend[0]!.seconds
  const own: Measurement[] = [
    { name: 'Offered load', values: trend.map((point) => point.offered / point.seconds) },
    { name: 'Requests in flight', values: trend.map(({ inFlight }) => inFlight) },
    { name: 'Load generator, busy', values: trend.map(({ utilisation }) => utilisation) },
  ]
  const rows = [...own, ...measurements].flatMap((cause) =>
    SYMPTOMS.filter(({ name }) => !(name === 'Throughput' && cause.name === 'Offered load')).map((symptom) => {
      const found = correlate(cause.values, trend.map(symptom.of))
      return { cause: cause.name, symptom: symptom.name, ...found }
    }),
  )
  const strong = rows
    .filter(({ rho }) => rho !== null && strengthOf(rho) === 'strong')
    .sort((a, b) => Math.abs(b.rho ?? 0) - Math.abs(a.rho ?? 0))
  const [first] = strong
  const after = first && first.lag > 0 ? `, ${saySpan(first.lag * seconds * 1000)} later` : ''
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
        ? `${first.symptom} ${(first.rho ?? 0) > 0 ? 'rises' : 'falls'} with ${first.cause.toLowerCase()}${after} (ρ = ${(first.rho ?? 0).toFixed(2)}, n = ${first.n}).`
        : 'Nothing that was measured moves clearly with response time, throughput or errors.',
      figures: [
        figure(
          'strongest',
          'Strongest',
          first?.rho ?? null,
          'fraction',
          first ? { note: `${first.cause} and ${first.symptom}` } : {},
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
        rows: rows.map(({ cause, symptom, rho, why, lag, n }) => ({
          ...{ cause, symptom, n, rho: rho === null ? '–' : rho.toFixed(2) },
          lag: rho === null ? null : lag * seconds * 1000,
          note: rho === null ? (why ?? '') : strengthOf(rho) === 'none' ? '' : strengthOf(rho),
        })),
      },
    },
  )
}
