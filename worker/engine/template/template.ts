// Texts with `{{ }}`, compiled once into segments. A value is made safe for where it stands: percent-encoded in a path, without line
// breaks in a header, escaped inside a JSON string, as a JSON value outside of one.

import { AppError, isAppError } from '#lib/core/errors.ts'
import { type Expression, parseExpression } from '#lib/plans/template-text.ts'
import { isSensitiveName } from '#lib/runs/sensitive-text.ts'
import type { Column } from '../data/datasets.ts'
import type { RenderContext, TemplateNames } from './context.ts'
import { encodeHeader, encodePath, encodeSegment } from './encode.ts'
import { FUNCTIONS, type Value } from './functions.ts'

export type Place = 'path' | 'header' | 'json' | 'text'

export interface Template {
  /** The whole text when nothing is to be filled in. */
  constant: string | null
  render(context: RenderContext): string
}

/** Throws `invalid_input` naming what is unknown and where: `where` is a place such as `operation create-order, body`. */
export function compileTemplate(text: string, place: Place, names: TemplateNames, where: string): Template {
  const segments = splitSegments(text, place, names, where)
  const constant = segments.every((segment) => typeof segment === 'string') ? segments.join('') : null
  if (constant !== null) return { constant, render: () => constant }
  return {
    constant,
    render(context) {
      let rendered = ''
      for (const segment of segments) rendered += typeof segment === 'string' ? segment : segment(context)
      return rendered
    },
  }
}

function splitSegments(text: string, place: Place, names: TemplateNames, where: string): (string | Value)[] {
  const segments: (string | Value)[] = []
  let before = ''
  let position = 0
  for (const match of text.matchAll(/\{\{(.*?)\}\}/gs)) {
    const plain = text.slice(position, match.index)
    before += plain
    if (plain) segments.push(place === 'header' ? encodeHeader(plain) : plain)
    const value = resolve(readExpression(match[1]!, where), names, where)
    segments.push(makeSafe(value, place, before))
    position = match.index + match[0].length
  }
  const rest = text.slice(position)
  if (rest) segments.push(place === 'header' ? encodeHeader(rest) : rest)
  return segments
}

function readExpression(text: string, where: string): Expression {
  try {
    return parseExpression(text)
  } catch (error) {
    throw new AppError('invalid_input', `${where}: ${(error as Error).message}`)
  }
}

function resolve(expression: Expression, names: TemplateNames, where: string): Value {
  if (expression.kind === 'literal') return () => expression.value
  if (expression.kind === 'call' || (expression.name in FUNCTIONS && !names.extracted.has(expression.name))) {
    const make = FUNCTIONS[expression.name]
    if (!make) throw unknown(expression.name, where, Object.keys(FUNCTIONS))
    return make(expression.kind === 'call' ? expression.args : [], (inner) => resolve(inner, names, where))
  }
  return resolveName(expression.name, names, where)
}

function resolveName(name: string, names: TemplateNames, where: string): Value {
  if (name === 'user') return (context) => String(context.user)
  if (name === 'iteration') return (context) => String(context.iteration)
  if (name === 'payload') return payload(names, where)
  if (name.startsWith('secret.')) return secret(name.slice('secret.'.length), names, where)
  const slot = names.extracted.get(name)
  if (slot !== undefined) return extracted(slot, name)
  const variable = names.variables[name]
  if (variable !== undefined) return () => variable
  const column = columnOf(name, names, where)
  if (column) return fromRow(column, name)
  throw unknown(name, where, [...names.extracted.keys(), ...Object.keys(names.variables)])
}

function payload(names: TemplateNames, where: string): Value {
  const { payloads } = names
  if (payloads.length === 0) {
    throw new AppError(
      'invalid_input',
      `${where}: {{ payload }} needs a payload class; write, for example, payload: medium`,
    )
  }
  return ({ random }) => payloads[random.int(0, payloads.length - 1)]!
}

function secret(name: string, names: TemplateNames, where: string): Value {
  const value = names.secrets[name]
  if (value === undefined)
    throw new AppError('invalid_input', `${where}: the secret ${name} has no value in this environment`)
  return () => value
}

function extracted(slot: number, name: string): Value {
  const isSensitive = isSensitiveName(name)
  return (context) => {
    const value = context.values[slot] ?? context.shared[slot]
    if (value === null || value === undefined) {
      context.missing ??= name
      return ''
    }
    if (isSensitive) context.sensitive.push(value)
    return value
  }
}

function columnOf(name: string, names: TemplateNames, where: string): Column | null {
  try {
    return names.columns(name)
  } catch (error) {
    if (!isAppError(error)) throw error
    throw new AppError(error.code, `${where}: {{ ${name} }}: ${error.message}`)
  }
}

/** An iteration of the load was given its rows when it began; setup, teardown and logins are when they first ask. */
function fromRow({ dataset, column }: Column, name: string): Value {
  const isSensitive = isSensitiveName(name)
  return (context) => {
    const row = context.rows[dataset.index] ?? dataset.draw(context.random)
    context.rows[dataset.index] = row
    const value = row?.[column]
    if (value === undefined) {
      context.missing ??= name
      return ''
    }
    if (isSensitive) context.sensitive.push(value)
    return value
  }
}

function makeSafe(value: Value, place: Place, before: string): Value {
  if (place === 'header') return (context) => encodeHeader(value(context))
  // A placeholder that begins the path may be a whole path, e.g. a link of an earlier response.
  if (place === 'path')
    return before === '' ? (context) => encodePath(value(context)) : (context) => encodeSegment(value(context))
  if (place === 'text') return value
  return insideJsonString(before)
    ? (context) => JSON.stringify(value(context)).slice(1, -1)
    : (context) => asJson(value(context))
}

function insideJsonString(before: string): boolean {
  return (before.replaceAll(/\\./gs, '').match(/"/g)?.length ?? 0) % 2 === 1
}

const SCALAR = /^(-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?|true|false|null)$/

/** What is JSON stays as it is; all else is a text, so that no value can add a field to the body. */
function asJson(value: string): string {
  return SCALAR.test(value) || (/^[{[]/.test(value) && isJson(value)) ? value : JSON.stringify(value)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function unknown(name: string, where: string, known: string[]): AppError {
  const hint = known.length > 0 ? ` Known here: ${known.slice(0, 12).join(', ')}.` : ''
  return new AppError(
    'invalid_input',
    `${where}: {{ ${name} }} is not known: nothing extracts it, and no variable and no data set has this name.${hint}`,
  )
}
