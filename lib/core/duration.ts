// Durations as people write them, in milliseconds.

import { type Quantity, quoted, splitNumber, tidy } from './quantity.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const UNITS: Record<string, number> = {}
const spell = (milliseconds: number, words: string) => {
  for (const word of words.split(' ')) UNITS[word] = milliseconds
}
spell(0.001, 'us µs μs microsecond microseconds')
spell(1, 'ms msec msecs millisecond milliseconds')
spell(SECOND, 's sec secs second seconds')
spell(MINUTE, 'm min mins minute minutes')
spell(HOUR, 'h hr hrs hour hours')
spell(DAY, 'd day days')
spell(7 * DAY, 'w week weeks')

/** Milliseconds of one unit word (`s`, `minutes`, `day`), or null. */
export function unitMs(word: string): number | null {
  return UNITS[word.toLowerCase()] ?? null
}

/** Reads `250ms`, `30s`, `2h 30m`, `30 minutes`, `1d` as milliseconds. A number alone is refused, but for 0. */
export function parseDuration(text: string): Quantity {
  let rest = text.trim()
  if (rest === '') return refuse(text, 'is empty')
  if (rest === '0') return { ok: true, value: 0 }
  let total = 0
  while (rest !== '') {
    const split = splitNumber(rest)
    if (!split) return refuse(text, rest.startsWith('-') ? 'is negative' : 'is no duration')
    const word = /^[a-zµμ]+/i.exec(split.rest)?.[0]
    if (!word) return refuse(text, 'has no unit')
    const size = unitMs(word)
    if (size === null) return refuse(text, `has the unknown unit ${quoted(word)}`)
    total += split.number * size
    rest = split.rest.slice(word.length).replace(/^(\s|,|and\b)+/, '')
  }
  return { ok: true, value: Number(total.toPrecision(15)) }
}

/** The shortest exact form: 90,000 → `90s`, 5,400,000 → `90m`, 1,500 → `1500ms`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds === 0) return '0s'
  for (const [size, unit] of [
    [DAY, 'd'],
    [HOUR, 'h'],
    [MINUTE, 'm'],
    [SECOND, 's'],
  ] as const) {
    if (Number.isInteger(milliseconds / size)) return `${tidy(milliseconds / size)}${unit}`
  }
  return `${tidy(milliseconds)}ms`
}

function refuse(text: string, why: string): Quantity {
  return { ok: false, message: `${quoted(text)} ${why}; a duration is written like 250ms, 30s, 5m or 2h` }
}
