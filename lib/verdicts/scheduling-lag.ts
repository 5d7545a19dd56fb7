// How late requests left for the generator's own reasons: lag p99 above max(10 ms, 10 % of the tightest latency limit) in at least 5 % of
// the judged seconds is invalid, in a tenth of that suspect. Of several workers the latest counts, second by second.

import { say, showLatency } from '#lib/core/number-format.ts'
import type { CompiledObjective } from '#lib/plans/compiled.ts'
import type { CriterionEntry } from '#lib/plans/criterion.ts'
import { type Doubt, type GeneratorRow, partName, statusOf, timeAt, worstShard } from './doubt.ts'
import type { Evidence } from './evidence.ts'

const LAG_SECONDS_INVALID = 0.05
const LEAST_LAG_MS = 10
const LAG_PART_OF_LIMIT = 0.1

/** ms; of all objectives with a latency limit the tightest counts. */
export function lagThresholdMs(objectives: readonly CompiledObjective[]): number {
  const limits = objectives.flatMap((objective) => latencyLimits(objective.entry))
  return limits.length === 0 ? LEAST_LAG_MS : Math.max(LEAST_LAG_MS, LAG_PART_OF_LIMIT * Math.min(...limits))
}

function latencyLimits(entry: CriterionEntry): number[] {
  if (entry.kind === 'any') return entry.entries.flatMap(latencyLimits)
  const { metric } = entry.criterion
  const ofTime =
    metric.kind === 'percentile' || (metric.kind === 'plain' && ['mean', 'min', 'max'].includes(metric.name))
  return ofTime ? [entry.limit] : []
}

export function schedulingLag(evidence: Evidence, thresholdMs: number): Doubt | null {
  const judged = judgedSeconds(evidence)
  const isLate = ({ lagP99Micros }: GeneratorRow) => lagP99Micros > thresholdMs * 1000
  const late = judged.filter(isLate)
  const seconds = new Set(judged.map(({ second }) => second)).size
  const lateSeconds = new Set(late.map(({ second }) => second))
  const status = statusOf(seconds > 0 ? lateSeconds.size / seconds : 0, LAG_SECONDS_INVALID, true)
  if (!status) return null
  const first = late.reduce((least, { second }) => Math.min(least, second), Number.POSITIVE_INFINITY)
  const most = late.reduce((highest, { lagP99Micros }) => Math.max(highest, lagP99Micros), 0) / 1000
  const worst = worstShard({ ...evidence, generator: judged }, (rows) => rows.filter(isLate).length)
  const where = evidence.shards > 1 ? `, mostly on ${partName(evidence, worst.index)}` : ''
  return {
    status,
    reason: `Requests left late for the generator's own reasons: the p99 of its lag was above ${say(showLatency(thresholdMs))} in ${lateSeconds.size} of ${seconds} judged seconds, first at ${timeAt(evidence, first)}, at most ${say(showLatency(most))}${where}.`,
  }
}

/** Steady seconds; all of them where nothing is held. */
function judgedSeconds({ load, generator }: Evidence): readonly GeneratorRow[] {
  const steady = load.stages.filter((stage) => stage.phase === 'steady')
  const inside = generator.filter(({ second }) =>
    steady.some(({ startMs, durationMs }) => second * 1000 >= startMs && (second + 1) * 1000 <= startMs + durationMs),
  )
  return inside.length > 0 ? inside : generator
}
