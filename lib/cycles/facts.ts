// What is known of a cycle, read once and passed to everything that says something about it.

import type { CompiledPlan, CompiledScenario } from '#lib/plans/compiled.ts'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import type { EndReason, RunState } from '#lib/runs/schema.ts'
import type { Confidence } from '#lib/verdicts/confidence-schema.ts'
import type { RunVerdict } from '#lib/verdicts/verdict.ts'
import type { CycleState, RunRef, ScenarioRef } from './schema.ts'

export interface CycleRow {
  id: string
  projectId: string
  planId: string
  number: number
  name: string
  versionUnderTest: string
  environment: string
  startsOn: Date | null
  endsOn: Date | null
  state: CycleState
  suite: unknown
  createdAt: Date
  createdBy: string
}

export interface CycleRevision {
  id: string
  number: number
  hash: string
  loadHash: string
}

/** A run of the cycle; its verdict is that under the revision of the cycle. */
export interface RunFact {
  id: string
  label: string
  scenario: string
  /** Key of the one it was sent to. */
  environment: string
  revision: Pick<CycleRevision, 'id' | 'number'>
  /** It was sent the load that the revision of the cycle asks of its scenario. */
  isSameLoad: boolean
  state: RunState
  endReason: EndReason | null
  createdAt: Date
  startedAt: Date | null
  endedAt: Date | null
  suiteIndex: number | null
  /** What started it, e.g. manual, suite, cycle. */
  trigger: string
  addedBy: string
  excluded: { because: string; by: string; at: Date } | null
  verdict: StoredVerdict | null
}

/** Verdicts of older rules have no confidence. */
export type StoredVerdict = Pick<RunVerdict, 'verdict' | 'sentence' | 'validity' | 'objectives'> & {
  confidence: Confidence | null
}

export interface CycleFacts {
  cycle: CycleRow
  planName: string
  revision: CycleRevision
  /** As frozen in the revision. */
  plan: CompiledPlan
  draft: PlanDraft
  /** Oldest first. */
  runs: RunFact[]
}

export const runRef = ({ id, label }: Pick<RunFact, 'id' | 'label'>): RunRef => ({ id, label })

export const scenarioRef = ({ key, name, type }: CompiledScenario): ScenarioRef => ({ key, name, type })

export interface AskedOfRuns {
  cycle: Pick<CycleRow, 'environment'>
  revision: Pick<CycleRevision, 'number'>
  plan: CompiledPlan
}

/** Why a run says nothing about the revision and the environment of the cycle; null when it does. */
export function staleBecause(
  run: Pick<RunFact, 'scenario' | 'environment' | 'isSameLoad'> & { revision: { number: number } },
  { cycle, revision, plan }: AskedOfRuns,
): string | null {
  const scenario = plan.scenarios.find(({ key }) => key === run.scenario)
  if (!scenario) return `Revision ${revision.number} has no scenario ${run.scenario}.`
  // A scenario may have an environment of its own.
  if (run.environment !== cycle.environment && run.environment !== scenario.environment)
    return `It was sent to ${environmentName(plan, run.environment)}; the cycle is about ${environmentName(plan, cycle.environment)}.`
  if (run.isSameLoad) return null
  return `It was sent under revision ${run.revision.number}; revision ${revision.number} asks for another load.`
}

const environmentName = ({ environments }: CompiledPlan, key: string): string =>
  environments.find((one) => one.key === key)?.name || key

/** The run that speaks for a scenario: the latest ended one that is neither excluded nor stale. */
export function countingRun(facts: CycleFacts, scenario: string): RunFact | null {
  return runsOf(facts, scenario).findLast((run) => run.state === 'ended') ?? null
}

/** Runs of a scenario that are neither excluded nor stale. */
export function runsOf(facts: CycleFacts, scenario: string): RunFact[] {
  return facts.runs.filter((run) => run.scenario === scenario && !run.excluded && staleBecause(run, facts) === null)
}

/** Started in a cycle: it belongs there, and can be excluded with a reason, not taken out. */
export const isStartedInCycle = ({ trigger }: Pick<RunFact, 'trigger'>): boolean =>
  trigger === 'suite' || trigger === 'cycle'

export function countingRuns(facts: CycleFacts): RunFact[] {
  return facts.plan.scenarios.flatMap(({ key }) => countingRun(facts, key) ?? [])
}

/** It ended before its plan was over. */
export const isIncomplete = (run: Pick<RunFact, 'state' | 'endReason'>): boolean =>
  run.state === 'ended' && run.endReason !== 'completed'

/** What it measured is that of an instrument that cannot be believed. */
export const isInvalid = ({ verdict }: Pick<RunFact, 'verdict'>): boolean => verdict?.validity.status === 'invalid'
