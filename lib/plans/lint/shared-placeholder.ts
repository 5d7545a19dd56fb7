// A template fills every place of a placeholder with one value: two places that mean different things cannot both be right.

import type { PlanDraft } from '../document/plan.ts'
import { type LintRule, warning } from './rule.ts'

const NAME = 'shared-placeholder'
const PLACEHOLDER = /\{\{\s*([a-z][a-z0-9_]*)\s*\}\}|\{([A-Z][A-Z0-9_]*)\}/g
/** What is asked for is one thing, whether it stands in a row, a criterion or a sentence. */
const ASKED = new Set([
  'target',
  'limit',
  'judge',
  'requirement',
  'criteria',
  'goals',
  'objectives',
  'expected',
  'success',
])

export const sharedPlaceholder: LintRule = {
  name: NAME,
  check(draft) {
    const used = new Map<string, { place: string; meaning: string }[]>()
    for (const cell of cellsOf(draft)) {
      for (const match of cell.text.matchAll(PLACEHOLDER)) {
        const name = match[1] ?? match[2] ?? ''
        used.set(name, [...(used.get(name) ?? []), cell])
      }
    }
    return [...used].flatMap(([name, cells]) => {
      const [first] = cells
      const other = cells.find(({ meaning }) => meaning !== first?.meaning)
      if (!first || !other) return []
      return [
        warning(NAME, [first.place, other.place], {
          message: `${name} fills two places that mean different things: ${first.meaning} and ${other.meaning}`,
          arithmetic: `${cells.length} places, one value`,
          fix: `Give the second a name of its own, for example ${name}_${name === name.toUpperCase() ? 'OF_' : 'of_'}${other.meaning.split('.').at(-1)}`,
        }),
      ]
    })
  },
}

interface Cell {
  place: string
  text: string
  meaning: string
}

/** All texts but those of operations, whose braces are filled in while the load runs. */
function cellsOf({ operations: _operations, ...draft }: PlanDraft): Cell[] {
  const cells: Cell[] = []
  const walk = (value: unknown, path: string[], names: string[]): void => {
    if (typeof value === 'string') cells.push({ place: path.join('.'), text: value, meaning: meaningOf(names) })
    else if (Array.isArray(value))
      for (const [index, item] of value.entries()) walk(item, [...path, segmentOf(item, index)], names)
    else if (typeof value === 'object' && value !== null)
      for (const [name, child] of Object.entries(value)) walk(child, [...path, name], [...names, name])
  }
  walk(draft, [], [])
  return cells
}

function segmentOf(item: unknown, index: number): string {
  const key = typeof item === 'object' && item !== null && 'key' in item ? item.key : undefined
  return typeof key === 'string' ? key : String(index)
}

function meaningOf(names: string[]): string {
  const last = names.at(-1) ?? ''
  return ASKED.has(last) ? 'target' : `${names[0]}.${last}`
}
