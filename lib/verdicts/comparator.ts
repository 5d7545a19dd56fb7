import type { Comparator } from '#lib/plans/criterion.ts'

/** What is counted cannot be below 0, so that `< 0` asks for none at all and is met by exactly 0. */
export function holds(comparator: Comparator, value: number, threshold: number): boolean {
  switch (comparator) {
    case '<':
      return value < threshold || (threshold === 0 && value === 0)
    case '<=':
      return value <= threshold
    case '>':
      return value > threshold
    case '>=':
      return value >= threshold
    case '=':
      return value === threshold
    case '!=':
      return value !== threshold
  }
}

/** (limit − actual) / limit, mirrored where higher is better; null without an actual or where the limit is 0. */
export function headroomOf(comparator: Comparator, actual: number | null, limit: number): number | null {
  if (actual === null || limit === 0) return null
  const room = (limit - actual) / limit
  return comparator === '>' || comparator === '>=' ? -room : room
}
