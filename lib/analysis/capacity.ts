// Capacity: how throughput and latency answer to load, from the levels a run held.
//   Universal Scalability Law   X(N) = λ·N / (1 + σ·(N − 1) + κ·N·(N − 1)), N = concurrency: users, or in the open model X · R
//     (Little's law) of each level; σ contention, κ coherency. Fitted to six levels or more by least squares of relative errors
//     (Gauss–Newton from the linearised fit N/X = 1/λ·(1 + …)), σ, κ ≥ 0.
//   efficiency X(N) / (λ·N); the linear limit is where it has fallen to 90 %: σ·(N − 1) + κ·N·(N − 1) = 1/9
//   95 % intervals by bootstrap of the relative residuals, 400 times, seeded by the run
//   Left out of the fit: levels of the open model that fell behind what was offered, as their concurrency only grew (no steady state), and
//   the whole fit when it misses a level by more than a quarter
//   knee = the level with the greatest X / R (Kleinrock's power): past it latency grows faster than throughput
// Units: requests per second; milliseconds. Source: N. Gunther, Guerrilla Capacity Planning (2007); Kleinrock 1979.

import { say, showCount, showLatency, showPercent, showRate } from '#lib/core/number-format.ts'
import { Random } from '#lib/load/random.ts'
import { shownQuantile } from '#lib/runs/window.ts'
import type { Analysis } from './analysis.ts'
import { analysis, figure, plural } from './figure.ts'
import type { RunData } from './run-data.ts'
import { quantileOf } from './statistics.ts'

const HEAD = {
  key: 'capacity',
  title: 'Capacity',
  howToRead:
    'Each dot is a level the run held. Up to the linear limit every further user brings nine tenths of what the first one brought, or more; past the knee latency grows faster than throughput.',
}
export const FEWEST_LEVELS = 6
const LINEAR = 0.9
const BOOTSTRAPS = 400
const SHORTEST_MS = 2000
/** Least share of what was offered that a level in a steady state answers well. */
const IN_STEP = 0.95
const WORST_FIT = 0.25

export interface HeldLevel {
  key: string
  /** Concurrency. */
  n: number
  /** Answered well, per second. */
  x: number
  meanMs: number
  p95Ms: number | null
  /** Answers came in step with what was offered. */
  isSteady: boolean
}

export interface Usl {
  lambda: number
  sigma: number
  kappa: number
}

export const throughputAt = ({ lambda, sigma, kappa }: Usl, n: number): number =>
  (lambda * n) / (1 + sigma * (n - 1) + kappa * n * (n - 1))

/** The concurrency at which efficiency has fallen to 90 %; Infinity when it never does. */
export function linearLimit({ sigma, kappa }: Usl): number {
  const lost = 1 / LINEAR - 1
  if (kappa < 1e-12) return sigma < 1e-12 ? Number.POSITIVE_INFINITY : 1 + lost / sigma
  const b = sigma - kappa
  return (-b + Math.sqrt(b * b + 4 * kappa * (sigma + lost))) / (2 * kappa)
}

/** Least squares of relative errors. `weights` for a bootstrap are in the values already. */
export function fitUsl(levels: readonly Pick<HeldLevel, 'n' | 'x'>[]): Usl {
  let usl = linearised(levels)
  for (let step = 0; step < 40; step++) {
    const next = refined(usl, levels)
    const moved =
      Math.abs(next.lambda / usl.lambda - 1) + Math.abs(next.sigma - usl.sigma) + Math.abs(next.kappa - usl.kappa)
    if (error(next, levels) > error(usl, levels)) break
    usl = next
    if (moved < 1e-9) break
  }
  return usl
}

const error = (usl: Usl, levels: readonly Pick<HeldLevel, 'n' | 'x'>[]): number =>
  levels.reduce((sum, { n, x }) => sum + (throughputAt(usl, n) / x - 1) ** 2, 0)

/** N/X = a + b·(N − 1) + c·N·(N − 1), each level weighted by X/N so that errors are relative. */
function linearised(levels: readonly Pick<HeldLevel, 'n' | 'x'>[]): Usl {
  const rows = levels.map(({ n, x }) => [x / n, ((n - 1) * x) / n, (n - 1) * x])
  const [a, b, c] = nonNegative(
    rows,
    levels.map(() => 1),
  )
  return { lambda: 1 / Math.max(a, 1e-12), sigma: b / Math.max(a, 1e-12), kappa: c / Math.max(a, 1e-12) }
}

/** One Gauss–Newton step on ln λ, σ, κ of the relative errors, cut at 0. */
function refined(usl: Usl, levels: readonly Pick<HeldLevel, 'n' | 'x'>[]): Usl {
  const rows = levels.map(({ n, x }) => {
    const model = throughputAt(usl, n) / x
    const below = 1 + usl.sigma * (n - 1) + usl.kappa * n * (n - 1)
    return [model, (-model * (n - 1)) / below, (-model * n * (n - 1)) / below]
  })
  const step = solve(
    rows,
    levels.map(({ n, x }) => 1 - throughputAt(usl, n) / x),
  )
  if (!step) return usl
  const [a, b, c] = step as [number, number, number]
  return {
    lambda: usl.lambda * Math.exp(Math.max(-1, Math.min(1, a))),
    sigma: Math.max(0, usl.sigma + b),
    kappa: Math.max(0, usl.kappa + c),
  }
}

/** Least squares with every coefficient at least 0: what comes out negative is left out, one after the other. */
function nonNegative(rows: readonly number[][], values: readonly number[]): [number, number, number] {
  const kept = [0, 1, 2]
  for (;;) {
    const solved = solve(
      rows.map((row) => kept.map((at) => row[at]!)),
      values,
    )
    const result: [number, number, number] = [0, 0, 0]
    for (const [place, at] of kept.entries()) result[at] = solved?.[place] ?? 0
    const worst = kept.filter((at) => at > 0).sort((a, b) => result[a]! - result[b]!)[0]
    if (solved && (worst === undefined || result[worst]! >= 0)) return result
    if (worst === undefined) return result
    kept.splice(kept.indexOf(worst), 1)
  }
}

/** Normal equations by Gauss–Jordan elimination; null when they are singular. */
function solve(rows: readonly number[][], values: readonly number[]): number[] | null {
  const size = rows[0]?.length ?? 0
  const matrix = Array.from({ length: size }, (_, i) => [
    ...Array.from({ length: size }, (_, j) => rows.reduce((sum, row) => sum + row[i]! * row[j]!, 0)),
    rows.reduce((sum, row, at) => sum + row[i]! * values[at]!, 0),
  ])
  for (let i = 0; i < size; i++) {
    const pivot = matrix
      .slice(i)
      .reduce((best, row, at) => (Math.abs(row[i]!) > Math.abs(matrix[best]![i]!) ? at + i : best), i)
    ;[matrix[i], matrix[pivot]] = [matrix[pivot]!, matrix[i]!]
    const head = matrix[i]![i]!
    if (Math.abs(head) < 1e-300) return null
    for (let j = 0; j < size; j++) {
      if (j === i) continue
      const factor = matrix[j]![i]! / head
      for (let k = i; k <= size; k++) matrix[j]![k]! -= factor * matrix[i]![k]!
    }
  }
  return matrix.map((row, i) => row[size]! / row[i]!)
}

export interface Fitted {
  usl: Usl
  /** Concurrency at the linear limit with its 95 % interval; null beyond twice the highest level. */
  limit: { n: number; interval: [number, number] } | null
  /** Largest relative error of the fit at a level. */
  worst: number
}

/** null with fewer than six levels of different concurrency. */
export function fitCapacity(levels: readonly Pick<HeldLevel, 'n' | 'x'>[], seed: number): Fitted | null {
  if (new Set(levels.map(({ n }) => n.toPrecision(3))).size < FEWEST_LEVELS) return null
  const usl = fitUsl(levels)
  const most = 2 * Math.max(...levels.map(({ n }) => n))
  const residuals = levels.map(({ n, x }) => x / throughputAt(usl, n))
  const random = new Random(seed, 7)
  const limits = Array.from({ length: BOOTSTRAPS }, () => {
    const drawn = levels.map(({ n }) => ({
      n,
      x: throughputAt(usl, n) * residuals[random.int(0, residuals.length - 1)]!,
    }))
    return Math.min(most, linearLimit(fitUsl(drawn)))
  })
  const n = linearLimit(usl)
  const interval: [number, number] = [quantileOf(limits, 0.025)!, quantileOf(limits, 0.975)!]
  return {
    usl,
    limit: n <= most ? { n, interval: [Math.min(interval[0], n), Math.max(interval[1], n)] } : null,
    worst: Math.max(...residuals.map((ratio) => Math.abs(ratio - 1))),
  }
}

/** Of the stages that were held, the same levels once. */
export function heldLevels({ stages, load }: RunData): HeldLevel[] {
  const held = stages.filter(
    ({ stage, fromMs, toMs }) =>
      stage.from === stage.to &&
      stage.from > 0 &&
      stage.phase !== 'wait' &&
      toMs - fromMs >= SHORTEST_MS &&
      !stage.key.startsWith('recover-'),
  )
  const byLevel = Map.groupBy(held, ({ stage }) => stage.from)
  return [...byLevel].flatMap(([level, same]): HeldLevel[] => {
    // The one that lasted longest speaks for the level.
    const { stage, window, fromMs, toMs } = same.sort((a, b) => b.toMs - b.fromMs - (a.toMs - a.fromMs))[0]!
    const { ok, offered, okResponseSumMicros } = window.counts
    if (ok === 0) return []
    const x = ok / ((toMs - fromMs) / 1000)
    const meanMs = okResponseSumMicros / ok / 1000
    const p95 = shownQuantile(window, 0.95)
    const n = load.model === 'users' ? level : (x * meanMs) / 1000
    const isSteady = load.model === 'users' || ok >= offered * IN_STEP
    return [{ key: stage.key, n, x, meanMs, p95Ms: p95 === null ? null : p95 / 1000, isSteady }]
  })
}

/** null with fewer than three levels: there is no curve to speak of. */
export function analyseCapacity(data: RunData): Analysis | null {
  const levels = heldLevels(data).sort((a, b) => a.n - b.n)
  if (levels.length < 3) return null
  const knee = levels.reduce((best, one) => (one.x / one.meanMs > best.x / best.meanMs ? one : best))
  const most = levels.reduce((best, one) => (one.x > best.x ? one : best))
  const steady = levels.filter(({ isSteady }) => isSteady)
  const closest = fitCapacity(steady, data.seed)
  const fitted = closest && closest.worst <= WORST_FIT ? closest : null
  const kneeText = `the knee lies near ${say(showRate(knee.x))}, where the p95 was ${say(showLatency(knee.p95Ms))}`
  return analysis(HEAD, {
    tone: 'note',
    sentence: `The most it answered was ${say(showRate(most.x))}; ${kneeText}. ${limitText(steady, fitted, closest)}`,
    figures: [
      figure('most', 'Most answered', most.x, 'perSecond', { note: `at ${say(showCount(most.n))} at once` }),
      figure('knee', 'Knee', knee.x, 'perSecond', { note: `at ${say(showCount(knee.n))} at once` }),
      ...limitFigures(fitted, steady),
    ],
    chart: chartOf(levels, fitted, knee),
    table: {
      columns: [
        { key: 'stage', label: 'Stage', unit: 'text' },
        { key: 'n', label: 'At once', unit: 'count' },
        { key: 'x', label: 'Answered well', unit: 'perSecond' },
        { key: 'mean', label: 'Mean', unit: 'ms' },
        { key: 'p95', label: 'p95', unit: 'ms' },
        { key: 'efficiency', label: 'Efficiency', unit: 'fraction' },
      ],
      rows: levels.map(({ key, n, x, meanMs, p95Ms }) => ({
        ...{ stage: key, n, x, mean: meanMs, p95: p95Ms },
        efficiency: fitted ? x / (fitted.usl.lambda * n) : null,
      })),
    },
  })
}

function limitText(levels: readonly HeldLevel[], fitted: Fitted | null, closest: Fitted | null): string {
  if (!fitted && closest)
    return `No scalability law describes these levels: the closest misses one by ${say(showPercent(closest.worst))}.`
  if (!fitted)
    return `${levels.length} ${plural(levels.length, 'level')} answered in step; from ${FEWEST_LEVELS} on a scalability law can be fitted.`
  if (!fitted.limit) return 'Within what was tried it scaled in proportion: the linear limit lies beyond.'
  const { n, interval } = fitted.limit
  const range = interval.map((one) => say(showCount(one))).join(' to ')
  return `It scales in proportion up to ${say(showCount(n))} at once (${range}), ${say(showRate(throughputAt(fitted.usl, n)))}.`
}

function limitFigures(fitted: Fitted | null, levels: readonly HeldLevel[]) {
  if (!fitted)
    return [
      figure('linear-limit', 'Linear limit', null, 'count', { note: `${levels.length} of ${FEWEST_LEVELS} levels` }),
    ]
  const { usl, limit, worst } = fitted
  return [
    figure('linear-limit', 'Linear limit (90 %)', limit?.n ?? null, 'count', {
      interval: limit?.interval ?? null,
      note: limit ? 'at once' : 'beyond what was tried',
    }),
    figure('linear-rate', 'Rate at the linear limit', limit ? throughputAt(usl, limit.n) : null, 'perSecond', {
      interval: limit ? [throughputAt(usl, limit.interval[0]), throughputAt(usl, limit.interval[1])] : null,
    }),
    figure('contention', 'Contention σ', usl.sigma, 'fraction'),
    figure('coherency', 'Coherency κ', usl.kappa, 'fraction'),
    figure('fit', 'Farthest from the fit', worst, 'fraction', { note: say(showPercent(worst)) }),
  ]
}

function chartOf(levels: readonly HeldLevel[], fitted: Fitted | null, knee: HeldLevel): Analysis['chart'] {
  const top = levels.at(-1)!.n * 1.1
  const curve = fitted
    ? Array.from({ length: 60 }, (_, at) => ({
        x: (top * (at + 1)) / 60,
        y: throughputAt(fitted.usl, (top * (at + 1)) / 60),
      }))
    : []
  return {
    x: { label: 'At once', unit: 'count' },
    y: { label: 'Answered well', unit: 'perSecond' },
    lines: [
      { key: 'held', label: 'Held', kind: 'dots', points: levels.map(({ n, x }) => ({ x: n, y: x })) },
      ...(fitted ? [{ key: 'usl', label: 'Scalability law', kind: 'dashed' as const, points: curve }] : []),
    ],
    marks: [
      { axis: 'x', at: knee.n, label: 'knee', tone: 'plain' },
      ...(fitted?.limit
        ? [{ axis: 'x' as const, at: fitted.limit.n, label: 'linear limit', tone: 'target' as const }]
        : []),
    ],
  }
}
