// Did a run change against another, and where? Each metric of each operation is compared over the same phase of both runs:
//   change      after / before − 1, with its 95 % interval from t on ln values, to which every run adds a deviation of 0.7 % as a whole;
//               errors by their difference in the share
//   significant by Holm (1979) over all metrics and operations of the pair, family-wise at 1 %: sorted p-values against 0.01 / (m − i)
//   moved       significant and larger than max(5 %, spread); errors: larger than max(0.1 percentage points, 5 % of before, spread)
//   spread      what this plan's runs differ by anyway: 2.9 × the median change from one earlier valid run to the next (for normally
//               distributed changes that is 1.96 deviations), of at least three such changes
//   since       when it began: from there on, and in each of the next three blocks together, more than half of the change is there
// Units: those of lib/analysis/estimate.ts; milliseconds since the start of the phase.

import { COMPARED_METRICS, type ComparedMetric, type Estimate } from './estimate.ts'
import { median } from './statistics.ts'
import { criticalT, twoSidedP } from './student.ts'

const FAMILY_WISE = 0.01
const LEAST_CHANGE = 0.05
const LEAST_ERRORS = 0.001
const DEVIATIONS = 1.96 / 0.6745
const LEAST_SPREADS = 3
/** What no run tells of itself: a machine is a little faster one time than another. Of ln value. */
const RUN_DEVIATION = 0.007

export interface ScopeEstimates {
  /** Operation or flow; `*` is all together. */
  key: string
  metrics: Record<ComparedMetric, Estimate | null>
}

export interface Change {
  key: string
  metric: ComparedMetric
  before: number
  after: number
  /** after / before − 1; null from nothing. */
  relative: number | null
  /** 95 %, of `relative`; of the difference of shares for errors; null where a window is too short. */
  interval: [number, number] | null
  pValue: number | null
  significant: boolean
  /** What a change had to be larger than; a difference of shares for errors. */
  threshold: number
  moved: boolean
  direction: 'better' | 'worse' | 'same'
  /** When it began; null unless it moved and began within the phase. */
  sinceMs: number | null
}

export type SpreadOf = (key: string, metric: ComparedMetric) => number | null

/** Every metric both runs have, in the order of `before`. */
export function compareRuns(
  before: readonly ScopeEstimates[],
  after: readonly ScopeEstimates[],
  spreadOf: SpreadOf = () => null,
): Change[] {
  const pairs = before.flatMap(({ key, metrics }) => {
    const other = after.find((one) => one.key === key)
    return COMPARED_METRICS.flatMap((metric) => {
      const [was, is] = [metrics[metric], other?.metrics[metric]]
      return was && is ? [{ ...compareOne(key, metric, was, is, spreadOf(key, metric)), was, is }] : []
    })
  })
  const significant = holm(pairs.map(({ pValue }) => pValue))
  return pairs.map(({ was, is, ...change }, index) => {
    const moved = significant[index]! && isLarge(change)
    return {
      ...change,
      ...{ significant: significant[index]!, moved, direction: moved ? directionOf(change) : 'same' },
      sinceMs: moved ? onsetOf(change.metric, was, is) : null,
    }
  })
}

type Compared = Omit<Change, 'significant' | 'moved' | 'direction' | 'sinceMs'>

function compareOne(key: string, metric: ComparedMetric, was: Estimate, is: Estimate, spread: number | null): Compared {
  const isShare = metric === 'errors'
  const relative = was.value > 0 ? is.value / was.value - 1 : null
  const least = isShare ? Math.max(LEAST_ERRORS, LEAST_CHANGE * was.value) : LEAST_CHANGE
  const head = { key, metric, before: was.value, after: is.value, relative, threshold: Math.max(least, spread ?? 0) }
  if (was.variance === null || is.variance === null) return { ...head, interval: null, pValue: null }
  const difference = isShare ? is.value - was.value : Math.log(is.value / was.value)
  const error = Math.sqrt(was.variance + is.variance + (isShare ? 0 : 2 * RUN_DEVIATION ** 2))
  const degrees = welch(was, is)
  const reach = criticalT(0.05, degrees) * error
  const ends = [difference - reach, difference + reach].map((end) => (isShare ? end : Math.exp(end) - 1))
  const pValue = difference === 0 ? 1 : twoSidedP(difference / error, degrees)
  return { ...head, interval: ends as [number, number], pValue }
}

/** Degrees of freedom of a difference (Welch–Satterthwaite). */
function welch(was: Estimate, is: Estimate): number {
  const [a, b] = [was.variance ?? 0, is.variance ?? 0]
  if (a + b === 0) return Math.min(was.degrees, is.degrees)
  return (a + b) ** 2 / (a ** 2 / was.degrees + b ** 2 / is.degrees)
}

/** Which hypotheses fall, family-wise at 1 %; null is no test and takes no part. */
export function holm(pValues: readonly (number | null)[], level = FAMILY_WISE): boolean[] {
  const order = pValues.flatMap((p, index) => (p === null ? [] : [{ p, index }])).sort((a, b) => a.p - b.p)
  const fallen = pValues.map(() => false)
  for (const [rank, { p, index }] of order.entries()) {
    if (p > level / (order.length - rank)) break
    fallen[index] = true
  }
  return fallen
}

function isLarge({ metric, before, after, relative, threshold }: Compared): boolean {
  if (metric === 'errors') return Math.abs(after - before) > threshold
  return relative !== null && Math.abs(relative) > threshold
}

/** More requests a second are better, more of anything else is worse. */
function directionOf({ metric, before, after }: Compared): Change['direction'] {
  return after > before === (metric === 'rate') ? 'better' : 'worse'
}

function onsetOf(metric: ComparedMetric, was: Estimate, is: Estimate): number | null {
  const scale = metric === 'errors' ? (value: number) => value : Math.log
  const half = (scale(is.value) - scale(was.value)) / 2
  if (!Number.isFinite(half) || half === 0) return null
  // 1 is the whole change, 0 none of it; compared with the base as a whole, whose own blocks need not lie at the same time.
  const shares = is.course.map(({ fromMs, value }) => ({
    fromMs,
    share: Number.isNaN(value) ? null : (scale(value) - scale(was.value)) / (2 * half),
  }))
  const mean = (part: typeof shares) => {
    const known = part.flatMap(({ share }) => (share !== null && Number.isFinite(share) ? [share] : []))
    return known.reduce((sum, share) => sum + share, 0) / known.length
  }
  const first = shares.findIndex(
    (one, at) => (one.share ?? 0) > 0.5 && mean(shares.slice(at, at + 3)) > 0.5 && mean(shares.slice(at)) > 0.5,
  )
  return first < 0 ? null : shares[first]!.fromMs
}

/** What values of earlier valid runs, oldest first, differ by anyway; null with too few to tell. */
export function spreadOfRuns(metric: ComparedMetric, values: readonly number[]): number | null {
  const known = values.filter((value) => metric === 'errors' || value > 0)
  const steps = known.slice(1).map((value, index) => {
    const before = known[index]!
    return Math.abs(metric === 'errors' ? value - before : Math.log(value / before))
  })
  if (steps.length < LEAST_SPREADS) return null
  const usual = DEVIATIONS * (median(steps) ?? 0)
  return metric === 'errors' ? usual : Math.exp(usual) - 1
}
