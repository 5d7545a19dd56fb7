// How many bytes a body is expected to have once its templates are filled in. Exact for text and numbers of known length.

import type { OperationDraft } from '../document/plan.ts'
import { bracesOf, type Expression, parseExpression } from '../template-text.ts'

/** Bytes of functions and names whose values have a known length; others are taken as a word. */
const LENGTHS: Record<string, number> = { uuid: 36, now: 24, user: 2, iteration: 3 }
const WORD = 8

/** null for a body without text, and for one filled up by its payload class. */
export function bodySize({ request }: OperationDraft): number | null {
  const { json, text } = request?.body ?? {}
  const written = json === undefined ? text : JSON.stringify(json)
  if (written === undefined || bracesOf(written).some((inside) => inside.trim() === 'payload')) return null
  const fixed = written.replace(/\{\{.*?\}\}/gs, '')
  const filled = bracesOf(written).reduce((sum, inside) => sum + lengthOf(inside), 0)
  return new TextEncoder().encode(fixed).length + filled
}

function lengthOf(inside: string): number {
  try {
    return expressionLength(parseExpression(inside.replace(/\\"/g, '"')))
  } catch {
    return WORD
  }
}

function expressionLength(expression: Expression): number {
  if (expression.kind === 'literal') return expression.value.length
  if (expression.kind === 'name') return LENGTHS[expression.name] ?? WORD
  const numbers = expression.args.map((arg) => (arg.kind === 'literal' ? Number(arg.value) : Number.NaN))
  if (expression.name === 'text') return numbers[0] || WORD
  if (expression.name === 'randomInt') return String(numbers[1] ?? '').length || WORD
  if (expression.name === 'base64') return Math.ceil(expressionLength(expression.args[0] ?? expression) / 3) * 4
  if (expression.name !== 'pick') return LENGTHS[expression.name] ?? WORD
  const choices = expression.args.map((arg) =>
    arg.kind === 'call' ? WORD : arg.kind === 'name' ? arg.name.length : arg.value.length,
  )
  return Math.round(choices.reduce((sum, length) => sum + length, 0) / (choices.length || 1))
}
