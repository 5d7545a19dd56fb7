// Every name an operation's templates use, with its place.

import type { OperationDraft } from '../document/plan.ts'
import { bracesOf, type Expression, parseExpression } from '../template-text.ts'

export interface UsedName {
  name: string
  place: string
  isCall: boolean
  /** Why the braces cannot be read; then the name is their inside. */
  problem: string | null
}

export function namesUsed(operation: OperationDraft): UsedName[] {
  const place = `operations.${operation.key}`
  const { path, headers, body } = operation.request ?? {}
  const texts: [string, string | undefined][] = [
    [`${place}.request.path`, path],
    ...Object.entries(headers ?? {}).map(([name, text]): [string, string] => [
      `${place}.request.headers.${name}`,
      text,
    ]),
    ...textsIn(body).map((text): [string, string] => [`${place}.request.body`, text]),
    [`${place}.poll.path`, operation.poll?.path],
  ]
  const used = texts.flatMap(([at, text]) => bracesOf(text ?? '').flatMap((inside) => namesIn(inside, at)))
  return [...new Map(used.map((one) => [`${one.place} ${one.name}`, one])).values()]
}

/** All strings of JSON, a form or parts, names and values. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, child]) => [name, ...textsIn(child)])
}

function namesIn(inside: string, place: string): UsedName[] {
  try {
    return namesOf(parseExpression(inside), place)
  } catch (error) {
    return [{ name: inside.trim(), place, isCall: false, problem: (error as Error).message }]
  }
}

function namesOf(expression: Expression, place: string): UsedName[] {
  if (expression.kind === 'literal') return []
  const used = { name: expression.name, place, isCall: expression.kind === 'call', problem: null }
  // The choices of `pick` are words, not names.
  if (expression.kind === 'name' || expression.name === 'pick') return [used]
  return [used, ...expression.args.flatMap((arg) => namesOf(arg, place))]
}
