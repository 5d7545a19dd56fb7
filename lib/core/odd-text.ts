// Text the database does not keep: with a NUL in it, or half of a character (a surrogate without its other half).

import { AppError } from './errors.ts'

/** Throws `invalid_input`, naming the place of the first such text within JSON. */
export function refuseOddText(value: unknown): void {
  const place = placeOf(value)
  if (place === null) return
  const path = place.join('.').toWellFormed().replaceAll('\u0000', '')
  const message = 'The text holds a NUL or half of a character, which cannot be kept. Leave it out'
  throw new AppError('invalid_input', `${path}: ${message}.`, { details: { fields: [{ path, message }] } })
}

function placeOf(value: unknown): string[] | null {
  if (typeof value === 'string') return value.includes('\u0000') || !value.isWellFormed() ? [] : null
  if (typeof value !== 'object' || value === null) return null
  for (const [name, child] of Object.entries(value)) {
    const rest = placeOf(name) ?? placeOf(child)
    if (rest) return [name, ...rest]
  }
  return null
}
