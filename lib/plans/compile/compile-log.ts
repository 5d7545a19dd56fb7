// Collects what is wrong while a draft is compiled, so that all of it is told at once. Each reader gives a usable value in any
// case; a plan with findings is never used.

import { parseDuration } from '#lib/core/duration.ts'
import type { Quantity } from '#lib/core/quantity.ts'
import { parseCount, parseRate, parseSize, parseWhole } from '#lib/core/units.ts'
import type { Finding } from '../finding.ts'
import { nearestWord } from '../nearest.ts'
import type { ParseProblem } from '../parse-problem.ts'

export class CompileLog {
  readonly findings: Finding[] = []

  error(rule: string, place: string, message: string, fix?: string): void {
    this.findings.push({ rule, severity: 'error', message, places: [place], ...(fix ? { fix } : {}) })
  }

  /** What is written at `place`; blank and absent are the same. A missing value is an error with a correct example. */
  required(place: string, text: string | undefined, what: string, example: string): string {
    const written = text?.trim() ?? ''
    if (written === '') this.error('missing', place, `${what} is missing`, `Write, for example, ${example}`)
    return written
  }

  duration(place: string, text: string | undefined): number | null {
    return this.quantity(place, text, parseDuration)
  }

  rate(place: string, text: string | undefined): number | null {
    return this.quantity(place, text, parseRate)
  }

  size(place: string, text: string | undefined): number | null {
    return this.quantity(place, text, parseSize)
  }

  count(place: string, text: string | undefined): number | null {
    return this.quantity(place, text, parseCount)
  }

  whole(place: string, text: string | undefined, least = 0): number | null {
    return this.quantity(place, text, (written) => parseWhole(written, least))
  }

  quantity(place: string, text: string | undefined, parse: (text: string) => Quantity): number | null {
    if (text === undefined || text.trim() === '') return null
    const read = parse(text)
    if (read.ok) return read.value
    this.error('unit', place, read.message)
    return null
  }

  /** A 0 that would make no sense where the value is used; it is told with a correct example. Anything else passes as it is. */
  notZero(place: string, value: number | null, message: string, fix: string): number | null {
    if (value !== 0) return value
    this.error('unit', place, message, fix)
    return null
  }

  /** A time limit: one of 0 would give up everything before it begins. */
  timeLimit(place: string, text: string | undefined): number | null {
    const message = 'A time limit of 0 leaves no time at all'
    return this.notZero(place, this.duration(place, text), message, 'Write, for example, 10s, or leave it out')
  }

  /** One of a few words; blank gives the fallback. */
  choice<Word extends string>(place: string, text: string | undefined, words: readonly Word[], fallback: Word): Word {
    const written = text?.trim() ?? ''
    if (written === '') return fallback
    if ((words as readonly string[]).includes(written)) return written as Word
    const near = nearestWord(written, words)
    const hint = near ? `did you mean "${near}"?` : `write one of ${words.join(', ')}`
    this.error('unknown-word', place, `"${written}" is not known here; ${hint}`, near ? `Write ${near}` : undefined)
    return fallback
  }

  syntax(place: string, problem: ParseProblem): void {
    this.error('syntax', place, problem.message, problem.nearest ? `Write ${problem.nearest}` : undefined)
  }
}

export function isBlank(text: string | undefined): boolean {
  return text === undefined || text.trim() === ''
}
