// A level that changes with time: each multiplier holds its multiple of `users` or `rate` for its time.

import type { LoadDraft } from '../document/plan.ts'
import { isBlank } from './compile-log.ts'
import type { LoadReader } from './load.ts'
import { type StagePiece, steadyPiece, withRamps } from './stages.ts'

type Multiplier = NonNullable<LoadDraft['multipliers']>[number]

export function multiplierStages(reader: LoadReader): StagePiece[] {
  reader.refuseContinue()
  const { load, place, log } = reader
  const base = reader.baseLevel()
  const pieces = (load.multipliers ?? []).flatMap((multiplier, index) => {
    const piece = multiplierPiece(reader, multiplier, index, base)
    return piece ? [piece] : []
  })
  for (const name of ['hold', 'spikes'] as const) {
    const value = load[name]
    if (value === undefined || (typeof value === 'string' && isBlank(value))) continue
    const message = `The multipliers say how long the load is held and at which level, so ${name} has no meaning beside them`
    log.error('load', `${place}.${name}`, message, `Remove ${name}, or the multipliers`)
  }
  return withRamps(reader, pieces)
}

function multiplierPiece(reader: LoadReader, multiplier: Multiplier, index: number, base: number): StagePiece | null {
  const { load, log, model } = reader
  const place = `${reader.place}.multipliers.${multiplier.key ?? index}`
  const key = multiplier.key ?? `m${index + 1}`
  const durationMs = log.duration(
    `${place}.for`,
    log.required(`${place}.for`, multiplier.for, 'How long the multiplier holds', 'for: 30m'),
  )
  const factor = log.count(
    `${place}.factor`,
    log.required(`${place}.factor`, multiplier.factor?.replace(/\s*[x×]$/i, ''), 'The factor', 'factor: 0.8'),
  )
  const before = load.multipliers?.slice(0, index) ?? []
  if (before.some((other, at) => (other.key ?? `m${at + 1}`) === key)) {
    log.error('load', `${place}.key`, `The key "${key}" is used twice here`, `Write, for example, key: ${key}-2`)
  }
  if (durationMs === null || factor === null) return null
  const level = base * factor
  return steadyPiece(key, model === 'users' ? Math.round(level) : level, durationMs)
}
