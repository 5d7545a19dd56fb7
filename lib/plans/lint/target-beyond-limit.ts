// The target is what is wanted, the limit what is still accepted: the comparator says which of them must be the stricter.

import { formatValue } from '../criterion-text.ts'
import { placeOf } from '../place-of.ts'
import { singlesOf } from './judged-criteria.ts'
import type { LintRule } from './rule.ts'

export const targetBeyondLimit: LintRule = {
  name: 'target-beyond-limit',
  check(_draft, plan) {
    return (plan?.objectives ?? []).flatMap((objective) =>
      singlesOf(objective.entry).flatMap(({ criterion, target, limit }) => {
        const lower = criterion.comparator === '<' || criterion.comparator === '<='
        const higher = criterion.comparator === '>' || criterion.comparator === '>='
        if (!(lower && target > limit) && !(higher && target < limit)) return []
        const [wanted, accepted] = [formatValue(target, criterion.unit), formatValue(limit, criterion.unit)]
        return [
          {
            rule: 'target-beyond-limit',
            severity: 'error' as const,
            message: `The target ${wanted} is looser than the limit ${accepted}: nothing could be within the limit and miss the target`,
            places: [`${placeOf(objective)}.target`, `${placeOf(objective)}.limit`],
            arithmetic: `${criterion.comparator} ${wanted} as target, ${accepted} as limit`,
            fix: `Swap them: target ${accepted}, limit ${wanted}`,
          },
        ]
      }),
    )
  },
}
