import { parseDuration } from '#lib/core/duration.ts'
import type { ThinkTime } from '../compiled.ts'
import type { CompileLog } from './compile-log.ts'

const EXAMPLE = 'Write 2s, 1s-3s, or normal(2s, 500ms)'

/** Reads `2s` (constant), `1s-3s` (uniform), `normal(2s, 500ms)` or `2s ± 500ms`; null when blank or wrong (which is logged). */
export function readThinkTime(place: string, text: string | undefined, log: CompileLog): ThinkTime | null {
  const written = text?.trim() ?? ''
  if (written === '') return null
  const normal = /^normal\s*\(([^,]+),([^)]+)\)$/i.exec(written) ?? /^(.+?)\s*(?:±|\+-|\+\/-)\s*(.+)$/.exec(written)
  if (normal) {
    const [meanMs, deviationMs] = [log.duration(place, normal[1]), log.duration(place, normal[2])]
    return meanMs === null || deviationMs === null ? null : { kind: 'normal', meanMs, deviationMs }
  }
  const range = /^([^-–]+?)\s*(?:-|–|\bto\b)\s*([^-–]+)$/.exec(written)
  if (range?.[1] && range[2]) return readRange(place, range[1], range[2], log)
  const ms = log.duration(place, written)
  return ms === null ? null : { kind: 'constant', ms }
}

/** `1-3s`: the unit of the second counts for both. */
function readRange(place: string, least: string, most: string, log: CompileLog): ThinkTime | null {
  const unit = /[a-zµ]+\s*$/i.exec(most)?.[0] ?? ''
  const minMs = log.duration(place, parseDuration(least).ok ? least : `${least}${unit}`)
  const maxMs = log.duration(place, most)
  if (minMs === null || maxMs === null) return null
  if (minMs > maxMs) log.error('unit', place, `The range ${least}-${most} runs backwards`, EXAMPLE)
  return { kind: 'uniform', minMs, maxMs }
}
