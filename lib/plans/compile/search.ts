// A search for the breaking point as typed: where it begins, how it rises, where it must end. It lasts as long as it says, or else as
// long as it may take when every bisection breaks.

import { parsePercent } from '#lib/core/units.ts'
import type { LoadProfile, LoadSearch } from '#lib/load/profile.ts'
import { expectedSearchMs } from '#lib/load/search.ts'
import type { LoadReader } from './load.ts'
import type { StagePiece } from './stages.ts'

const HOLD_MS = 30_000
const CONFIRM_TIMES = 2
const PRECISION = 0.05
const SHORTEST_HOLD_MS = 3000

export interface ReadSearch {
  search: LoadSearch
  pieces: StagePiece[]
}

/** null where the load has none, or it cannot be read, which is told. */
export function readSearch(reader: LoadReader): ReadSearch | null {
  const { load, log } = reader
  if (!load.search) return null
  const place = `${reader.place}.search`
  refuseBesideSearch(reader)
  const [from, maximum] = [readLevel(reader, 'from'), readLevel(reader, 'maximum')]
  const factor = log.count(`${place}.factor`, load.search.factor) ?? 2
  const precision = log.quantity(`${place}.precision`, load.search.precision, parsePercent) ?? PRECISION
  const holdMs = log.duration(`${place}.hold`, load.search.hold) ?? HOLD_MS
  const confirmMs = log.duration(`${place}.confirm`, load.search.confirm) ?? holdMs * CONFIRM_TIMES
  const longest = log.timeLimit(`${place}.for`, load.search.for)
  if (factor <= 1) {
    log.error(
      'load',
      `${place}.factor`,
      `Steps with a factor of ${factor} do not rise`,
      'Write, for example, factor: 2',
    )
  }
  if (!(precision >= 0.005 && precision <= 0.5)) {
    const message = 'The precision is how near the level that held and the one that broke must come, from 0.5% to 50%'
    log.error('load', `${place}.precision`, message, 'Write, for example, precision: 5%')
  }
  for (const [name, ms] of [
    ['hold', holdMs],
    ['confirm', confirmMs],
  ] as const) {
    if (ms >= SHORTEST_HOLD_MS) continue
    log.error(
      'load',
      `${place}.${name}`,
      'A level cannot be judged in less than 3 s',
      `Write, for example, ${name}: 30s`,
    )
  }
  if (!from || !maximum || factor <= 1 || !(precision > 0) || holdMs <= 0) return null
  if (maximum < from) {
    log.error(
      'load',
      `${place}.maximum`,
      'The maximum lies below the first level',
      'Write a maximum above it, or begin lower',
    )
  }
  const search: LoadSearch = { factor, maximum, holdMs, confirmMs, precision }
  const durationMs = longest ?? Math.ceil(expectedSearchMs(search, from) / 1000) * 1000
  return { search, pieces: [{ key: 'level-1', phase: 'ramp', durationMs, from, to: from }] }
}

function readLevel(reader: LoadReader, name: 'from' | 'maximum'): number | null {
  const { load, log, model } = reader
  const place = `${reader.place}.search.${name}`
  const [what, rate, users] =
    name === 'from' ? ['The level to begin with', '100/s', '10'] : ['The highest level to go to', '5000/s', '1000']
  const text = log.required(place, load.search?.[name], what, `${name}: ${model === 'users' ? users : rate}`)
  const level = reader.level(place, text)
  if (level === 0) log.error('load', place, 'A level of 0 offers nothing', `Write, for example, ${name}: ${rate}`)
  return level
}

function refuseBesideSearch({ load, place, log }: LoadReader): void {
  const others = ['stages', 'multipliers', 'spikes', 'continue', 'users', 'rate', 'rampUp', 'hold', 'rampDown'] as const
  for (const name of [...others, 'iterations'] as const) {
    const value = load[name]
    const isThere = Array.isArray(value) ? value.length > 0 : typeof value === 'string' ? value.trim() : value
    if (!isThere) continue
    const message = `The load is searched for, so ${name} has no meaning beside it`
    log.error('load', `${place}.${name}`, message, `Remove ${name}, or remove search`)
  }
}

/** As a part of the profile. */
export const searchPart = (read: ReadSearch | null): Pick<LoadProfile, 'search'> =>
  read ? { search: read.search } : {}
