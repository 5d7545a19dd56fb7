// JSONPath (RFC 9535). Plain paths (`$.a.b[0]`) are walked directly; anything else goes to json-p3, with regular expressions that end.

import { type FilterFunction, FunctionExpressionType, JSONPathEnvironment } from 'json-p3'
import { AppError } from '#lib/core/errors.ts'
import { compilePattern, type Pattern } from './pattern.ts'

/** The first value the path selects; `found` is false when it selects nothing. */
export type JsonSelector = (document: unknown) => { found: boolean; value: unknown }

/** Patterns may stand in the answer itself, so that there is no end of them. */
const MOST_PATTERNS = 20

/** `match` (the whole text) or `search` (any part of it), within the time a pattern may take; false for what is no pattern. */
class LimitedTest implements FilterFunction {
  readonly argTypes = [FunctionExpressionType.ValueType, FunctionExpressionType.ValueType]
  readonly returnType = FunctionExpressionType.LogicalType
  readonly #isWhole: boolean
  readonly #patterns = new Map<string, Pattern | null>()

  constructor(isWhole: boolean) {
    this.#isWhole = isWhole
  }

  call(text: unknown, source: unknown): boolean {
    if (typeof text !== 'string' || typeof source !== 'string') return false
    let pattern = this.#patterns.get(source)
    if (pattern === undefined) {
      pattern = patternOf(this.#isWhole ? `^(?:${source})$` : source)
      if (this.#patterns.size >= MOST_PATTERNS) this.#patterns.delete(this.#patterns.keys().next().value!)
      this.#patterns.set(source, pattern)
    }
    return pattern !== null && pattern.find(text) !== null
  }
}

/** A dot of I-Regexp (RFC 9485) is no line break, and one character, however many units it takes. */
function patternOf(source: string): Pattern | null {
  const pieces = source.matchAll(/\\.|\[(?:\\.|[^\]\\])*\]|\.|[^\\[.]+|./gsu)
  try {
    return compilePattern([...pieces].map(([piece]) => (piece === '.' ? '[^\\r\\n]' : piece)).join(''), 'u')
  } catch {
    return null
  }
}

const ENVIRONMENT = new JSONPathEnvironment()
ENVIRONMENT.functionRegister.set('match', new LimitedTest(true))
ENVIRONMENT.functionRegister.set('search', new LimitedTest(false))

const NOTHING = { found: false, value: undefined }

/** Throws `invalid_input` with the path and a correct example. */
export function compileJsonPath(path: string): JsonSelector {
  const steps = plainSteps(path)
  if (steps) return (document) => walk(document, steps)
  try {
    const query = ENVIRONMENT.compile(path)
    return (document) => {
      const node = query.match(document as never)
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
