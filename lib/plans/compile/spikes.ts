// Spikes inside of a hold as stages: at even intervals, or drawn at random from a seed while the plan is compiled.

import { formatDuration } from '#lib/core/duration.ts'
import type { RandomSource } from '#lib/load/pacer.ts'
import { randomStarts, seededRandom } from '#lib/load/seeded.ts'
import { isBlank } from './compile-log.ts'
import type { LoadReader } from './load.ts'
import { MAX_STAGES, type StagePiece, steadyPiece, withRamps } from './stages.ts'

interface Spikes {
  base: number
  top: number
  lengthMs: number
  /** Within the hold, in order. */
  startsMs: number[]
  holdMs: number
}

/** The level of a spike is the total while it lasts. `defaultSeed` draws random ones unless the plan gives a seed. */
export function spikeStages(reader: LoadReader, defaultSeed: string): StagePiece[] {
  reader.refuseContinue()
  const { load, place, log, model } = reader
  const spikes = load.spikes ?? {}
  const base = reader.baseLevel()
  const at = `${place}.spikes`
  const example = model === 'users' ? 'users: 1000' : 'rate: 1000/s'
  const top = reader.level(
    `${at}.${model}`,
    log.required(`${at}.${model}`, spikes[model], 'The level of a spike', example),
  )
  const length = log.required(`${at}.for`, spikes.for, 'The length of a spike', 'for: 2m')
  const lengthMs = log.duration(`${at}.for`, length)
  const count = log.whole(`${at}.count`, spikes.count, 1)
  if (count !== null && count > MAX_STAGES) {
    log.error('load', `${at}.count`, `${count} spikes are too many`, `At most ${MAX_STAGES}`)
    return []
  }
  if (!isBlank(spikes.seed) && !spikes.random)
    log.error('load', `${at}.seed`, 'A seed draws random spikes only', 'Write random: true beside it, or remove it')
  if (top === null || !lengthMs) return []
  const random = seededRandom(spikes.seed?.trim() || defaultSeed)
  const placed = !spikes.random
    ? evenSpikes(reader, lengthMs, count)
    : isBlank(spikes.every)
      ? scatteredSpikes(reader, lengthMs, count, random)
      : shakenSpikes(reader, lengthMs, count, random)
  return placed ? withRamps(reader, piecesOf({ base, top, lengthMs, ...placed })) : []
}

type Placed = Pick<Spikes, 'startsMs' | 'holdMs'> | null

/** The n-th begins after n intervals. */
function evenSpikes(reader: LoadReader, lengthMs: number, written: number | null): Placed {
  const { load, place, log } = reader
  const every = log.required(`${place}.spikes.every`, load.spikes?.every, 'The time between spikes', 'every: 15m')
  const everyMs = intervalMs(reader, every, lengthMs)
  const holdMs = log.duration(`${place}.hold`, load.hold)
  if (everyMs === null) return null
  const count = written ?? Math.min(MAX_STAGES, Math.max(1, Math.floor(((holdMs ?? 0) - lengthMs) / everyMs)))
  const endMs = count * everyMs + lengthMs
  if (holdMs !== null && endMs > holdMs) refuseBeyondHold(reader, count, endMs, holdMs)
  const startsMs = Array.from({ length: count }, (_, index) => (index + 1) * everyMs)
  return { startsMs, holdMs: holdMs ?? endMs + everyMs }
}

/** Anywhere in the hold. */
function scatteredSpikes(reader: LoadReader, lengthMs: number, written: number | null, random: RandomSource): Placed {
  const { load, place, log } = reader
  const hold = log.required(`${place}.hold`, load.hold, 'The hold random spikes lie in', 'hold: 30m')
  const holdMs = log.duration(`${place}.hold`, hold)
  const count = written ?? 1
  if (holdMs === null) return null
  if (count * lengthMs < holdMs) return { startsMs: randomStarts(count, lengthMs, holdMs, random), holdMs }
  refuseBeyondHold(reader, count, count * lengthMs, holdMs)
  return null
}

/** One anywhere in each interval. */
function shakenSpikes(reader: LoadReader, lengthMs: number, written: number | null, random: RandomSource): Placed {
  const { load, place, log } = reader
  const everyMs = intervalMs(reader, load.spikes?.every, lengthMs)
  const holdMs = log.duration(`${place}.hold`, load.hold)
  if (everyMs === null) return null
  const count = written ?? Math.min(MAX_STAGES, Math.max(1, Math.floor((holdMs ?? 0) / everyMs)))
  const endMs = count * everyMs
  if (holdMs !== null && endMs > holdMs) refuseBeyondHold(reader, count, endMs, holdMs)
  const startOf = (index: number) => index * everyMs + (randomStarts(1, lengthMs, everyMs, random)[0] ?? 0)
  return { startsMs: Array.from({ length: count }, (_, index) => startOf(index)), holdMs: holdMs ?? endMs }
}

function intervalMs({ place, log }: LoadReader, text: string | undefined, lengthMs: number): number | null {
  const everyMs = log.duration(`${place}.spikes.every`, text)
  if (!everyMs) return null
  if (lengthMs < everyMs) return everyMs
  const fix = `Write less than ${formatDuration(everyMs)}`
  log.error('load', `${place}.spikes.for`, 'A spike must be over before the next begins', fix)
  return null
}

function refuseBeyondHold({ place, log }: LoadReader, count: number, endMs: number, holdMs: number): void {
  log.error(
    'load',
    `${place}.spikes.count`,
    `Spike ${count} would end at ${formatDuration(endMs)}, after the hold of ${formatDuration(holdMs)}`,
    `Hold for ${formatDuration(endMs)} or more, or have fewer spikes`,
  )
}

function piecesOf({ base, top, lengthMs, startsMs, holdMs }: Spikes): StagePiece[] {
  const pieces = [steadyPiece('hold', base, startsMs[0] ?? holdMs)]
  startsMs.forEach((startMs, index) => {
    const nextMs = startsMs[index + 1] ?? holdMs
    pieces.push({ key: `spike-${index + 1}`, phase: 'spike', durationMs: lengthMs, from: top, to: top })
    pieces.push(steadyPiece(`after-spike-${index + 1}`, base, Math.max(0, nextMs - startMs - lengthMs)))
  })
  return pieces.filter((piece) => piece.durationMs > 0)
}
