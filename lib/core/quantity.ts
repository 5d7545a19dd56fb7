// The number in front of a unit: `250`, `1,000`, `0.1`, `20k`, `1.5M`. Shared by durations, rates, sizes and counts.

/** What a reader of text answers: a number in the canonical unit, or what was wrong with a correct example. */
export type Quantity = { ok: true; value: number } | { ok: false; message: string }

const NUMBER = /^(\d{1,3}(?:[,_]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)\s*/

/** Splits `250ms` into 250 and `ms`; null when there is no number, or a minus sign, in front. */
export function splitNumber(text: string): { number: number; rest: string } | null {
  const match = NUMBER.exec(text)
  if (!match?.[1]) return null
  return { number: Number(match[1].replace(/[,_]/g, '')), rest: text.slice(match[0].length).trim() }
}

/** `20k` and `1.5M`: a multiplier stuck to the number. */
export function splitMultiplier(number: number, rest: string): { number: number; rest: string } {
  const match = /^([kKM])(?![A-Za-z])\s*/.exec(rest)
  if (!match) return { number, rest }
  return { number: number * (match[1] === 'M' ? 1e6 : 1e3), rest: rest.slice(match[0].length) }
}

export function quoted(text: string): string {
  return `"${text.length > 60 ? `${text.slice(0, 57)}…` : text}"`
}

/** Twelve significant digits: what `0.1 * 3` should read as. */
export function tidy(value: number): string {
  const rounded = Number(value.toPrecision(12))
  // Plain decimals also where JavaScript would write an exponent.
  return Math.abs(rounded) >= 1e21 || (rounded !== 0 && Math.abs(rounded) < 1e-6)
    ? rounded.toFixed(12).replace(/\.?0+$/, '')
    : String(rounded)
}
