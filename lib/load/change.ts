// How a load leaves its plan while it runs. Every shard gets the same changes before they are due and applies them to the same profile,
// so that all of them offer the same. Units: milliseconds since the start of the run; users, or requests per second, of the whole run.

import { z } from 'zod'
import type { LoadProfile, Stage } from './profile.ts'

export const loadChangeSchema = z.discriminatedUnion('kind', [
  /** From then on this level instead of the planned one; null = as planned again. */
  z.object({
    kind: z.literal('level'),
    atMs: z.number().nonnegative(),
    level: z.number().nonnegative().nullable(),
    /** Of a search: the stage it begins, and that the one before was not the last word. */
    stage: z.object({ key: z.string(), phase: z.enum(['steady', 'ramp']) }).optional(),
    demotes: z.boolean().optional(),
  }),
  /** A wait that is under way ends then; what follows comes earlier. */
  z.object({ kind: z.literal('continue'), atMs: z.number().nonnegative() }),
])

export type LoadChange = z.infer<typeof loadChangeSchema>

/**
 * The profile with its changes: what lies before a change is untouched, the schedule keeps its length but for waits that are cut short.
 * A level holds from its moment on, in the middle of a ramp or spike too, until the next one or until null gives the load back to its
 * plan. Nothing is offered in a wait, whatever the level. A `continue` outside of a wait does nothing. Changes may come in any order;
 * of two for one moment the later in the list holds.
 */
export function applyChanges(profile: LoadProfile, changes: readonly LoadChange[]): LoadProfile {
  const ordered = changes.toSorted((a, b) => a.atMs - b.atMs)
  const moved = ordered.reduce(
    (stages, change) => (change.kind === 'continue' ? endWait(stages, change.atMs) : stages),
    profile.stages,
  )
  const levels = ordered.filter((change) => change.kind === 'level')
  if (moved === profile.stages && levels.length === 0) return profile
  return { ...profile, stages: moved.flatMap((stage) => overrule(stage, levels)) }
}

const endOf = (stage: Stage) => stage.startMs + stage.durationMs

function endWait(stages: Stage[], atMs: number): Stage[] {
  const index = stages.findIndex((stage) => stage.phase === 'wait' && atMs >= stage.startMs && atMs < endOf(stage))
  const wait = stages[index]
  if (!wait) return stages
  const savedMs = endOf(wait) - atMs
  const cut = atMs > wait.startMs ? [{ ...wait, durationMs: atMs - wait.startMs }] : []
  const later = stages.slice(index + 1).map((stage) => ({ ...stage, startMs: stage.startMs - savedMs }))
  return [...stages.slice(0, index), ...cut, ...later]
}

type LevelChange = Extract<LoadChange, { kind: 'level' }>

/** The stage in pieces, one for each level that holds in it. */
function overrule(stage: Stage, levels: LevelChange[]): Stage[] {
  if (stage.phase === 'wait') return [stage]
  const before = levels.filter(({ atMs }) => atMs <= stage.startMs).at(-1)
  const inside = levels.filter(({ atMs }) => atMs > stage.startMs && atMs < endOf(stage))
  const starts: Pick<LevelChange, 'atMs' | 'level' | 'stage' | 'demotes'>[] = [
    { atMs: stage.startMs, level: before?.level ?? null, ...(before?.stage ? { stage: before.stage } : {}) },
    ...inside,
  ]
  return starts.flatMap(({ atMs, level, stage: named }, index): Stage[] => {
    const next = starts[index + 1]
    const toMs = next?.atMs ?? endOf(stage)
    if (toMs <= atMs && starts.length > 1) return []
    const piece = { ...pieceOf(stage, atMs, toMs, level), ...named }
    return [next?.demotes ? { ...piece, phase: 'ramp' } : piece]
  })
}

function pieceOf(stage: Stage, fromMs: number, toMs: number, level: number | null): Stage {
  const durationMs = toMs - fromMs
  if (level !== null) return { ...stage, startMs: fromMs, durationMs, from: level, to: level }
  return { ...stage, startMs: fromMs, durationMs, from: plannedAt(stage, fromMs), to: plannedAt(stage, toMs) }
}

function plannedAt(stage: Stage, atMs: number): number {
  if (atMs === stage.startMs) return stage.from
  if (atMs === endOf(stage)) return stage.to
  return stage.from + ((stage.to - stage.from) * (atMs - stage.startMs)) / stage.durationMs
}
