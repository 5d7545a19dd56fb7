// Can the instrument be believed? Thresholds (engine.md):
//   invalid  generator-caused loss > 1 % of offered, or lag p99 above max(10 ms, 10 % of the tightest latency limit) in ≥ 5 % of
//            the judged seconds
//   suspect  a tenth of either share, > 5 % of attempts waiting for an explicitly capped pool, or completeness below 99 %
// Utilisation and CPU explain, they never convict; a target that fills maxInFlight is the target's failure.
// Completeness = shard-seconds with data / planned shard-seconds.

import { say, showCount, showLatency, showPercent, showRate } from '#lib/core/number-format.ts'
import { totalDurationMs } from '#lib/load/pacer.ts'
import type { CompiledObjective } from '#lib/plans/compiled.ts'
import type { CriterionEntry } from '#lib/plans/criterion.ts'
import type { GeneratorSecond } from '#lib/runs/bucket.ts'
import type { Evidence } from './evidence.ts'
import { clockOf } from './judged-window.ts'
import type { Validity } from './verdict.ts'

const LOSS_INVALID = 0.01
const LAG_SECONDS_INVALID = 0.05
const SUSPECT_PART = 0.1
const LEAST_LAG_MS = 10
const LAG_PART_OF_LIMIT = 0.1
const WAITING_SUSPECT = 0.05
const COMPLETENESS_SUSPECT = 0.99

interface Doubt {
  status: 'suspect' | 'invalid'
  reason: string
}

/** `cappedPool`: the plan caps connections. Reasons are sentences with times and numbers, the gravest first. */
export function assessValidity(
  evidence: Evidence,
  objectives: readonly CompiledObjective[],
  options: { cappedPool: boolean },
): Validity {
  const completeness = completenessOf(evidence)
  const doubts = [
    nothingMeasured(evidence),
    loss(evidence),
    lag(evidence, lagThresholdMs(objectives)),
    options.cappedPool ? waiting(evidence) : null,
    incomplete(evidence, completeness),
  ].filter((doubt) => doubt !== null)
  const invalid = doubts.filter((doubt) => doubt.status === 'invalid')
  const suspect = doubts.filter((doubt) => doubt.status === 'suspect')
  return {
    status: invalid.length > 0 ? 'invalid' : suspect.length > 0 ? 'suspect' : 'valid',
    reasons: [...invalid, ...suspect].map((doubt) => doubt.reason),
    completeness,
  }
}

/** A run that came to its planned end, or goes on, was planned up to where it is; one that broke off owes the rest. */
function completenessOf(evidence: Evidence): number {
  const { end, elapsedMs, shards, generator } = evidence
  const total = totalDurationMs(evidence.load)
  const plannedMs = end === null || end === 'completed' ? Math.min(elapsedMs, total) : total
  const planned = Math.floor(plannedMs / 1000) * shards
  if (planned === 0) return generator.length > 0 ? 1 : 0
  const inside = generator.filter(({ second }) => second < Math.floor(plannedMs / 1000)).length
  return Math.min(1, inside / planned)
}

function nothingMeasured({ end, generator }: Evidence): Doubt | null {
  if (generator.length > 0 || end === null) return null
  const why = end === 'failed' ? 'The run could not start' : 'The run ended before its first second was recorded'
  return { status: 'invalid', reason: `${why}: nothing was measured.` }
}

function loss(evidence: Evidence): Doubt | null {
  const { generator } = evidence
  const offered = sum(generator, 'offered')
  const dropped = sum(generator, 'droppedGenerator')
  const status = statusOf(offered > 0 ? dropped / offered : 0, LOSS_INVALID, false)
  if (!status) return null
  const hit = generator.filter((row) => row.droppedGenerator > 0)
  const [from, to] = spanOf(hit)
  const within = generator.filter(({ second }) => second >= from && second <= to)
  const seconds = to - from + 1
  const [wanted, sent] = [sum(within, 'offered') / seconds, sum(within, 'sent') / seconds]
  const when = `from ${timeAt(evidence, from)} to ${timeAt(evidence, to + 1)}`
  return {
    status,
    reason: `The generator offered ${say(showRate(wanted))} and sent ${say(showRate(sent))} ${when}: it lost ${say(showPercent(dropped / offered))} of the offered load itself.`,
  }
}

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

function lag(evidence: Evidence, thresholdMs: number): Doubt | null {
  const judged = judgedSeconds(evidence)
  const worst = new Map<number, number>()
  for (const row of judged) worst.set(row.second, Math.max(worst.get(row.second) ?? 0, row.lagP99Micros))
  const late = [...worst].filter(([, micros]) => micros > thresholdMs * 1000)
  const status = statusOf(worst.size > 0 ? late.length / worst.size : 0, LAG_SECONDS_INVALID, true)
  if (!status) return null
  const first = Math.min(...late.map(([second]) => second))
  const most = Math.max(...late.map(([, micros]) => micros)) / 1000
  return {
    status,
    reason: `Requests left late for the generator's own reasons: the p99 of its lag was above ${say(showLatency(thresholdMs))} in ${late.length} of ${worst.size} judged seconds, first at ${timeAt(evidence, first)}, at most ${say(showLatency(most))}.`,
  }
}

/** Steady seconds; all of them where nothing is held. */
function judgedSeconds({ load, generator }: Evidence): readonly GeneratorSecond[] {
  const steady = load.stages.filter((stage) => stage.phase === 'steady')
  const inside = generator.filter(({ second }) =>
    steady.some(({ startMs, durationMs }) => second * 1000 >= startMs && (second + 1) * 1000 <= startMs + durationMs),
  )
  return inside.length > 0 ? inside : generator
}

function waiting(evidence: Evidence): Doubt | null {
  const [sent, waited] = [sum(evidence.generator, 'sent'), sum(evidence.generator, 'waitedForConnection')]
  if (sent === 0 || waited / sent <= WAITING_SUSPECT) return null
  return {
    status: 'suspect',
    reason: `${say(showPercent(waited / sent))} of ${showCount(sent)[0]} attempts waited for a connection of the pool the plan caps.`,
  }
}

function incomplete(evidence: Evidence, completeness: number): Doubt | null {
  if (evidence.generator.length === 0 || completeness >= COMPLETENESS_SUSPECT) return null
  const total = clockOf(totalDurationMs(evidence.load))
  const why =
    evidence.end === 'completed' || evidence.end === null
      ? 'seconds are missing'
      : `the run was ${evidence.end} at ${clockOf(evidence.elapsedMs)} of ${total}`
  return {
    status: 'suspect',
    reason: `Only ${say(showPercent(completeness))} of the planned seconds hold data: ${why}.`,
  }
}

/** Past the bound (or at it, where the bound is included) invalid, past a tenth of it suspect. */
function statusOf(share: number, bound: number, included: boolean): Doubt['status'] | null {
  const past = (limit: number) => (included ? share >= limit : share > limit)
  if (share === 0) return null
  return past(bound) ? 'invalid' : past(bound * SUSPECT_PART) ? 'suspect' : null
}

function sum(
  rows: readonly GeneratorSecond[],
  field: 'offered' | 'sent' | 'droppedGenerator' | 'waitedForConnection',
): number {
  return rows.reduce((total, row) => total + row[field], 0)
}

function spanOf(rows: readonly GeneratorSecond[]): [number, number] {
  const seconds = rows.map((row) => row.second)
  return [Math.min(...seconds), Math.max(...seconds)]
}

/** Time of day (UTC) when the start is known, else time since the start. */
function timeAt({ startedAt }: Evidence, second: number): string {
  if (!startedAt) return clockOf(second * 1000)
  return new Date(startedAt.getTime() + second * 1000).toISOString().slice(11, 19)
}
