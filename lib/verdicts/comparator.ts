import type { Comparator } from '#lib/plans/criterion.ts'

export function holds(comparator: Comparator, value: number, threshold: number): boolean {
  switch (comparator) {
    case '<':
      return value < threshold
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
