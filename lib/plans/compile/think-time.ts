import { parseDuration } from '#lib/core/duration.ts'
import type { ThinkTime } from '../compiled.ts'
import type { CompileLog } from './compile-log.ts'

const EXAMPLE = 'Write 2s, 1s-3s, or normal 2s 500ms'

const NORMAL = [
  /^normal\s*\(([^,]+),([^)]+)\)$/i,
  /^(?:normal\s+)?(.+?)\s*(?:±|\+-|\+\/-)\s*(.+)$/i,
  /^normal\s+([^\s,]+)[\s,]+([^\s,]+)$/i,
]

/**
 * Reads `2s` (constant), `1s-3s` (uniform) and `normal 2s 500ms`, also written `normal(2s, 500ms)` or `2s ± 500ms`; null when blank or
 * wrong (which is logged).
 */
export function readThinkTime(place: string, text: string | undefined, log: CompileLog): ThinkTime | null {
  const written = text?.trim() ?? ''
  if (written === '') return null
  const normal = NORMAL.map((form) => form.exec(written)).find((match) => match !== null)
  if (normal) {
    const [meanMs, deviationMs] = [log.duration(place, normal[1]), log.duration(place, normal[2])]
    return meanMs === null || deviationMs === null ? null : { kind: 'normal', meanMs, deviationMs }
  }
  const range = /^(?:uniform\s+)?([^-–]+?)\s*(?:-|–|\bto\b)\s*([^-–]+)$/i.exec(written)
  if (range?.[1] && range[2]) return readRange(place, range[1], range[2], log)
  if (/^normal\b/i.test(written)) {
    log.error('unit', place, `"${written}" lacks the mean or the deviation`, 'Write, for example, normal 2s 500ms')
    return null
  }
  const ms = log.duration(place, written.replace(/^constant\s+/i, ''))
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
