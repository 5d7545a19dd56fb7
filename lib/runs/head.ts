// The facts at the top of every page about a run. Times in milliseconds since the start unless they are dates.

import { applyChanges, type LoadChange } from '#lib/load/change.ts'
import { totalDurationMs } from '#lib/load/pacer.ts'
import type { LoadProfile, Stage } from '#lib/load/profile.ts'
import type { CompiledPlan } from '#lib/plans/compiled.ts'
import { leftPlanAtMs, readChanges } from './load-change.ts'
import type { EndReason, RunHead, RunState } from './schema.ts'

/** What a run was called when it was started; kept with it, so that lists need no plan. */
export interface RunTitle {
  planName: string
  planVersion: string
  revision: number
  scenario: RunHead['scenario']
  environment: RunHead['environment']
  plannedDurationMs: number
  stages: TitleStage[]
}

type TitleStage = Pick<Stage, 'key' | 'phase' | 'startMs' | 'durationMs'>

export function titleOf(
  plan: CompiledPlan,
  revision: number,
  keys: { scenario: string; environment: string },
): RunTitle {
  const scenario = plan.scenarios.find((one) => one.key === keys.scenario)
  const environment = plan.environments.find((one) => one.key === keys.environment)
  return {
    planName: plan.name,
    planVersion: plan.version,
    revision,
    scenario: { key: keys.scenario, name: scenario?.name ?? keys.scenario, type: scenario?.type ?? 'custom' },
    environment: { key: keys.environment, name: environment?.name ?? keys.environment },
    plannedDurationMs: scenario ? totalDurationMs(scenario.load) : 0,
    stages: (scenario?.load.stages ?? []).map(({ key, phase, startMs, durationMs }) => ({
      ...{ key, phase, startMs, durationMs },
    })),
  }
}

export interface HeadRow {
  id: string
  number: number
  projectId: string
  planId: string
  title: unknown
  versionUnderTest: string
  startedBy: string | null
  state: string
  endReason: string | null
  endMessage: string | null
  stopRequested: string | null
  loadChanges: unknown
  createdAt: Date
  startedAt: Date | null
  endedAt: Date | null
}

export function toRunHead(run: HeadRow, outcome: Pick<RunHead, 'verdict' | 'validity'>, now: Date): RunHead {
  const { stages: planned, ...title } = run.title as RunTitle
  const changes = readChanges(run.loadChanges)
  const stages = changedStages(planned, changes)
  const last = stages.at(-1)
  const elapsedMs = elapsed(run, now)
  const stage = stages.find(({ startMs, durationMs }) => elapsedMs >= startMs && elapsedMs < startMs + durationMs)
  return {
    id: run.id,
    number: run.number,
    label: runLabel(run.number),
    projectId: run.projectId,
    planId: run.planId,
    ...title,
    versionUnderTest: run.versionUnderTest || title.planVersion,
    plannedDurationMs: last ? last.startMs + last.durationMs : title.plannedDurationMs,
    startedBy: run.startedBy,
    state: run.state as RunState,
    endReason: run.endReason as EndReason | null,
    endMessage: run.endMessage,
    stopRequested: run.stopRequested,
    leftPlanAtMs: leftPlanAtMs(changes),
    createdAt: run.createdAt.toISOString(),
    startedAt: run.startedAt?.toISOString() ?? null,
    endedAt: run.endedAt?.toISOString() ?? null,
    elapsedMs,
    stage: run.state === 'running' ? (stage?.key ?? null) : null,
    ...outcome,
  }
}

/** The title keeps no levels, which move nothing; a wait that was ended does. */
function changedStages(stages: TitleStage[], changes: LoadChange[]): TitleStage[] {
  const moves = changes.filter((change) => change.kind === 'continue' || change.stage)
  if (moves.length === 0) return stages
  const asProfile = { stages: stages.map((stage) => ({ ...stage, from: 0, to: 0 })) } as LoadProfile
  return applyChanges(asProfile, moves).stages
}

export const runLabel = (number: number): string => `R-${number}`

function elapsed(run: HeadRow, now: Date): number {
  if (!run.startedAt) return 0
  return Math.max(0, (run.endedAt ?? now).getTime() - run.startedAt.getTime())
}
