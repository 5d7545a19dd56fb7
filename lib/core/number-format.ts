// How numbers look everywhere: page, table, report, command line. Each function gives [digits, unit]; the unit is set apart
// by the reader (a fixed slot in a table, a no-break space in a sentence). Missing is "–", zero is "0".

export type Shown = readonly [digits: string, unit: string]

const MISSING: Shown = ['–', '']
const NO_BREAK_SPACE = '\u00a0'
const MINUS = '−'

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
const threeDigits = (value: number): string => {
  const size = Math.abs(value)
  return size >= 99.95 ? value.toFixed(0) : size >= 9.995 ? value.toFixed(1) : value.toFixed(2)
}
const signed = (text: string): string => text.replace(/^-/, MINUS)

/** `value` in milliseconds; three significant digits, seconds from 1 s on. */
export function showLatency(value: number | null | undefined): Shown {
  if (value == null) return MISSING
  if (value === 0) return ['0', 'ms']
  if (Math.abs(value) < 999.5) return [signed(threeDigits(value)), 'ms']
  return [signed(Math.abs(value) < 999_500 ? threeDigits(value / 1000) : grouped((value / 1000).toFixed(0))), 's']
}

/** `value` per second; three significant digits below 1,000, then whole. */
export function showRate(value: number | null | undefined): Shown {
  if (value == null) return MISSING
  if (value === 0) return ['0', '/s']
  return [Math.abs(value) >= 999.5 ? grouped(value.toFixed(0)) : signed(threeDigits(value)), '/s']
}

/** `fraction` of one; two decimals below 10 %, else one; 0 and 100 bare. */
export function showPercent(fraction: number | null | undefined, digits?: number): Shown {
  if (fraction == null) return MISSING
  const percent = fraction * 100
  const wanted = percent === 0 || percent === 100 ? 0 : (digits ?? (Math.abs(percent) < 9.995 ? 2 : 1))
  const text = percent.toFixed(wanted)
  // What is not all must not read as all: 99.98 % with one decimal would be "100.0".
  const honest = percent < 100 && Number(text) >= 100 ? String(100 - 10 ** -Math.max(wanted, 2)) : text
  return [signed(honest), '%']
}

export function showCount(value: number | null | undefined): Shown {
  return value == null ? MISSING : [signed(grouped(String(Math.round(value)))), '']
}

const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB']

export function showBytes(value: number | null | undefined): Shown {
  if (value == null) return MISSING
  let size = value
  let unit = 0
  while (Math.abs(size) >= 999.5 && unit < BYTE_UNITS.length - 1) {
    size /= 1000
    unit += 1
  }
  return [unit === 0 ? String(Math.round(size)) : signed(threeDigits(size)), BYTE_UNITS[unit] ?? 'B']
}

/** Elapsed time: `24:18`, `1:04:10`. */
export function showClock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const two = (n: number): string => String(n).padStart(2, '0')
  const minutes = Math.floor(whole / 60)
  return minutes >= 60
    ? `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)}`
    : `${two(minutes)}:${two(whole % 60)}`
}

export type NumberUnit = 'ms' | 'perSecond' | 'fraction' | 'bytes' | 'count'

/** A judged number in its canonical unit (`fraction` is shown as a percentage). */
export function showIn(unit: NumberUnit, value: number | null | undefined): Shown {
  if (unit === 'ms') return showLatency(value)
  if (unit === 'perSecond') return showRate(value)
  if (unit === 'fraction') return showPercent(value)
  if (unit === 'bytes') return showBytes(value)
  return showCount(value)
}

/** In a sentence: digits, no-break space, unit. */
export const say = ([digits, unit]: Shown): string => (unit ? `${digits}${NO_BREAK_SPACE}${unit}` : digits)
