// One row per scenario: whether it was run, for how long, at which load, and what came out.

import type { Analysis } from '#lib/analysis/analysis.ts'
import type { CompiledScenario } from '#lib/plans/compiled.ts'
import {
  type CycleFacts,
  countingRun,
  isIncomplete,
  isStartedInCycle,
  type RunFact,
  runRef,
  runsOf,
  scenarioRef,
  staleBecause,
} from './facts.ts'
import type { CycleRunView, MatrixRow } from './matrix-schema.ts'
import { type RunFigures, targetRate } from './run-figures.ts'
import { plannedMs } from './suite.ts'
import { scenarioWaivedUntil, type Waived } from './waived.ts'

/** By id of the run. */
export type Analyses = ReadonlyMap<string, readonly Analysis[]>

/** By id of the run; of runs that count. */
export type Figures = ReadonlyMap<string, RunFigures>

export function matrixOf(
  facts: CycleFacts,
  figures: Figures,
  waivers: readonly Waived[],
  analyses: Analyses,
): MatrixRow[] {
  return facts.plan.scenarios.map((scenario) => {
    const run = countingRun(facts, scenario.key)
    const own = run ? (figures.get(run.id) ?? null) : null
    return {
      scenario: scenarioRef(scenario),
      status: statusOf(facts, scenario.key, run),
      waivedUntil: scenarioWaivedUntil(waivers, scenario.key)?.toISOString() ?? null,
      attempts: facts.runs.filter((one) => one.scenario === scenario.key).length,
      plannedDurationMs: plannedMs(facts.plan, scenario.key),
      run: run && runRef(run),
      startedAt: run?.startedAt?.toISOString() ?? null,
      endedAt: run?.endedAt?.toISOString() ?? null,
      ...judgement(run),
      ...numbers(facts, scenario, own),
      memoryBytes: memoryOf(run ? (analyses.get(run.id) ?? []) : []),
    }
  })
}

function statusOf(facts: CycleFacts, scenario: string, run: RunFact | null): MatrixRow['status'] {
  const active = runsOf(facts, scenario).find(({ state }) => state !== 'ended')
  if (active) return active.state === 'queued' ? 'waiting' : 'running'
  if (run) return isIncomplete(run) ? 'incomplete' : 'done'
  const others = facts.runs.filter((one) => one.scenario === scenario && !one.excluded)
  return others.some((one) => staleBecause(one, facts) !== null) ? 'stale' : 'not-run'
}

function judgement(run: RunFact | null) {
  const verdict = run?.verdict ?? null
  const tightest = (verdict?.objectives ?? [])
    .flatMap(({ key, headroom }) => (headroom === null ? [] : [{ value: headroom, objective: key }]))
    .toSorted((a, b) => a.value - b.value)
  return {
    verdict: verdict?.verdict ?? null,
    sentence: verdict?.sentence ?? null,
    validity: verdict?.validity.status ?? null,
    validityReasons: verdict?.validity.reasons ?? [],
    confidence: verdict?.confidence ?? null,
    leastHeadroom: tightest[0] ?? null,
  }
}

function numbers({ plan }: CycleFacts, scenario: CompiledScenario, own: RunFigures | null) {
  const target = targetRate(plan, scenario)
  const actual = own?.steadyRatePerSecond ?? null
  return {
    durationMs: own?.durationMs ?? null,
    // An open model has no users.
    peakUsers: scenario.load.model === 'users' ? (own?.peakUsers ?? null) : null,
    peakRatePerSecond: own?.peakRatePerSecond ?? null,
    requests: own?.requests ?? null,
    errorRate: own?.errorRate ?? null,
    latencyMs: own?.latencyMs ?? { p50: null, p95: null, p99: null, max: null },
    throughput: { target, actual, efficiency: target && actual !== null ? actual / target : null },
  }
}

/** Of the analysis of a monitored value with the role memory. */
function memoryOf(analyses: readonly Analysis[]): MatrixRow['memoryBytes'] {
  const memory = analyses.find(({ key }) => key === 'drift/memory')
  if (!memory || memory.figures.length === 0) return null
  const figure = (key: string) => memory.figures.find((one) => one.key === key)?.value ?? null
  const [initial, peak, final] = [figure('initial'), figure('peak'), figure('final')]
  return { initial, peak, final, growth: initial !== null && final !== null ? final - initial : null }
}

/** Every run of the cycle, newest first. */
export function viewRuns(facts: CycleFacts): CycleRunView[] {
  return facts.runs.toReversed().map((run) => {
    const scenario = facts.plan.scenarios.find(({ key }) => key === run.scenario)
    return {
      run: runRef(run),
      scenario: scenario ? scenarioRef(scenario) : { key: run.scenario, name: run.scenario, type: 'custom' },
      revision: run.revision.number,
      ...{ state: run.state, endReason: run.endReason, addedBy: run.addedBy },
      startedAt: run.startedAt?.toISOString() ?? null,
      endedAt: run.endedAt?.toISOString() ?? null,
      verdict: run.verdict?.verdict ?? null,
      validity: run.verdict?.validity.status ?? null,
      counts: countingRun(facts, run.scenario)?.id === run.id,
      excluded: run.excluded && { ...run.excluded, at: run.excluded.at.toISOString() },
      staleBecause: staleBecause(run, facts),
      isAttached: !isStartedInCycle(run),
    }
  })
}
