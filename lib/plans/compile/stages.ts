// The plain shapes of load as stages without a start: the caller lays them one after the other.

import type { Stage } from '#lib/load/profile.ts'
import type { LoadDraft } from '../document/plan.ts'
import { isBlank } from './compile-log.ts'
import type { LoadReader } from './load.ts'

export type StagePiece = Omit<Stage, 'startMs'>
type StageDraft = NonNullable<LoadDraft['stages']>[number]

/** A run of more stages than this is a mistyped factor, not a plan. */
export const MAX_STAGES = 200

/** How long a load lasts at most that is only told how many iterations to make. */
export const LONGEST_FOR_ITERATIONS_MS = 3_600_000

export function rampAndHold(reader: LoadReader): StagePiece[] {
  const level = reader.baseLevel()
  const written = reader.log.duration(`${reader.place}.hold`, reader.load.hold)
  const holdMs = written ?? (isBlank(reader.load.iterations) ? 0 : LONGEST_FOR_ITERATIONS_MS)
  reader.refuseContinue()
  return withRamps(reader, [steadyPiece('hold', level, holdMs)])
}

export function steadyPiece(key: string, level: number, durationMs: number): StagePiece {
  return { key, phase: 'steady', durationMs, from: level, to: level }
}

/** The ramp up to where the middle begins, and down from where it ends. */
export function withRamps(reader: LoadReader, middle: StagePiece[]): StagePiece[] {
  const [first, last] = [middle[0]?.from ?? 0, middle.at(-1)?.to ?? 0]
  const [upMs, downMs] = [reader.ramp('rampUp', first), reader.ramp('rampDown', last)]
  const pieces: StagePiece[] = [
    { key: 'ramp-up', phase: 'ramp-up', durationMs: upMs, from: 0, to: first },
    ...middle,
    { key: 'ramp-down', phase: 'ramp-down', durationMs: downMs, from: last, to: 0 },
  ]
  return pieces.filter((piece) => piece.durationMs > 0)
}

export function explicitStages(reader: LoadReader): StagePiece[] {
  const stages = reader.load.stages ?? []
  return stages.flatMap((stage, index) => explicitStage(reader, stage, index, stages.length))
}

function explicitStage(reader: LoadReader, stage: StageDraft, index: number, count: number): StagePiece[] {
  const place = `${reader.place}.stages.${stage.key}`
  const durationMs = reader.log.duration(
    `${place}.for`,
    reader.log.required(`${place}.for`, stage.for, 'How long the stage lasts', 'for: 5m'),
  )
  const other = reader.model === 'users' ? 'rate' : 'users'
  if (!isBlank(stage[other])) reader.refuseOther(`${place}.${other}`)
  if (isBlank(stage.from) && isBlank(stage.to)) {
    const example = reader.model === 'users' ? 'users: 100' : 'rate: 200/s'
    const level = reader.level(
      `${place}.${reader.model}`,
      reader.log.required(`${place}.${reader.model}`, stage[reader.model], 'The level', example),
    )
    if (durationMs === null || level === null) return []
    return [steadyPiece(stage.key, level, durationMs)]
  }
  const from = reader.level(
    `${place}.from`,
    reader.log.required(`${place}.from`, stage.from, 'Where the ramp begins', 'from: 0'),
  )
  const to = reader.level(`${place}.to`, reader.log.required(`${place}.to`, stage.to, 'Where the ramp ends', 'to: 100'))
  if (durationMs === null || from === null || to === null) return []
  return [{ key: stage.key, phase: rampPhase(from, to, index, count), durationMs, from, to }]
}

/** The first rise is the ramp-up, the last fall the ramp-down; between them lie ramps. */
function rampPhase(from: number, to: number, index: number, count: number): Stage['phase'] {
  if (from === to) return 'steady'
  if (index === 0 && to > from) return 'ramp-up'
  return index === count - 1 && to < from ? 'ramp-down' : 'ramp'
}

/** Steps beyond the last stage, each `factor` times the one before and as long, the last one at the maximum. */
export function continuedStages(reader: LoadReader): StagePiece[] {
  const { load, place, log } = reader
  if (!load.continue) return []
  const factor = log.count(`${place}.continue.factor`, load.continue.factor) ?? 2
  log.choice(`${place}.continue.until`, load.continue.until, ['failure'], 'failure')
  const example = reader.model === 'users' ? '5000' : '20000/s'
  const most = log.required(`${place}.continue.maximum`, load.continue.maximum, 'The highest level to go to', example)
  const maximum = reader.level(`${place}.continue.maximum`, most)
  const stages = load.stages ?? []
  const last = stages.at(-1)
  const level = last ? reader.level(`${place}.stages.${last.key}`, last.to ?? last[reader.model]) : null
  const durationMs = last ? log.duration(`${place}.stages.${last.key}.for`, last.for) : null
  if (factor <= 1) {
    log.error(
      'load',
      `${place}.continue.factor`,
      `Steps with a factor of ${factor} do not rise`,
      'Write, for example, factor: 2',
    )
    return []
  }
  if (!level || !durationMs || maximum === null) return []
  return stepsUntil(maximum, level, factor, durationMs, stages)
}

function stepsUntil(
  maximum: number,
  last: number,
  factor: number,
  durationMs: number,
  stages: StageDraft[],
): StagePiece[] {
  const pieces: StagePiece[] = []
  const taken = new Set(stages.map((stage) => stage.key))
  for (let level = last; level < maximum && pieces.length < MAX_STAGES; ) {
    level = Math.min(maximum, level * factor)
    let key = `s${stages.length + pieces.length + 1}`
    while (taken.has(key)) key = `${key}-more`
    pieces.push(steadyPiece(key, level, durationMs))
  }
  return pieces
}
