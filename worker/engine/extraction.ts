// Values taken from a response for later requests.

import type { Extraction } from '#lib/plans/compiled.ts'
import { asText } from './checks.ts'
import { compileJsonPath } from './json-path.ts'
import { compilePattern } from './pattern.ts'
import type { ResponseView } from './response.ts'

export interface CompiledExtractions {
  needsBody: boolean
  isEmpty: boolean
  /** Writes each value found into its slot of every list. Returns false when one is not there. */
  take(response: ResponseView, ...into: (string | null)[][]): boolean
  /** Names of what is not there. */
  missing(response: ResponseView): string[]
}

/** Throws `invalid_input` on a path or pattern that cannot be read. */
export function compileExtractions(
  extract: Record<string, Extraction>,
  slots: Map<string, number>,
): CompiledExtractions {
  const compiled = Object.entries(extract).map(([name, extraction]) => ({
    name,
    slot: slots.get(name)!,
    read: compileExtraction(extraction),
  }))
  return {
    needsBody: Object.values(extract).some((extraction) => extraction.from === 'body' || extraction.from === 'pattern'),
    isEmpty: compiled.length === 0,
    take(response, ...into) {
      let isComplete = true
      for (const { slot, read } of compiled) {
        const value = read(response)
        if (value === null) isComplete = false
        else for (const values of into) values[slot] = value
      }
      return isComplete
    },
    missing: (response) => compiled.filter(({ read }) => read(response) === null).map(({ name }) => name),
  }
}

/** Reads one value; null when it is not there. Throws `invalid_input` on a path or pattern that cannot be read. */
export function compileExtraction(extraction: Extraction): (response: ResponseView) => string | null {
  if (extraction.from === 'header') {
    const name = extraction.name.toLowerCase()
    return (response) => response.header(name)
  }
  if (extraction.from === 'cookie') return (response) => response.cookie(extraction.name)
  if (extraction.from === 'pattern') {
    const pattern = compilePattern(extraction.pattern)
    return ({ text }) => pattern.find(text)
  }
  const select = compileJsonPath(extraction.path)
  const isWhole = extraction.path === '$'
  return ({ json, text }) => {
    if (!json) return isWhole ? text : null
    const { found, value } = select(json.document)
    return found ? asText(value) : null
  }
}
