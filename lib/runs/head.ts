// The facts at the top of every page about a run. Times in milliseconds since the start unless they are dates.

import { stageAt, totalDurationMs } from '#lib/load/pacer.ts'
import type { CompiledPlan } from '#lib/plans/compiled.ts'
import type { EndReason, RunHead, RunState } from './schema.ts'

export interface HeadRow {
  id: string
  number: number
  projectId: string
  planId: string
  scenario: string
  environment: string
  startedBy: string | null
  state: string
  endReason: string | null
  endMessage: string | null
  stopRequested: string | null
  createdAt: Date
  startedAt: Date | null
  endedAt: Date | null
}

export interface HeadFacts {
  run: HeadRow
  plan: CompiledPlan
  planName: string
  planVersion: string
  revision: number
}

export function toRunHead(
  { run, plan, planName, planVersion, revision }: HeadFacts,
  stored: { verdict: RunHead['verdict']; validity: RunHead['validity'] },
  now: Date,
): RunHead {
  const scenario = plan.scenarios.find((one) => one.key === run.scenario)
  const environment = plan.environments.find((one) => one.key === run.environment)
  const elapsedMs = elapsed(run, now)
  return {
    id: run.id,
    number: run.number,
    label: runLabel(run.number),
    projectId: run.projectId,
    planId: run.planId,
    planName,
    planVersion,
    revision,
    scenario: { key: run.scenario, name: scenario?.name ?? run.scenario, type: scenario?.type ?? 'custom' },
    environment: { key: run.environment, name: environment?.name ?? run.environment },
    startedBy: run.startedBy,
    state: run.state as RunState,
    endReason: run.endReason as EndReason | null,
    endMessage: run.endMessage,
    stopRequested: run.stopRequested,
    createdAt: run.createdAt.toISOString(),
    startedAt: run.startedAt?.toISOString() ?? null,
    endedAt: run.endedAt?.toISOString() ?? null,
    plannedDurationMs: scenario ? totalDurationMs(scenario.load) : 0,
    elapsedMs,
    stage: run.state === 'running' && scenario ? (stageAt(scenario.load, elapsedMs)?.key ?? null) : null,
    ...stored,
  }
}

export const runLabel = (number: number): string => `R-${number}`

function elapsed(run: HeadRow, now: Date): number {
  if (!run.startedAt) return 0
  return Math.max(0, (run.endedAt ?? now).getTime() - run.startedAt.getTime())
}
