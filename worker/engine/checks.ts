// Checks of a response, compiled once. A failed status, body or header check makes the attempt failed; a failed latency check only
// lowers `check_rate`. Latency is response time from the intended start, in milliseconds.

import type { Check, Comparator } from '#lib/plans/compiled.ts'
import { compileJsonPath } from './json-path.ts'
import type { ResponseView } from './response.ts'

export interface CompiledChecks {
  count: number
  needsBody: boolean
  needsHeaders: boolean
  /** A status check says itself which statuses are right; without one, 400 and above are failures. */
  judgesStatus: boolean
  /** Failed checks: functional ones and latency ones. */
  evaluate(response: ResponseView): { functional: number; latency: number }
  /** The functional checks that do not hold, as written. */
  failing(response: ResponseView): string[]
}

/** Throws `invalid_input` on a body path that cannot be read. */
export function compileChecks(checks: Check[]): CompiledChecks {
  const compiled = checks.map(compileCheck)
  const kinds = new Set(checks.map((check) => check.subject.kind))
  return {
    count: checks.length,
    needsBody: kinds.has('body'),
    needsHeaders: kinds.has('header') || kinds.has('body'),
    judgesStatus: kinds.has('status'),
    evaluate(response) {
      let functional = 0
      let latency = 0
      for (const check of compiled) {
        if (check.holds(response)) continue
        if (check.isLatency) latency++
        else functional++
      }
      return { functional, latency }
    },
    failing: (response) =>
      checks.filter((_, i) => !compiled[i]!.isLatency && !compiled[i]!.holds(response)).map(({ text }) => text),
  }
}

/** What a check looks at: undefined = it is not there. */
type Subject = (response: ResponseView) => unknown

function compileCheck(check: Check): { isLatency: boolean; holds: (response: ResponseView) => boolean } {
  const subject = compileSubject(check.subject)
  const holds = compileTest(check.test)
  return { isLatency: check.subject.kind === 'latency', holds: (response) => holds(subject(response)) }
}

function compileSubject(subject: Check['subject']): Subject {
  if (subject.kind === 'status') return (response) => response.status
  if (subject.kind === 'latency') return (response) => response.latencyMs
  if (subject.kind === 'header') {
    const name = subject.name.toLowerCase()
    return (response) => response.header(name) ?? undefined
  }
  const select = compileJsonPath(subject.path)
  const isWhole = subject.path === '$'
  return (response) => {
    const { json } = response
    if (!json) return isWhole ? response.text : undefined
    const { found, value } = select(json.document)
    return found ? value : undefined
  }
}

function compileTest(test: Check['test']): (value: unknown) => boolean {
  if (test.kind === 'exists') return (value) => value !== undefined
  if (test.kind === 'in')
    return (value) => value !== undefined && test.values.some((wanted) => compare(value, '=', wanted))
  if (test.kind === 'contains') return (value) => contains(value, test.text)
  return (value) => value !== undefined && compare(value, test.comparator, test.value)
}

function contains(value: unknown, text: string): boolean {
  if (value === undefined) return false
  if (Array.isArray(value)) return value.some((item) => asText(item) === text)
  return asText(value).includes(text)
}

function compare(value: unknown, comparator: Comparator, wanted: string | number): boolean {
  const asNumbers = typeof value !== 'object' && isNumeric(value) && isNumeric(wanted)
  const left = asNumbers ? Number(value) : asText(value)
  const right = asNumbers ? Number(wanted) : String(wanted)
  if (comparator === '=') return left === right
  if (comparator === '!=') return left !== right
  if (!asNumbers) return false
  if (comparator === '<') return left < right
  if (comparator === '<=') return left <= right
  if (comparator === '>') return left > right
  return left >= right
}

function isNumeric(value: unknown): boolean {
  return (
    typeof value === 'number' || (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)))
  )
}

/** How a body value is compared and extracted: texts as they are, everything else as JSON. */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}
