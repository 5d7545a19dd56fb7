// Units of monitored values as plans write them, in the canonical ones that criteria are judged in: percent → fraction, seconds → ms, MB →
// bytes (powers of 1,000), a minute's count → per second; everything else is a count.
// A value whose plan states no unit takes the one it is judged in: 70 is 70 % for `< 80%`, and bytes for `< 500MB`. A criterion without a
// unit is compared with the number as it was taken. Other pairs do not compare.

import { unitMs } from '#lib/core/duration.ts'
import { parseSize } from '#lib/core/units.ts'
import type { CriterionUnit } from '#lib/plans/criterion.ts'

export interface CanonicalUnit {
  unit: CriterionUnit
  /** What a value is multiplied by. */
  factor: number
}

/** Of a unit as stated; null = none stated, a bare number. */
export function canonicalUnit(stated: string | null): CanonicalUnit {
  const text = (stated ?? '').trim()
  if (/^(%|percent|per cent)$/i.test(text)) return { unit: 'fraction', factor: 0.01 }
  if (/^(fraction|ratio|share)$/i.test(text)) return { unit: 'fraction', factor: 1 }
  const each = /^(.*?)(?:\/|\bper\s+)\s*([a-z]+)$/i.exec(text)
  const spanMs = each?.[2] ? unitMs(each[2]) : null
  if (each && spanMs !== null) return { unit: 'perSecond', factor: (sizeOf(each[1] ?? '') ?? 1) / (spanMs / 1000) }
  if (/^(tps|rps|qps|ops)$/i.test(text)) return { unit: 'perSecond', factor: 1 }
  const size = sizeOf(text)
  if (size !== null) return { unit: 'bytes', factor: size }
  const ms = text === '' ? null : unitMs(text)
  return ms === null ? { unit: 'count', factor: 1 } : { unit: 'ms', factor: ms }
}

function sizeOf(text: string): number | null {
  const read = parseSize(`1 ${text.trim()}`)
  return read.ok ? read.value : null
}

/** In the unit of a criterion; null where the two do not compare. */
export function factorFor(stated: string | null, asked: CriterionUnit): number | null {
  if (asked === 'count') return 1
  const { unit, factor } = canonicalUnit(stated)
  if (unit === asked) return factor
  if (stated?.trim()) return null
  return asked === 'fraction' ? 0.01 : asked === 'ms' ? null : 1
}

/** Why `factorFor` has none. */
export function mismatch(stated: string | null, asked: CriterionUnit): string {
  const wanted = { fraction: 'a percentage', ms: 'a duration', bytes: 'a size', perSecond: 'a rate', count: 'a number' }
  return stated?.trim()
    ? `the plan states its unit as ${stated.trim()}, which is not compared with ${wanted[asked]}`
    : `the plan states no unit for it, so it is not compared with ${wanted[asked]}: write, for example, unit: ms`
}
