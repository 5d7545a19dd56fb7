// Texts with `{{ }}`: what stands between the braces, a name or a function with arguments. The engine compiles them once, before any
// load is sent; the plan check looks for names nobody knows.

import { AppError } from '#lib/core/errors.ts'

export type Expression =
  | { kind: 'name'; name: string }
  | { kind: 'literal'; value: string }
  | { kind: 'call'; name: string; args: Expression[] }

/** Names that are there in every request; `payload` wants a payload class. */
export const BUILT_IN_NAMES = ['user', 'iteration', 'payload'] as const

/** What the engine can make by itself, with or without parentheses. */
export const TEMPLATE_FUNCTIONS = [
  'uuid',
  'now',
  'randomInt',
  'pick',
  'weighted',
  'base64',
  'text',
  'faker.person.firstName',
  'faker.person.lastName',
  'faker.person.fullName',
  'faker.internet.email',
  'faker.location.city',
  'faker.phone.number',
] as const

/** The insides of all braces of a text. */
export function bracesOf(text: string): string[] {
  return [...text.matchAll(/\{\{(.*?)\}\}/gs)].map((match) => match[1] ?? '')
}

/** Throws `invalid_input` with the text that cannot be read and an example. */
export function parseExpression(text: string): Expression {
  const trimmed = text.trim()
  const call = /^([A-Za-z_][\w.-]*)\s*\((.*)\)$/s.exec(trimmed)
  if (call) return { kind: 'call', name: call[1]!, args: splitArguments(call[2]!).map(parseExpression) }
  const quoted = /^"([^"]*)"$|^'([^']*)'$/s.exec(trimmed)
  if (quoted) return { kind: 'literal', value: quoted[1] ?? quoted[2] ?? '' }
  if (/^-?\d+(\.\d+)?$/.test(trimmed)) return { kind: 'literal', value: trimmed }
  if (/^[A-Za-z_][\w.-]*$/.test(trimmed)) return { kind: 'name', name: trimmed }
  throw new AppError(
    'invalid_input',
    `{{ ${trimmed} }} cannot be read; write a name or a function like {{ randomInt(1, 9) }}`,
  )
}

function splitArguments(text: string): string[] {
  if (text.trim() === '') return []
  const args: string[] = []
  let depth = 0
  let quote = ''
  let current = ''
  for (const char of text) {
    if (quote) quote = char === quote ? '' : quote
    else if (char === '"' || char === "'") quote = char
    else if (char === '(') depth++
    else if (char === ')') depth--
    if (char === ',' && depth === 0 && !quote) {
      args.push(current)
      current = ''
    } else current += char
  }
  return [...args, current]
}
