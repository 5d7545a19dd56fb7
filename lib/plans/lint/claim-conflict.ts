// Two gains in performance are claimed for one change, and they are not the same.

import type { PlanDraft } from '../document/plan.ts'
import { type LintRule, warning } from './rule.ts'
import { proseOf } from './written-text.ts'

const NAME = 'claim-conflict'

export const claimConflict: LintRule = {
  name: NAME,
  check(draft) {
    const claims = claimsIn(draft)
    const [first] = claims
    const other = claims.find(({ most, least }) => first && (most < first.least || least > first.most))
    if (!first || !other) return []
    return [
      warning(NAME, [first.place, other.place], {
        message: `Two gains are claimed: "${first.text}" and "${other.text}"`,
        arithmetic: `${shown(first)} against ${shown(other)}`,
        fix: 'Keep the one that was measured, with its source',
      }),
    ]
  },
}

interface Claim {
  place: string
  text: string
  /** Percent faster. */
  least: number
  most: number
}

const FASTER = /(\d+(?:\.\d+)?)\s*[x×]\s+faster/i
const BETTER =
  /(\d+(?:\.\d+)?)(?:\s*(?:-|–|to)\s*(\d+(?:\.\d+)?))?\s*%\s+(?:performance\s+)?(?:improvement|faster|better)/i

/** Lines that speak of performance as a whole; a gain of one query is another matter. */
function claimsIn(draft: PlanDraft): Claim[] {
  return proseOf(draft).flatMap(({ place, text }) =>
    text
      .split('\n')
      .filter((line) => /\bperformance\b/i.test(line))
      .flatMap((line): Claim[] => {
        const faster = FASTER.exec(line)
        if (faster?.[1])
          return [{ place, text: faster[0], least: (Number(faster[1]) - 1) * 100, most: (Number(faster[1]) - 1) * 100 }]
        const better = BETTER.exec(line)
        if (!better?.[1]) return []
        return [{ place, text: better[0], least: Number(better[1]), most: Number(better[2] ?? better[1]) }]
      }),
  )
}

const shown = ({ least, most }: Claim) => (least === most ? `+${most}%` : `+${least} to ${most}%`)
