// Text the database does not keep: with a NUL in it, or half of a character (a surrogate without its other half).

/** The first place of such a text within JSON, as a path; null when there is none. */
export function placeOfOddText(value: unknown): string[] | null {
  if (typeof value === 'string') return value.includes('\u0000') || !value.isWellFormed() ? [] : null
  if (typeof value !== 'object' || value === null) return null
  for (const [name, child] of Object.entries(value)) {
    const rest = placeOfOddText(name) ?? placeOfOddText(child)
    if (rest) return [name, ...rest]
  }
  return null
}
