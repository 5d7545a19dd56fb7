// What a value that is typed means: "read as 600 ms", or what is wrong with it and a correct example.

import { parseDuration } from '#lib/core/duration.ts'
import { say, showBytes, showCount, showPercent, showRate } from '#lib/core/number-format.ts'
import { tidy } from '#lib/core/quantity.ts'
import { parseCount, parsePercent, parseRate, parseSize } from '#lib/core/units.ts'
import type { CriterionUnit } from '#lib/plans/criterion.ts'
import { parsePayloadSize } from '#lib/plans/payload-size.ts'

export type Reading = { ok: true; value: number; says: string } | { ok: false; message: string }
export type Reader = (text: string) => Reading

const reader =
  (
    parse: (text: string) => { ok: true; value: number } | { ok: false; message: string },
    show: (value: number) => string,
  ): Reader =>
  (text) => {
    const read = parse(text)
    return read.ok ? { ...read, says: show(read.value) } : read
  }

/** `90 s`, `37 min`, `2 h 30 min`; below a second in milliseconds. */
export function sayDuration(ms: number): string {
  if (ms < 1000) return `${tidy(ms)}\u00a0ms`
  const [hours, minutes, seconds] = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60, (ms % 60_000) / 1000]
  const parts = [
    hours && `${hours}\u00a0h`,
    minutes && `${minutes}\u00a0min`,
    seconds && `${Number(seconds.toPrecision(4))}\u00a0s`,
  ].filter(Boolean)
  return parts.join(' ')
}

export const readDuration = reader(parseDuration, sayDuration)
export const readRate = reader(parseRate, (value) => say(showRate(value)))
export const readCount = reader(parseCount, (value) => say(showCount(value)))
export const readPercent = reader(parsePercent, (value) => say(showPercent(value)))
export const readSize = reader(parseSize, (value) => say(showBytes(value)))

/** One size or a range of them; the value is the larger end. */
export const readPayloadSize: Reader = (text) => {
  const read = parsePayloadSize(text)
  if (!read.ok) return read
  const [least, most] = [say(showBytes(read.leastBytes)), say(showBytes(read.mostBytes))]
  return { ok: true, value: read.mostBytes, says: least === most ? most : `from ${least} to ${most}` }
}

/** A limit in the unit of its metric. */
export function readerOf(unit: CriterionUnit): Reader {
  if (unit === 'ms') return readDuration
  if (unit === 'perSecond') return readRate
  if (unit === 'fraction') return readPercent
  return unit === 'bytes' ? readSize : readCount
}
