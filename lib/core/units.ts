// Rates, sizes, percentages and counts as people write them: per second, bytes, fractions (0.01 = 1 %), plain numbers.

import { unitMs } from './duration.ts'
import { type Quantity, quoted, splitMultiplier, splitNumber, tidy } from './quantity.ts'

const SIZES: Record<string, number> = {
  b: 1,
  byte: 1,
  bytes: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  kib: 1024,
  mib: 1024 ** 2,
  gib: 1024 ** 3,
  tib: 1024 ** 4,
}

/** Reads `10/s`, `5000/min`, `100000/day`, `10 req/s`, `100 requests per hour`, `500 TPS` as a rate per second. */
export function parseRate(text: string): Quantity {
  const split = splitNumber(text.trim())
  if (!split) return refuse(text, 'is no rate', RATE)
  const { number, rest } = splitMultiplier(split.number, split.rest)
  if (/^(tps|rps|qps|ops)$/i.test(rest)) return { ok: true, value: number }
  const match = /^(?:[a-z][a-z -]*?)??\s*(?:\/|\b(?:per|an?)\b)\s*([a-z]+)$/i.exec(rest)
  const milliseconds = match?.[1] ? unitMs(match[1]) : null
  if (milliseconds === null) {
    if (number === 0 && rest === '') return { ok: true, value: 0 }
    return refuse(text, rest === '' ? 'has no unit' : `has the unknown unit ${quoted(rest)}`, RATE)
  }
  return { ok: true, value: number / (milliseconds / 1000) }
}

/** Reads `512 B`, `1KB`, `5MB`, `1 GB` (powers of 1,000) and `1KiB` (powers of 1,024) as bytes. */
export function parseSize(text: string): Quantity {
  const split = splitNumber(text.trim())
  if (!split) return refuse(text, 'is no size', SIZE)
  if (split.number === 0 && split.rest === '') return { ok: true, value: 0 }
  const factor = SIZES[split.rest.toLowerCase()]
  if (factor === undefined) {
    return refuse(text, split.rest === '' ? 'has no unit' : `has the unknown unit ${quoted(split.rest)}`, SIZE)
  }
  return { ok: true, value: Number((split.number * factor).toPrecision(15)) }
}

/** Reads `0.1%` or `5 percent` as a fraction. Values past 100 % are read; whether they make sense is for the plan check. */
export function parsePercent(text: string): Quantity {
  const split = splitNumber(text.trim())
  if (!split) return refuse(text, 'is no percentage', PERCENT)
  if (split.number === 0 && split.rest === '') return { ok: true, value: 0 }
  if (!/^(%|percent|per cent)$/i.test(split.rest)) {
    return refuse(text, split.rest === '' ? 'has no %' : `ends in ${quoted(split.rest)}`, PERCENT)
  }
  return { ok: true, value: split.number / 100 }
}

/** Reads `100`, `10,000`, `20k`, `1.5M`. */
export function parseCount(text: string): Quantity {
  const split = splitNumber(text.trim())
  if (!split) return refuse(text, 'is no number', COUNT)
  const { number, rest } = splitMultiplier(split.number, split.rest)
  return rest === '' ? { ok: true, value: number } : refuse(text, `ends in ${quoted(rest)}`, COUNT)
}

/** Whole numbers from `least` on. */
export function parseWhole(text: string, least = 0): Quantity {
  const count = parseCount(text)
  if (!count.ok) return count
  if (Number.isInteger(count.value) && count.value >= least) return count
  return { ok: false, message: `${quoted(text)} is not a whole number from ${least} on; write, for example, ${COUNT}` }
}

/** In the coarsest exact unit: 10 → `10/s`, 5000 ÷ 60 → `5000/min`. */
export function formatRate(perSecond: number): string {
  for (const [seconds, unit] of [
    [1, 's'],
    [60, 'min'],
    [3600, 'h'],
    [86400, 'day'],
  ] as const) {
    const amount = Number((perSecond * seconds).toPrecision(12))
    if (Number.isInteger(amount)) return `${tidy(amount)}/${unit}`
  }
  return `${tidy(perSecond)}/s`
}

export function formatSize(bytes: number): string {
  for (const [factor, unit] of [
    [1e12, 'TB'],
    [1e9, 'GB'],
    [1e6, 'MB'],
    [1e3, 'KB'],
  ] as const) {
    const amount = bytes / factor
    if (amount >= 1 && Number.isInteger(Number((amount * 1000).toPrecision(12)))) return `${tidy(amount)}${unit}`
  }
  return `${tidy(bytes)}B`
}

export function formatPercent(fraction: number): string {
  return `${tidy(fraction * 100)}%`
}

const RATE = '10/s, 5000/min or 100000/day'
const SIZE = '512B, 1KB or 5MB'
const PERCENT = '0.1% or 95%'
const COUNT = '100 or 10,000'

function refuse(text: string, why: string, example: string): Quantity {
  const reason = text.trim() === '' ? 'is empty' : text.trim().startsWith('-') ? 'is negative' : why
  return { ok: false, message: `${quoted(text)} ${reason}; write it like ${example}` }
}
