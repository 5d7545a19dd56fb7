// What a scenario's load, as typed, comes to: the profile the pacer executes, its curve, and what to expect of it in words.

import { say, showCount, showRate } from '#lib/core/number-format.ts'
import {
  type CurvePoint,
  cutAt,
  expectedEndMs,
  expectedRequests,
  iterationRate,
  plannedCurve,
  withoutWaits,
} from '#lib/load/forecast.ts'
import { peakOffered, totalDurationMs } from '#lib/load/pacer.ts'
import type { LoadProfile } from '#lib/load/profile.ts'
import { searchEnvelope } from '#lib/load/search.ts'
import { CompileLog } from '#lib/plans/compile/compile-log.ts'
import { compileLoad } from '#lib/plans/compile/load.ts'
import { compileFlows } from '#lib/plans/compile/operations.ts'
import type { CompiledScenario } from '#lib/plans/compiled.ts'
import type { FlowDraft, OperationDraft, ScenarioDraft } from '#lib/plans/document/plan.ts'
import { iterationOf } from '#lib/plans/expected-load.ts'
import type { Finding } from '#lib/plans/finding.ts'
import { sayDuration } from '../fields/reading.ts'
import { readWeight } from './mix.ts'

export interface OfferedLoad {
  /** As far as it is expected to run, with every wait ended at once. */
  profile: LoadProfile
  problems: Finding[]
  curve: CurvePoint[]
  durationMs: number
  /** What waits may add to that at most. */
  longestWaitMs: number
  /** The latest end of a load that ends after its iterations, else null. */
  longestMs: number | null
  /** Users, or requests per second. */
  peak: number
  /** Requests per second at the peak; null when users neither wait nor think. */
  peakRate: number | null
  /** null when it cannot be told. */
  requests: number | null
}

export function offeredLoad(
  scenario: ScenarioDraft,
  flows: readonly FlowDraft[] = [],
  operations: readonly OperationDraft[] = [],
): OfferedLoad {
  const log = new CompileLog()
  const written = compileLoad(scenario, log)
  const assumption = iterationOf(
    { operations: [], flows: compileFlows({ name: '', flows: [...flows] }, new CompileLog()) },
    { mix: readMix(scenario) },
  )
  // Before anything is in the mix, an iteration is taken to be one request.
  if (assumption.requestsPerIteration === 0) assumption.requestsPerIteration = 1
  const atOnce = withoutWaits(written)
  // How long a job takes that is polled, nobody knows before.
  const endMs = polls(scenario, flows, operations) ? totalDurationMs(atOnce) : expectedEndMs(atOnce, assumption)
  const profile = searchEnvelope(cutAt(atOnce, endMs))
  const requests = expectedRequests(profile, assumption)
  const peak = peakOffered(profile)
  const peakRate = iterationRate(profile, peak, assumption) * assumption.requestsPerIteration
  return {
    profile,
    problems: log.findings,
    curve: plannedCurve(profile),
    durationMs: totalDurationMs(profile),
    longestWaitMs: totalDurationMs(written) - totalDurationMs(atOnce),
    longestMs: written.iterations === null ? null : totalDurationMs(atOnce),
    peak,
    peakRate: Number.isFinite(peakRate) ? peakRate : null,
    requests: Number.isFinite(requests) ? Math.round(requests) : null,
  }
}

function polls(
  { mix = [] }: ScenarioDraft,
  flows: readonly FlowDraft[],
  operations: readonly OperationDraft[],
): boolean {
  const sent = mix.flatMap(({ operation, flow }) => [
    operation,
    ...(flows.find(({ key }) => key === flow)?.steps ?? []),
  ])
  return operations.some(({ key, poll }) => poll && sent.includes(key))
}

/** The shares as numbers; what cannot be read yet counts nothing. */
function readMix({ mix = [] }: ScenarioDraft): CompiledScenario['mix'] {
  return mix.map(({ flow, operation, weight }) => ({
    kind: flow ? 'flow' : 'operation',
    key: flow || operation || '',
    weight: readWeight(weight) ?? 0,
  }))
}

/** `100 users`, `200 /s`. */
export const sayLevel = ({ model }: LoadProfile, level: number): string =>
  model === 'users' ? `${say(showCount(level))}\u00a0${level === 1 ? 'user' : 'users'}` : say(showRate(level))

/** The whole preview as a sentence, for who cannot see it. */
export function describeLoad({ profile, durationMs, peak, requests }: OfferedLoad): string {
  const stages = profile.stages.map(({ key, phase, durationMs: length, from, to }) => {
    if (phase === 'wait') return `${key} for a confirmation`
    return from === to
      ? `${key} ${sayLevel(profile, to)} for ${sayDuration(length)}`
      : `${key} from ${sayLevel(profile, from)} to ${sayLevel(profile, to)} in ${sayDuration(length)}`
  })
  const expects = requests === null ? '' : `, about ${say(showCount(requests))} requests`
  const most = profile.search ? 'at most ' : ''
  return `Offered load: ${most}${sayDuration(durationMs)} in all, peak ${sayLevel(profile, peak)}${expects}. ${stages.slice(0, 12).join('; ')}.`
}

/** One line for the folded scenario: `37 min · 100 users · 9 criteria`. */
export function factsOf(load: OfferedLoad, criteria: number): string {
  const judged = criteria === 0 ? 'no criteria' : criteria === 1 ? '1 criterion' : `${criteria} criteria`
  if (load.durationMs === 0) return `no load yet · ${judged}`
  const upTo = load.profile.search ? 'up to ' : ''
  return [`${upTo}${sayDuration(load.durationMs)}`, `${upTo}${sayLevel(load.profile, load.peak)}`, judged].join(' · ')
}
