// The shapes of load as stages without a start: the caller lays them one after the other.

import { formatDuration } from '#lib/core/duration.ts'
import type { Stage } from '#lib/load/profile.ts'
import type { LoadDraft } from '../document/plan.ts'
import { isBlank } from './compile-log.ts'
import type { LoadReader } from './load.ts'

export type StagePiece = Omit<Stage, 'startMs'>
type StageDraft = NonNullable<LoadDraft['stages']>[number]

/** A run of more stages than this is a mistyped factor, not a plan. */
const MAX_STAGES = 200

export function rampAndHold(reader: LoadReader): StagePiece[] {
  const level = reader.baseLevel()
  const holdMs = reader.log.duration(`${reader.place}.hold`, reader.load.hold) ?? 0
  if (reader.load.continue) {
    reader.log.error(
      'load',
      `${reader.place}.continue`,
      'Steps can only continue a list of stages',
      'Write stages: [{ key: s1, for: 5m, rate: 200/s }] before it',
    )
  }
  return withRamps(reader, level, [{ key: 'hold', phase: 'steady', durationMs: holdMs, from: level, to: level }])
}

function withRamps(reader: LoadReader, level: number, middle: StagePiece[]): StagePiece[] {
  const [upMs, downMs] = [reader.ramp('rampUp', level), reader.ramp('rampDown', level)]
  const pieces: StagePiece[] = [
    { key: 'ramp-up', phase: 'ramp-up', durationMs: upMs, from: 0, to: level },
    ...middle,
    { key: 'ramp-down', phase: 'ramp-down', durationMs: downMs, from: level, to: 0 },
  ]
  return pieces.filter((piece) => piece.durationMs > 0)
}

/** Spikes inside of a hold: the n-th begins after n times `every`; its level is the total while it lasts. */
export function spikeStages(reader: LoadReader): StagePiece[] {
  const { load, place, log } = reader
  const spikes = load.spikes ?? {}
  const base = reader.baseLevel()
  const top = reader.level(`${place}.spikes.${reader.model}`, spikes[reader.model])
  const lengthMs = log.duration(
    `${place}.spikes.for`,
    log.required(`${place}.spikes.for`, spikes.for, 'The length of a spike', '2m'),
  )
  const everyMs = log.duration(
    `${place}.spikes.every`,
    log.required(`${place}.spikes.every`, spikes.every, 'The time between spikes', '15m'),
  )
  if (top === null)
    log.required(`${place}.spikes.${reader.model}`, spikes[reader.model], 'The level of a spike', '1000')
  if (top === null || !lengthMs || !everyMs) return []
  const holdMs = log.duration(`${place}.hold`, load.hold)
  const count =
    log.whole(`${place}.spikes.count`, spikes.count, 1) ?? Math.max(1, Math.floor(((holdMs ?? 0) - lengthMs) / everyMs))
  if (count > MAX_STAGES)
    log.error('load', `${place}.spikes.count`, `${count} spikes are too many`, `At most ${MAX_STAGES}`)
  if (lengthMs >= everyMs) {
    log.error(
      'load',
      `${place}.spikes.for`,
      'A spike must be over before the next begins',
      `Write less than ${formatDuration(everyMs)}`,
    )
    return []
  }
  const endMs = count * everyMs + lengthMs
  if (holdMs !== null && endMs > holdMs) {
    log.error(
      'load',
      `${place}.spikes.count`,
      `Spike ${count} would end at ${formatDuration(endMs)}, after the hold of ${formatDuration(holdMs)}`,
      `Hold for ${formatDuration(endMs)} or more, or have fewer spikes`,
    )
  }
  const pieces = spikePieces(
    base,
    top,
    lengthMs,
    everyMs,
    Math.min(count, MAX_STAGES),
    (holdMs ?? endMs + everyMs) - endMs,
  )
  return withRamps(reader, base, pieces)
}

function spikePieces(
  base: number,
  top: number,
  lengthMs: number,
  everyMs: number,
  count: number,
  restMs: number,
): StagePiece[] {
  const steady = (key: string, durationMs: number): StagePiece => ({
    key,
    phase: 'steady',
    durationMs,
    from: base,
    to: base,
  })
  const pieces = [steady('hold', everyMs)]
  for (let n = 1; n <= count; n++) {
    pieces.push({ key: `spike-${n}`, phase: 'spike', durationMs: lengthMs, from: top, to: top })
    pieces.push(steady(`after-spike-${n}`, n < count ? everyMs - lengthMs : Math.max(0, restMs)))
  }
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
    return [{ key: stage.key, phase: 'steady', durationMs, from: level, to: level }]
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
    pieces.push({ key, phase: 'steady', durationMs, from: level, to: level })
  }
  return pieces
}
