// JSONPath (RFC 9535). Plain paths (`$.a.b[0]`) are walked directly; anything else goes to json-p3.

import { jsonpath } from 'json-p3'
import { AppError } from '#lib/core/errors.ts'

/** The first value the path selects; `found` is false when it selects nothing. */
export type JsonSelector = (document: unknown) => { found: boolean; value: unknown }

const NOTHING = { found: false, value: undefined }

/** Throws `invalid_input` with the path and a correct example. */
export function compileJsonPath(path: string): JsonSelector {
  const steps = plainSteps(path)
  if (steps) return (document) => walk(document, steps)
  try {
    const query = jsonpath.compile(path)
    return (document) => {
      const node = query.query(document as never).nodes[0]
      return node ? { found: true, value: node.value } : NOTHING
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new AppError('invalid_input', `${path} is not a JSONPath (${why}); write, for example, $.items[0].id`)
  }
}

function plainSteps(path: string): (string | number)[] | null {
  if (!/^\$(\.[A-Za-z_][\w]*|\[\d+\])*$/.test(path)) return null
  return [...path.matchAll(/\.([A-Za-z_]\w*)|\[(\d+)\]/g)].map((step) => step[1] ?? Number(step[2]))
}

function walk(document: unknown, steps: (string | number)[]): { found: boolean; value: unknown } {
  let value = document
  for (const step of steps) {
    if (value === null || typeof value !== 'object') return NOTHING
    if (Array.isArray(value) !== (typeof step === 'number') || !Object.hasOwn(value, step)) return NOTHING
    value = (value as Record<string | number, unknown>)[step]
  }
  return { found: true, value }
}
