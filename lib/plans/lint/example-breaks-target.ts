// A current value that lies exactly on a bound is not below it.

import { parseDuration } from '#lib/core/duration.ts'
import { formatPercent, parseCount, parsePercent, parseRate, parseSize } from '#lib/core/units.ts'
import { type LintRule, warning } from './rule.ts'

const NAME = 'example-breaks-target'
const READERS = [parseDuration, parsePercent, parseRate, parseSize, parseCount]

export const exampleBreaksTarget: LintRule = {
  name: NAME,
  check(draft) {
    return (draft.metrics ?? []).flatMap(({ key, label, current, target }) => {
      const bound = /^\s*([<>])\s*([^=].*)$/.exec(target ?? '')
      const limit = bound?.[2]
      const value = limit ? sameQuantity(current ?? '', limit) : null
      if (!bound || !limit || value === null) return []
      const word = bound[1] === '<' ? 'below' : 'above'
      return [
        warning(NAME, [`metrics.${key}.current`, `metrics.${key}.target`], {
          message: `${label || key} stands at ${current?.trim()}, which is not ${word} ${limit.trim()}`,
          arithmetic: `${value}: not ${bound[1]} ${limit.trim()}`,
          fix: `Write ${bound[1] === '<' ? '≤' : '≥'} ${limit.trim()}, or another current value`,
        }),
      ]
    })
  },
}

/** What the current value comes to when it is the bound; null when it is not, or is of another kind. */
function sameQuantity(current: string, limit: string): string | null {
  const share = /^\s*([\d.,]+)\s+of\s+([\d.,]+)\s*$/.exec(current)
  const [part, whole] = [share?.[1], share?.[2]].map((text) => parseCount(text ?? ''))
  const text = part?.ok && whole?.ok && whole.value > 0 ? formatPercent(part.value / whole.value) : current.trim()
  for (const read of READERS) {
    const [value, most] = [read(text), read(limit)]
    if (value.ok && most.ok) return value.value === most.value ? (share ? `${current.trim()} = ${text}` : text) : null
  }
  return null
}
