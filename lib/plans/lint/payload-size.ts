// What a payload class says a body weighs, and what the body that is written weighs.

import { formatSize } from '#lib/core/units.ts'
import { parsePayloadSize } from '../payload-size.ts'
import { bodySize } from './body-size.ts'
import { rounded } from './figures.ts'
import { type LintRule, warning } from './rule.ts'

const NAME = 'payload-size'
/** Sizes in documents are rounded by people: 4.6 KB is "about 5 KB". */
const TOLERANCE = 0.2

export const payloadSize: LintRule = {
  name: NAME,
  check(draft) {
    const classes = new Map((draft.testData?.payloads ?? []).map((one) => [one.key, parsePayloadSize(one.size ?? '')]))
    return (draft.operations ?? []).flatMap((operation) => {
      const key = operation.payload?.trim() ?? ''
      const stated = classes.get(key)
      const bytes = bodySize(operation)
      if (!stated?.ok || stated.mostBytes === 0 || bytes === null) return []
      // The end of the range that it misses.
      const value = Math.min(Math.max(bytes, stated.leastBytes), stated.mostBytes)
      if (Math.abs(bytes - value) <= TOLERANCE * Math.max(bytes, value)) return []
      return [
        warning(NAME, [`testData.payloads.${key}.size`, `operations.${operation.key}.request.body`], {
          message: `${operation.key} is of the class ${key}, ${formatSize(value)}, but its body has about ${bytes} bytes`,
          arithmetic: `${bytes} / ${value} = ${rounded((100 * bytes) / value)}%`,
          fix:
            bytes < value
              ? 'Fill it up with {{ payload }} or {{ text(900) }}'
              : `State ${formatSize(bytes)}, or send less`,
        }),
      ]
    })
  },
}
