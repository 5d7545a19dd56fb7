// Text to check and to extraction. Grammar: ( "status" | "latency" | "body" jsonpath | "header" name )
// ( cmp value | "exists" | "in" list | "contains" text ); an extraction is "body" jsonpath, "header" name, "cookie" name or
// "pattern" with a regular expression of one group.

import { parseDuration } from '#lib/core/duration.ts'
import type { Check, Extraction } from './compiled.ts'
import type { Comparator } from './criterion.ts'
import { expectedOneOf, ParseFailure, type ParseProblem, unreadable } from './parse-problem.ts'

export type ParsedCheck = { ok: true; check: Check } | { ok: false; problem: ParseProblem }
export type ParsedExtraction = { ok: true; extraction: Extraction } | { ok: false; problem: ParseProblem }

const COMPARATOR = /^(<=|>=|!=|<|>|=)(?![=<>])\s*/
const TESTS = ['=', '!=', '<', '<=', '>', '>=', 'exists', 'in', 'contains']

/** Reads `status = 201`, `status in [200, 201]`, `body $.id exists`, `latency < 1s`, `header content-type contains json`. */
export function parseCheck(text: string): ParsedCheck {
  return guarded(() => {
    const subject = readSubject(text, ['status', 'latency', 'body', 'header'])
    const check: Check = {
      text: text.trim(),
      subject: subject.value as Check['subject'],
      test: readTest(text, subject),
    }
    refuseMeaningless(check, subject.next)
    return { ok: true as const, check }
  })
}

/** Reads `body $.id`, `header location`, `cookie session`, `pattern "token=([a-z0-9]+)"`. */
export function parseExtraction(text: string): ParsedExtraction {
  return guarded(() => {
    const pattern = /^\s*pattern(?![\w-])\s*/.exec(text)
    if (pattern) return { ok: true as const, extraction: readPattern(text.trimEnd(), pattern[0].length) }
    const { value, next } = readSubject(text, ['body', 'header', 'cookie', 'pattern'])
    if (text.slice(next).trim()) throw expectedOneOf('the end', text.slice(next).trim(), next, ['body $.id'])
    if (value.kind === 'body')
      return { ok: true as const, extraction: { from: 'body' as const, path: value.path ?? '' } }
    const from = value.kind === 'cookie' ? ('cookie' as const) : ('header' as const)
    return { ok: true as const, extraction: { from, name: value.name ?? '' } }
  })
}

const PATTERN_EXAMPLE = 'pattern "token=([a-z0-9]+)"'

/** A regular expression in quotes or slashes, whose one group is what is taken. */
function readPattern(text: string, start: number): Extraction {
  const written = text.slice(start)
  const quoted = /^"(.+)"$|^'(.+)'$|^\/(.+)\/$/s.exec(written)
  const pattern = quoted?.[1] ?? quoted?.[2] ?? quoted?.[3]
  const refuse = (why: string) =>
    unreadable('a pattern', `${why}; write, for example, ${PATTERN_EXAMPLE}`, start, '"=(.*)"')
  if (pattern === undefined) throw refuse('it stands in quotes')
  let groups: number
  try {
    groups = (new RegExp(`${pattern}|`).exec('')?.length ?? 1) - 1
    new RegExp(pattern)
  } catch (error) {
    throw refuse((error as Error).message.replace(/^Invalid regular expression: /, ''))
  }
  if (groups !== 1) throw refuse(`it has ${groups === 0 ? 'no group' : `${groups} groups`}, and one is what is taken`)
  return { from: 'pattern', pattern }
}

interface Subject {
  value: { kind: string; path?: string; name?: string }
  next: number
}

function readSubject(text: string, kinds: string[]): Subject {
  const start = text.length - text.trimStart().length
  const kind = /^[^\s<>=!$]+/.exec(text.slice(start))?.[0] ?? ''
  if (!kinds.includes(kind)) throw expectedOneOf('a subject', kind || text.slice(start).trim(), start, kinds)
  let next = skipSpace(text, start + kind.length)
  if (kind === 'status' || kind === 'latency') return { value: { kind }, next }
  const word =
    kind === 'body' ? jsonPathAt(text, next) : (/^[A-Za-z0-9_.!#$%&'*+^`|~-]+/.exec(text.slice(next))?.[0] ?? '')
  const missing =
    kind === 'body' ? 'write a JSON path, for example body $.id' : `write its name, for example ${kind} location`
  if (word === '')
    throw unreadable(kind === 'body' ? 'a JSON path' : 'a name', missing, next, kind === 'body' ? '$.id' : 'location')
  next = skipSpace(text, next + word.length)
  if (kind === 'body') return { value: { kind, path: word }, next }
  return { value: { kind, name: word.toLowerCase() === word || kind === 'cookie' ? word : word.toLowerCase() }, next }
}

/** A JSON path may hold spaces and comparators inside of brackets and quotes. */
function jsonPathAt(text: string, start: number): string {
  if (text[start] !== '$') return ''
  let depth = 0
  let quote = ''
  let index = start
  for (; index < text.length; index++) {
    const character = text[index] ?? ''
    if (quote) {
      if (character === '\\') index++
      else if (character === quote) quote = ''
    } else if (depth > 0 && (character === '"' || character === "'")) quote = character
    else if (character === '[') depth++
    else if (character === ']') depth--
    else if (depth === 0 && /[\s<>=!]/.test(character)) break
  }
  if (depth > 0) throw unreadable('"]"', 'a bracket of the JSON path is not closed', index, ']')
  return text.slice(start, index)
}

function readTest(text: string, { value, next }: Subject): Check['test'] {
  const rest = text.slice(next)
  const comparator = COMPARATOR.exec(rest)
  if (comparator) {
    const at = next + comparator[0].length
    return {
      kind: 'compare',
      comparator: comparator[1] as Comparator,
      value: readLiteral(text.slice(at).trim(), value.kind, at),
    }
  }
  const word = /^\S+/.exec(rest)?.[0] ?? ''
  const after = next + word.length
  const argument = text.slice(after).trim()
  if (word === 'exists') {
    if (argument) throw expectedOneOf('the end', argument, skipSpace(text, after), ['exists'])
    return { kind: 'exists' }
  }
  if (word === 'in' || word.startsWith('in[')) return { kind: 'in', values: readList(text, next + 2, value.kind) }
  if (word === 'contains') {
    if (!argument) throw unreadable('a text', 'write what must be contained, for example contains json', after, 'json')
    return { kind: 'contains', text: unquote(argument) }
  }
  throw expectedOneOf('a test', word, next, TESTS)
}

function readList(text: string, start: number, subject: string): (string | number)[] {
  const at = skipSpace(text, start)
  const inside = /^\[(.*)\]\s*$/s.exec(text.slice(at))?.[1]
  if (inside === undefined || inside.trim() === '')
    throw unreadable('a list', 'write it like [200, 201]', at, '[200, 201]')
  return inside.split(',').map((item) => readLiteral(item.trim(), subject, at + 1))
}

function readLiteral(written: string, subject: string, position: number): string | number {
  if (written === '') throw unreadable('a value', 'it is missing, for example status = 201', position, '201')
  if (subject === 'status') return readStatus(written, position)
  if (subject === 'latency') {
    const duration = parseDuration(written)
    if (!duration.ok) throw unreadable('a duration', duration.message, position, '1s')
    return duration.value
  }
  return subject === 'body' && /^-?\d+(\.\d+)?([eE][-+]?\d+)?$/.test(written) ? Number(written) : unquote(written)
}

function readStatus(written: string, position: number): number {
  if (/^[1-5]\d\d$/.test(written)) return Number(written)
  throw unreadable(
    'a status code',
    `"${written}" is none; write, for example, status = 201 or status < 400`,
    position,
    '201',
  )
}

function refuseMeaningless(check: Check, position: number): void {
  const { subject, test } = check
  if (subject.kind === 'latency' && test.kind !== 'compare')
    throw expectedOneOf('a comparator', test.kind, position, ['<', '<='])
  if (subject.kind === 'status' && (test.kind === 'exists' || test.kind === 'contains')) {
    throw expectedOneOf('a comparator or "in"', test.kind, position, ['=', 'in', '<'])
  }
}

function unquote(written: string): string {
  const quoted = /^"(.*)"$|^'(.*)'$/s.exec(written)
  return quoted ? (quoted[1] ?? quoted[2] ?? '') : written
}

function skipSpace(text: string, position: number): number {
  let next = position
  while (/\s/.test(text[next] ?? '')) next++
  return next
}

function guarded<Result>(read: () => Result): Result | { ok: false; problem: ParseProblem } {
  try {
    return read()
  } catch (error) {
    if (error instanceof ParseFailure) return { ok: false, problem: error.problem }
    throw error
  }
}
